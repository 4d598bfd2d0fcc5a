import type { PluginScope } from '@callboard/plugin/server';
import type { Catalog } from './catalog.ts';
import { addCallboardRoutes } from './routes/callboard.ts';
import { addEntityRoutes } from './routes/entities.ts';
import { addListingRoutes } from './routes/listing.ts';
import { addLocationRoutes } from './routes/locations.ts';
import { addMutationRoutes } from './routes/mutations.ts';
import { addTeamRoutes } from './routes/team.ts';
import { addValidateRoutes } from './routes/validate.ts';

/** Under `/api/catalog` what existing clients know; under `/api/callboard` what is ours. */
export function addRoutes(scope: PluginScope, catalog: Catalog): void {
  addEntityRoutes(scope.http, catalog, scope.records);
  addMutationRoutes(scope.http, catalog, scope);
  addLocationRoutes(scope.http, catalog, scope);
  addValidateRoutes(scope.http, catalog, scope);
  addCallboardRoutes(scope.http.at('/api/callboard'), catalog, scope);
  addTeamRoutes(scope.http.at('/api/callboard'), catalog, scope);
  addListingRoutes(scope.http.at('/api/callboard'), catalog, scope);
}
