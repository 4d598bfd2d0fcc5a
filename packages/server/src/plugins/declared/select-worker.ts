/** Evaluates expressions away from the main thread: what never ends, or eats memory, ends with the worker. */
import { parentPort } from 'node:worker_threads';
import type { SelectJob, SelectResult } from './select.ts';

const STEPS_DEEP = 400;
const LONGEST_LIST = 100_000;

parentPort?.on('message', (job: SelectJob) => {
  void evaluate(job).then((result) => parentPort?.postMessage(result));
});

async function evaluate({ text, expression, milliseconds, longest, ...job }: SelectJob): Promise<SelectResult> {
  const { entity, config, input: filledIn, user } = job;
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return { problem: 'not-json', message: (error as Error).message };
  }
  try {
    const result = JSON.stringify(expression === undefined ? input : await selected());
    if (result === undefined) return { text: 'null' };
    return result.length > longest ? { problem: 'too-large' } : { text: result };
  } catch (error) {
    const { message, position } = error as Error & { position?: number };
    return { problem: 'failed', message: message.slice(0, 500), ...(position === undefined ? {} : { position }) };
  }

  async function selected(): Promise<unknown> {
    const { default: jsonata } = await import('jsonata');
    const bounds = { timeout: milliseconds, stack: STEPS_DEEP, sequence: LONGEST_LIST };
    return (await jsonata(expression!, bounds).evaluate(input, { entity, config, input: filledIn, user })) as unknown;
  }
}
