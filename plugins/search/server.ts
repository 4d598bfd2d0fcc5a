import { join } from 'node:path';
import { definePlugin } from '@callboard/plugin/server';
import { Surroundings, type CatalogService } from './catalog.ts';
import { Indexer } from './index/indexer.ts';
import { Reader } from './index/reader.ts';
import { readState } from './index/state.ts';
import type { SearchTables } from './index/tables.ts';
import { addRoutes } from './routes.ts';
import type { Limits } from './schema.ts';
import { SearchEngine } from './service.ts';

/** Milliseconds that a start is left alone. */
const warmUpAfter = 1500;

export default definePlugin<Limits & Record<string, unknown>>(async (scope) => {
  const catalog = scope.services.use<CatalogService>('catalog');
  const database = await scope.database.open<SearchTables>(join(import.meta.dirname, 'migrations'));
  const reader = new Reader(database);
  const surroundings = new Surroundings(catalog);
  scope.onDispose(catalog.onChange(() => surroundings.forget()));

  const indexer = new Indexer(scope, database);
  scope.jobs.lead('index', (signal) => indexer.run(signal));
  // Whoever changes something waits for followers: this one only says that there is something to do.
  scope.changes.follow('wake', await scope.changes.head(), () => indexer.wake());

  // The first who searches should not wait for what everybody needs.
  const warmUp = setTimeout(() => {
    reader.refresh().catch((error: unknown) => scope.log.error('the search index could not be read', { error }));
  }, warmUpAfter);
  scope.onDispose(() => clearTimeout(warmUp));

  const service = new SearchEngine(reader, surroundings);
  addRoutes(scope.http, {
    service,
    limits: scope.config,
    types: () =>
      scope.contributions('searchTypes').map(({ contribution: { id, title, icon } }) => ({ id, title, icon })),
    async state() {
      await reader.refresh();
      const { cursor } = await readState(database.read);
      const behind = Math.max(0, (await scope.changes.head()) - cursor);
      return { isReady: reader.isReady, documents: reader.shelf.count, behind, writes: reader.revision };
    },
  });
  scope.services.offer('search', service);
});
