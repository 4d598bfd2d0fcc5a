/** An action that a service does: what is sent, and the lines that come back while it is under way. */
import { StringDecoder } from 'node:string_decoder';
import { z, type ActionResult } from '@callboard/plugin/server';

const text = z.string().max(1000);
const link = z.strictObject({ title: z.string().min(1).max(200), url: z.url({ protocol: /^https?$/ }).max(2000) });
const result = z.object({
  message: text.default('Done'),
  links: z.array(link).max(10).optional(),
  undo: z.object({ action: z.string().max(63).optional(), input: z.record(z.string(), z.json()) }).optional(),
});
const line = z.object({
  progress: z.number().min(0).max(1).optional(),
  message: text.optional(),
  result: result.optional(),
  error: z.union([text, z.object({ message: text }).transform(({ message }) => message)]).optional(),
});

const LONGEST_LINE = 64_000;

/** Reads what a service says of an action, a JSON value per line, as it comes. */
export class ActionLines {
  readonly #say: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #result: ActionResult | undefined;
  #error: string | undefined;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** @returns whether there may be more to come */
  take(part: Uint8Array): boolean {
    const lines = (this.#rest + this.#decoder.write(Buffer.from(part))).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const one of lines) this.#read(one);
    if (this.#rest.length > LONGEST_LINE)
      this.#error ??= `The service wrote a line of more than ${LONGEST_LINE} characters.`;
    return !this.isDone;
  }

  get isDone(): boolean {
    return this.#result !== undefined || this.#error !== undefined;
  }

  /** @returns what came of it @throws when the service says that it failed, or did not say how it ended */
  end(): ActionResult {
    this.#read(this.#rest + this.#decoder.end());
    if (this.#error !== undefined) throw new Error(this.#error);
    if (!this.#result) throw new Error('The service ended without saying how it went: look there how far it came.');
    return this.#result;
  }

  #read(written: string): void {
    if (!written.trim() || this.isDone) return;
    const said = line.safeParse(parsed(written));
    if (!said.success) this.#error = `The service wrote what is no line of progress: ${written.slice(0, 100)}`;
    else if (said.data.result) this.#result = resultOf(said.data.result);
    else if (said.data.error !== undefined) this.#error = said.data.error;
    else {
      const { progress, message = '' } = said.data;
      const share = progress === undefined ? '' : `${Math.round(progress * 100)} % `;
      this.#say(`${share}${message}`.trim());
    }
  }
}

function resultOf({ message, links, undo }: z.output<typeof result>): ActionResult {
  return {
    message,
    ...(links ? { links } : {}),
    ...(undo ? { undo: { input: undo.input, ...(undo.action === undefined ? {} : { action: undo.action }) } } : {}),
  };
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    // Said with the line itself, as whatever else it should not be.
    return undefined;
  }
}
