import { messages } from './messages.ts';
import type { Definition } from './types.ts';
import { textDefinition } from './parsing/text.ts';

/** Milliseconds after which a reader counts as stuck. */
const LONGEST = 30_000;
const REMEMBERED = 4;

interface Answer {
  id: number;
  definition: Definition;
}

let worker: Worker | undefined;
let count = 0;
const known = new Map<string, Promise<Definition>>();

/** What a definition says. The same text is read once as long as it is remembered. */
export function readDefinition(type: string, text: string): Promise<Definition> {
  const key = `${type}\n${text}`;
  const before = known.get(key);
  if (before) return before;
  const reading = ask(type, text);
  known.set(key, reading);
  for (const oldest of known.keys()) if (known.size > REMEMBERED) known.delete(oldest);
  return reading;
}

function ask(type: string, text: string): Promise<Definition> {
  worker ??= new Worker(new URL('./parsing/definition.worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  count += 1;
  const id = count;
  return new Promise((resolve) => {
    const end = new AbortController();
    function settle(definition: Definition) {
      clearTimeout(timer);
      end.abort();
      resolve(definition);
    }
    function giveUp() {
      asked.terminate();
      if (worker === asked) worker = undefined;
      settle(textDefinition(type, { message: messages.problem.slow }));
    }
    const timer = setTimeout(giveUp, LONGEST);
    const { signal } = end;
    asked.addEventListener(
      'message',
      (event: MessageEvent<Answer>) => event.data.id === id && settle(event.data.definition),
      { signal },
    );
    asked.addEventListener('error', giveUp, { signal });
    asked.postMessage({ id, type, text });
  });
}
