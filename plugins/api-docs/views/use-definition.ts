import { useEffect, useState } from 'react';
import { readDefinition } from './read-in-worker.ts';
import type { Definition } from './types.ts';

interface Held {
  type: string;
  text: string;
  definition: Definition;
}

/** What a definition says, once it is read. While a new text is being read, what the one before said stays. */
export function useDefinition(type: string, text: string): Definition | undefined {
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    let current = true;
    void readDefinition(type, text).then((definition) => current && setHeld({ type, text, definition }));
    return () => {
      current = false;
    };
  }, [type, text]);
  return held?.definition;
}
