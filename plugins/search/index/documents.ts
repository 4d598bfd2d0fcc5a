/** From a record to the rows that are stored of it. Pure: the same record gives the same rows. */
import { createHash } from 'node:crypto';
import type { JsonObject, SearchDocument, SearchType } from '@callboard/plugin/server';
import { compact, fold, tokensOf, writtenWordsOf } from '../text/words.ts';

/** To be raised when the same documents give other rows than before. */
export const rowsVersion = 3;

const mostText = 20_000;
const mostTextWords = 3000;
const mostNames = 12;
const mostNameWords = 40;
const mostTagWords = 80;
const mostLinks = 5;
const longestName = 200;

/** A type of documents with what makes them. */
export interface LoadedType {
  id: string;
  records: string;
  type: SearchType;
}

/** What is stored of a document, apart from its id and revision. */
export interface DocumentContent {
  type: string;
  record_type: string;
  record: string;
  part: string;
  hash: string;
  weight: number;
  title: string;
  /** Folded, a line each: the title, the first of the other names, then the rest. */
  names: string;
  name_words: string;
  tag_words: string;
  text_words: string;
  /** JSON. */
  fields: string;
  /** JSON of a {@link StoredBody}. */
  body: string;
}

export interface StoredBody {
  title: string;
  text: string;
  location: string;
  entityRef?: string;
  links?: { title: string; url: string }[];
}

/** @throws what the search type throws over a record that it cannot read */
export function contentsOf(loaded: LoadedType, record: { key: string; body: JsonObject }): DocumentContent[] {
  const contents = new Map<string, DocumentContent>();
  for (const document of loaded.type.documents(record)) {
    // A result is a link, and must not be one that runs something.
    if (/^\s*(javascript|data|vbscript):/i.test(document.location)) continue;
    const content = contentOf(loaded, record.key, document);
    contents.set(content.part, content);
  }
  return [...contents.values()];
}

function contentOf({ id, records, type }: LoadedType, record: string, document: SearchDocument): DocumentContent {
  const { title, location, entityRef, fields, tags = [], weight = 0 } = document;
  const text = document.text.slice(0, mostText);
  const names = [...new Set([title, ...(document.names ?? [])])].slice(0, mostNames).map(nameOf);
  const links = (document.links ?? []).slice(0, mostLinks);
  const body: StoredBody = {
    title,
    text,
    location,
    ...(entityRef !== undefined && { entityRef }),
    ...(links.length > 0 && { links }),
  };
  const content = {
    type: id,
    record_type: records,
    record,
    part: document.id,
    weight: Math.min(Math.max(weight, -1), 1),
    title,
    names: names.join('\n'),
    name_words: tokensOf(nameWords([title, ...(document.names ?? [])].slice(0, mostNames))).join(' '),
    tag_words: tokensOf(tags.flatMap((tag) => writtenWordsOf(tag)).slice(0, mostTagWords)).join(' '),
    text_words: tokensOf(writtenWordsOf(text, mostTextWords)).join(' '),
    fields: JSON.stringify(fields),
    body: JSON.stringify(body),
  };
  // A zero byte is nothing that a database wants to keep, and nothing that anybody looks for.
  const clean = JSON.parse(JSON.stringify(content).replaceAll('\\u0000', ' ')) as typeof content;
  return { ...clean, hash: hashOf([rowsVersion, type.version, clean]) };
}

function nameOf(name: string): string {
  return fold(name).replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
}

/** The words of names, and each name as one word, so that it is found however it is cut. */
function nameWords(names: readonly string[]): string[] {
  const words = new Set<string>();
  for (const name of names) {
    for (const word of writtenWordsOf(name)) words.add(word);
    const whole = compact(name);
    if (whole) words.add(whole);
  }
  return [...words].slice(0, mostNameWords);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 27);
}
