import { definePlugin } from '@callboard/plugin/server';
import { Catalog } from './catalog.ts';
import { addRoutes } from './routes.ts';
import { createCatalogService } from './service.ts';

export default definePlugin(async (scope) => {
  const catalog = await Catalog.open(scope);
  addRoutes(scope, catalog);
  scope.services.offer('catalog', createCatalogService(catalog));
});
