import { createContext, useContext } from 'react';
import type { Session } from './session.ts';

export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws before signing in */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session yet.');
  return session;
}
