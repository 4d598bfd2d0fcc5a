/** Answers that hold entities: their texts are put together as they are, large ones piece by piece. */
import { Readable } from 'node:stream';
import { jsonText, pickFields, type Entity, type Reply } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';

/** Up to this many are sent in one piece. */
const atOnce = 250;

export interface EntitiesReply {
  documents: readonly number[];
  fields?: readonly string[] | undefined;
  /** What stands before and after the list in the answer. */
  around?: [before: string, after: string];
  headers?: Record<string, string>;
}

export async function entitiesReply(
  catalog: Catalog,
  { documents, fields, around = ['[', ']'], headers }: EntitiesReply,
): Promise<Reply> {
  const [before, after] = around;
  if (documents.length <= atOnce)
    return jsonText(before + pick(await catalog.texts(documents), fields).join(',') + after, 200, headers);
  return jsonText(
    Readable.from(pieces(catalog, documents, fields, before, after), { objectMode: false }),
    200,
    headers,
  );
}

/** The text of an entity, or of those parts that the fields name. */
export function pickText(text: string, fields: readonly string[] | undefined): string {
  return fields ? JSON.stringify(pickFields(JSON.parse(text) as Entity, fields)) : text;
}

async function* pieces(
  catalog: Catalog,
  documents: readonly number[],
  fields: readonly string[] | undefined,
  before: string,
  after: string,
): AsyncGenerator<string> {
  yield before;
  let separator = '';
  for (let at = 0; at < documents.length; at += atOnce) {
    const texts = pick(await catalog.texts(documents.slice(at, at + atOnce), false), fields);
    if (!texts.length) continue;
    yield separator + texts.join(',');
    separator = ',';
  }
  yield after;
}

function pick(texts: readonly (string | undefined)[], fields: readonly string[] | undefined): string[] {
  return texts.filter((text) => text !== undefined).map((text) => pickText(text, fields));
}
