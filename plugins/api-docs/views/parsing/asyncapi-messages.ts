import type { AsyncMessage } from '../asyncapi/types.ts';
import { nameOfRef, refOf, resolve } from './pointer.ts';
import { isObject, listAt, own, textAt } from './values.ts';
import type { Values } from './values.ts';

const PLAIN_SCHEMA = /^application\/(vnd\.aai\.asyncapi|schema)\b/;

/** The messages of a document, each once however often it is referred to. */
export class AsyncMessages {
  readonly all: AsyncMessage[] = [];
  readonly #ids = new Map<unknown, string>();
  readonly #taken = new Set<string>();
  readonly #document: Values;

  constructor(document: Values) {
    this.#document = document;
  }

  /** The id of a message, which is read when it is met for the first time; `undefined` where there is none. */
  idOf(value: unknown, fallbackName: string): string | undefined {
    const message = resolve(this.#document, value);
    if (!isObject(message)) return undefined;
    const known = this.#ids.get(message);
    if (known !== undefined) return known;
    const ref = refOf(value);
    const name = textAt(message, 'name') ?? (ref === undefined ? fallbackName : nameOfRef(ref));
    const id = this.#free(`message ${name}`);
    this.#ids.set(message, id);
    this.all.push(read(this.#document, message, id, name));
    return id;
  }

  /** The ids of one message, or of each that `oneOf` lists. */
  idsOf(value: unknown, fallbackName: string): string[] {
    const choices = listAt(resolve(this.#document, value), 'oneOf');
    const values = choices.length > 0 ? choices : [value];
    return values.flatMap((entry) => this.idOf(entry, fallbackName) ?? []);
  }

  #free(id: string): string {
    let free = id;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${id} ${count}`;
    this.#taken.add(free);
    return free;
  }
}

function read(document: Values, value: Values, id: string, name: string): AsyncMessage {
  const message = withTraits(document, value);
  const format = textAt(message, 'schemaFormat') ?? textAt(own(message, 'payload'), 'schemaFormat');
  const payload = own(message, 'payload');
  const multiFormat =
    isObject(payload) && textAt(payload, 'schemaFormat') !== undefined ? own(payload, 'schema') : payload;
  const correlation = resolve(document, own(message, 'correlationId'));
  return {
    id,
    name,
    ...texts(message),
    ...(format !== undefined && !PLAIN_SCHEMA.test(format) && { schemaFormat: format }),
    ...(multiFormat !== undefined && { payload: multiFormat }),
    ...(own(message, 'headers') !== undefined && { headers: own(message, 'headers') }),
    ...(textAt(correlation, 'location') && { correlation: textAt(correlation, 'location') ?? '' }),
    examples: listAt(message, 'examples').flatMap(exampleOf),
  };
}

function texts(message: Values): Partial<AsyncMessage> {
  const keys = ['title', 'summary', 'description', 'contentType'] as const;
  return Object.fromEntries(keys.flatMap((key) => (textAt(message, key) ? [[key, textAt(message, key)]] : [])));
}

function exampleOf(example: unknown): AsyncMessage['examples'] {
  if (!isObject(example)) return [];
  const name = textAt(example, 'name') ?? textAt(example, 'summary');
  // Documents of the second generation may list payloads as they are.
  const value = Object.hasOwn(example, 'payload') ? own(example, 'payload') : example;
  return [{ value, ...(name !== undefined && { name }) }];
}

/** A trait says what holds for several things; what the thing says itself comes first. */
export function withTraits(document: Values, value: Values): Values {
  const traits = listAt(value, 'traits').map((trait) => resolve(document, trait));
  const merged = new Map(Object.entries(value));
  for (const trait of traits) {
    if (!isObject(trait)) continue;
    for (const [key, entry] of Object.entries(trait)) if (!merged.has(key)) merged.set(key, entry);
  }
  return Object.fromEntries(merged);
}
