/** Entities as they are sent: the stored JSON text with what only the server knows put in, without taking the text apart. */
import { hash } from 'node:crypto';
import type { RecordState, Relation, StatusItem } from '@callboard/plugin/server';

export interface SentEntity {
  /** JSON text with the keys apiVersion, kind, metadata, spec, in this order. */
  body: string;
  /** Hash of `body`. */
  hash: string;
  uid: string;
  state: RecordState;
  relations: readonly Relation[];
}

const metadataStart = ',"metadata":{';
const linkAnnotation = /"backstage\.io\/(?:view|edit)-url":"(?:[^"\\]|\\.)*"/g;
/** What takes the place of a link that would run a script. */
const harmlessUrl = 'about:blank';

/** @returns JSON text of the entity, with uid, etag, relations and status */
export function entityText(sent: SentEntity): string {
  const body = withoutScripts(sent.state.orphan ? withOrphanAnnotation(sent.body) : sent.body);
  const status = statusOf(sent.state);
  const tail = `,"relations":${JSON.stringify(sent.relations)}${status.length ? `,"status":${JSON.stringify({ items: status })}` : ''}}`;
  const etag = hash('sha1', `${sent.hash}${sent.state.orphan ? ' orphan' : ''}${tail}`);
  const split = body.indexOf(metadataStart) + metadataStart.length;
  return `${body.slice(0, split)}"uid":"${sent.uid}","etag":"${etag}",${body.slice(split, -1)}${tail}`;
}

function statusOf({ stale, held }: RecordState): StatusItem[] {
  const items: StatusItem[] = [];
  if (stale) {
    const name =
      stale.code === 'file-unreadable' || stale.code === 'location-target-missing' ? 'NotFoundError' : 'InputError';
    const message = `${stale.message} (${stale.file}:${stale.line})`;
    items.push({
      type: 'backstage.io/catalog-processing',
      level: 'error',
      message: `${name}: ${message}`,
      error: { name, message },
    });
  }
  if (held)
    items.push({
      type: 'callboard.dev/removal-held',
      level: 'warning',
      message: `No file says this entity any more since ${held.since}; its removal waits for a confirmation`,
    });
  return items;
}

function withoutScripts(body: string): string {
  return body.replace(linkAnnotation, (pair) => {
    const [[name, url]] = Object.entries(JSON.parse(`{${pair}}`) as Record<string, string>) as [[string, string]];
    return isScript(url) ? `${JSON.stringify(name)}:"${harmlessUrl}"` : pair;
  });
}

/** Browsers skip white space and control characters in a scheme. */
function isScript(url: string): boolean {
  const plain = [...url].filter((character) => character > ' ').join('');
  return plain.toLowerCase().startsWith('javascript:');
}

function withOrphanAnnotation(body: string): string {
  const entity = JSON.parse(body) as { metadata: { annotations?: Record<string, string> } };
  entity.metadata.annotations = { ...entity.metadata.annotations, 'backstage.io/orphan': 'true' };
  return JSON.stringify(entity);
}
