import { join } from 'node:path';
import { definePlugin } from '@callboard/plugin/server';
import type { Catalog } from './catalog.ts';
import { checkAll } from './links/check-all.ts';
import { Summaries } from './reports/summaries.ts';
import { addRoutes } from './routes.ts';
import { UpkeepStore, type Tables } from './store.ts';

interface Config {
  staleAfterDays: number;
  checkLinks: boolean;
  linkEveryHours: number;
}

export default definePlugin<Config>(async (scope) => {
  const { config, records, jobs, web } = scope;
  const catalog = scope.services.use<Catalog>('catalog');
  const store = new UpkeepStore(await scope.database.open<Tables>(join(import.meta.dirname, 'migrations')));
  const summaries = new Summaries(records, catalog);
  scope.onDispose(catalog.onChange((changes) => summaries.note(changes)));
  addRoutes(scope, { catalog, store, summaries, staleAfterDays: config.staleAfterDays, now: Date.now });

  if (!config.checkLinks) return;
  const every = config.linkEveryHours * 3_600_000;
  jobs.every('check-links', { hours: 1 }, async (signal) => {
    const all = await summaries.all();
    const urls = [...new Set([...all.values()].flatMap(({ links }) => links.map(({ url }) => url)))];
    await checkAll({ urls, store, web, every, signal, now: Date.now });
  });
});
