import type { Viewer } from '@callboard/plugin/web';
import { messages } from '../messages.ts';

/** How far signing in has come. */
export type SessionState =
  | { step: 'starting' }
  | { step: 'needs-token'; refused: boolean }
  | { step: 'unreachable'; message: string }
  | { step: 'signed-in'; viewer: Viewer };

interface GuestAnswer {
  profile: { displayName?: string };
  backstageIdentity: {
    token: string;
    expiresInSeconds: number;
    identity: { userEntityRef: string; ownershipEntityRefs: string[] };
  };
}

interface Credentials {
  token: string;
  /** Milliseconds since the epoch; a token that a person typed has no end known here. */
  until: number;
}

const STORED_AS = 'callboard.token';
/** A token this near to its end is not used any more. */
const MARGIN = 30_000;

declare global {
  interface Window {
    /** Asked for by the page itself, before any script of ours was there. */
    callboardGuest?: Promise<Response> | undefined;
  }
}

function takeFirstAnswer(): Promise<Response> | undefined {
  const answer = window.callboardGuest;
  window.callboardGuest = undefined;
  return answer;
}

export type Session = ReturnType<typeof createSession>;

/** Signs in as a guest where the portal allows it, else with a token that a person enters and that only this tab keeps. */
export function createSession() {
  let state: SessionState = { step: 'starting' };
  let credentials: Credentials | undefined;
  let renewing: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  function become(next: SessionState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function takeToken(token: string) {
    credentials = { token, until: Infinity };
    become({ step: 'signed-in', viewer: { ownershipEntityRefs: [], displayName: messages.apiToken } });
  }

  async function signInAsGuest() {
    const response = await (takeFirstAnswer() ?? fetch('/api/auth/guest/refresh', { method: 'POST' }));
    if (response.status >= 500) throw new Error(`${response.status} ${response.statusText}`);
    if (!response.ok) {
      const refused = credentials !== undefined;
      credentials = undefined;
      become({ step: 'needs-token', refused });
      return;
    }
    const answer = (await response.json()) as GuestAnswer;
    const { token, expiresInSeconds, identity } = answer.backstageIdentity;
    credentials = { token, until: Date.now() + expiresInSeconds * 1000 };
    if (state.step === 'signed-in') return;
    become({ step: 'signed-in', viewer: { ...identity, displayName: answer.profile.displayName ?? messages.guest } });
  }

  async function renew() {
    const stored = sessionStorage.getItem(STORED_AS);
    if (stored && stored !== credentials?.token) return takeToken(stored);
    sessionStorage.removeItem(STORED_AS);
    try {
      await signInAsGuest();
    } catch (error) {
      if (state.step !== 'signed-in')
        become({ step: 'unreachable', message: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** The token to send; a fresh one when the last is about to end or, with `force`, was refused. */
    async token(force: boolean): Promise<string | undefined> {
      if (force || !credentials || credentials.until - MARGIN < Date.now()) {
        renewing ??= renew().finally(() => (renewing = undefined));
        await renewing;
      }
      return credentials?.token;
    },
    enter(token: string) {
      sessionStorage.setItem(STORED_AS, token);
      takeToken(token);
    },
    /** Forgets the token that was entered and begins anew. */
    async leave() {
      sessionStorage.removeItem(STORED_AS);
      credentials = undefined;
      become({ step: 'starting' });
      await this.token(true);
    },
  };
}
