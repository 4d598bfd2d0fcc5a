/** The catalog as a file to take away: descriptors, JSON, or a table. */
import { Readable } from 'node:stream';
import { Reply, type Entity } from '@callboard/plugin/server';
import { stringify } from 'yaml';
import type { Catalog } from './catalog.ts';

export type ExportFormat = 'yaml' | 'json' | 'csv';

interface Format {
  contentType: string;
  before: string;
  between: string;
  after: string;
  write(entity: Entity): string;
}

const chunk = 200;
/** What the portal puts in; a descriptor that is read elsewhere gets its own. */
const ownAnnotations = [
  'managed-by-location',
  'managed-by-origin-location',
  'view-url',
  'edit-url',
  'source-location',
  'orphan',
].map((name) => `backstage.io/${name}`);
const columns: [string, (entity: Entity) => unknown][] = [
  ['kind', ({ kind }) => kind],
  ['namespace', ({ metadata }) => metadata.namespace],
  ['name', ({ metadata }) => metadata.name],
  ['title', ({ metadata }) => metadata.title],
  ['type', ({ spec }) => spec?.type],
  ['lifecycle', ({ spec }) => spec?.lifecycle],
  ['owner', ({ relations }) => relations?.find((relation) => relation.type === 'ownedBy')?.targetRef],
  ['system', ({ spec }) => spec?.system],
  ['tags', ({ metadata }) => metadata.tags?.join(' ')],
  ['description', ({ metadata }) => metadata.description],
  ['location', ({ metadata }) => metadata.annotations?.['backstage.io/managed-by-location']],
];

const formats: Record<ExportFormat, Format> = {
  yaml: {
    contentType: 'application/yaml; charset=utf-8',
    before: '',
    between: '---\n',
    after: '',
    write: (entity) => stringify(descriptorOf(entity), { lineWidth: 0 }),
  },
  json: {
    contentType: 'application/json; charset=utf-8',
    before: '[',
    between: ',\n',
    after: ']\n',
    write: (entity) => JSON.stringify(entity),
  },
  csv: {
    contentType: 'text/csv; charset=utf-8',
    before: `${columns.map(([name]) => name).join(',')}\r\n`,
    between: '',
    after: '',
    write: csvRow,
  },
};

export function exportReply(format: ExportFormat, documents: readonly number[], catalog: Catalog): Reply {
  const { contentType } = formats[format];
  const headers = { 'content-type': contentType, 'content-disposition': `attachment; filename="catalog.${format}"` };
  return new Reply(200, Readable.from(pieces(formats[format], documents, catalog), { objectMode: false }), headers);
}

async function* pieces(
  { before, between, after, write }: Format,
  documents: readonly number[],
  catalog: Catalog,
): AsyncGenerator<string> {
  if (before) yield before;
  let isFirst = true;
  for (let at = 0; at < documents.length; at += chunk) {
    for (const text of await catalog.texts(documents.slice(at, at + chunk), false)) {
      if (text === undefined) continue;
      yield (isFirst ? '' : between) + write(JSON.parse(text) as Entity);
      isFirst = false;
    }
  }
  if (after) yield after;
}

/** The entity as a file would say it. */
function descriptorOf({ apiVersion, kind, metadata, spec }: Entity): object {
  const { uid: _uid, etag: _etag, annotations, ...rest } = metadata;
  const own = Object.entries(annotations ?? {}).filter(([name]) => !ownAnnotations.includes(name));
  return {
    apiVersion,
    kind,
    metadata: { ...rest, ...(own.length && { annotations: Object.fromEntries(own) }) },
    ...(spec && { spec }),
  };
}

function csvRow(entity: Entity): string {
  return `${columns.map(([, read]) => csvCell(read(entity))).join(',')}\r\n`;
}

/** Spreadsheets run a cell that begins like a formula: a quote in front keeps it a text. */
function csvCell(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
