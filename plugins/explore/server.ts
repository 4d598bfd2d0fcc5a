import { definePlugin } from '@callboard/plugin/server';
import type { CatalogService } from './catalog-graph.ts';
import { addRoutes } from './routes.ts';

export default definePlugin((scope) => {
  const catalog = scope.services.use<CatalogService>('catalog');
  let version = 0;
  scope.onDispose(catalog.onChange(() => version++));

  function kept<T>(make: () => T): () => T {
    let answer: { version: number; value: T } | undefined;
    return () => {
      if (answer?.version !== version) answer = { version, value: make() };
      return answer.value;
    };
  }
  addRoutes(scope.http, catalog, kept);
});
