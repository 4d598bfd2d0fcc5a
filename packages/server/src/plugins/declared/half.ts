/** The server half of a plugin that has none of its own: one route for its data sources. */
import { CallboardError, parseEntityRef, stringifyEntityRef, type Entity, type Manifest } from '@callboard/core';
import { jsonText, z, type Identity, type PluginScope, type Reply, type WebReader } from '@callboard/plugin/server';
import { AnswerMemory } from './answer-memory.ts';
import { DataReader, type Asker, type DataAnswer } from './data-reader.ts';
import { CLOCK, type Clock } from './pace.ts';
import { httpAction } from './http-action.ts';
import { readFacts } from './fact-reader.ts';
import type { Select } from './select.ts';

export interface DeclaredOptions {
  manifest: Manifest;
  /** Of the plugin. */
  folder: string;
  select: Select;
  clock?: Clock;
  /** What is asked of tools goes through it; absent: through what the scope has. */
  web?: WebReader;
  /** In whose name a data source is asked, where its answers are not for everybody. */
  askerFor?(source: string, identity: Identity | undefined, entity: string | undefined): Asker;
}

const query = z.object({
  entity: z.string().max(400).optional().describe('Reference of the entity that it is about.'),
});

/** Registers what the manifest declares, through nothing but the scope that every plugin is given. */
export function runDeclared(scope: PluginScope, options: DeclaredOptions): void {
  const { manifest, folder, select, clock = CLOCK } = options;
  const ended = new AbortController();
  scope.onDispose(() => ended.abort());
  const shown = Object.fromEntries(
    Object.entries(scope.config).filter(([name]) => manifest.config[name]?.secret === false),
  );
  const { web = scope.web } = options;
  const readers = new Map<string, DataReader>();
  for (const [name, source] of Object.entries(manifest.data)) {
    const { config } = scope;
    const askerFor = options.askerFor?.bind(undefined, name);
    // What comes from the manifest or lies beside it is there after a restart anyway.
    const { cache, log } = scope;
    const memory = source.url === undefined ? undefined : new AnswerMemory({ cache, source: name, clock, log });
    if (memory) scope.onDispose(() => memory.flush());
    const reader = new DataReader({
      source,
      config,
      shown,
      folder,
      web,
      select,
      clock,
      signal: ended.signal,
      askerFor,
      ...(memory ? { memory } : {}),
    });
    readers.set(name, reader);
    scope.http.get(
      `/data/${name}`,
      {
        permission: source.permission ?? `${manifest.id}.read`,
        summary: `What the data source ${name} says`,
        query,
      },
      async ({ query: { entity }, identity }) =>
        replyWith(await reader.read(reader.usesEntity ? await entityOf(scope, entity) : undefined, identity)),
    );
  }
  for (const [id, definition] of Object.entries(manifest.calls)) {
    const { title } = manifest.contributes.entityActions.find((action) => action.id === id)!;
    const { config } = scope;
    scope.actions.handle(id, httpAction({ title, definition, config, shown, web, select, clock }));
  }
  offerData(scope, manifest, readers);
  const facts = manifest.contributes.facts.filter(({ data }) => data !== undefined);
  if (facts.length) scope.jobs.lead('facts', (signal) => readFacts({ facts, readers, scope, clock }, signal));
}

/** Whoever is first serves the others. */
function offerUnlessTaken({ services, log }: PluginScope, id: string, service: object): void {
  try {
    services.offer(id, service);
  } catch (error) {
    log.warn('what a data source says is offered by another plugin already', { service: id, error });
  }
}

/** Data sources as services: of several under one id, the first that has what it needs of the entity answers. */
function offerData(scope: PluginScope, manifest: Manifest, readers: ReadonlyMap<string, DataReader>): void {
  const { data, services } = manifest;
  for (const id of services.offers) {
    const names = Object.keys(data).filter((name) => data[name]!.offers === id);
    if (!names.length) continue;
    offerUnlessTaken(scope, id, {
      read: async (entity: Entity) => {
        for (const name of names) {
          const answer = await readers.get(name)!.read(entity);
          if (answer.error?.code === 'value-missing') continue;
          const { text, ...about } = answer;
          const { note } = data[name]!;
          return { ...about, ...(note && { note }), ...(text !== undefined && { data: JSON.parse(text) as unknown }) };
        }
        return undefined;
      },
    });
  }
}

/** @throws {CallboardError} `input-invalid`, `not-found` */
export async function entityOf({ records }: PluginScope, text: string | undefined): Promise<Entity> {
  if (text === undefined) throw new CallboardError('input-invalid', 'entity is missing: the data is of an entity');
  const ref = stringifyEntityRef(parseEntityRef(text));
  const [record] = await records.byKeys('entity', [ref]);
  if (!record) throw new CallboardError('not-found', `There is no entity ${ref}`);
  return JSON.parse(record.body) as Entity;
}

/** The data has been written as JSON already. */
function replyWith({ text, ...about }: DataAnswer): Reply {
  const rest = JSON.stringify(about);
  return jsonText(text === undefined ? rest : `{"data":${text}${rest === '{}' ? '}' : `,${rest.slice(1)}`}`);
}
