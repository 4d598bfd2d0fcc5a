import type { Deployment, DeploymentStore, Place } from './store.ts';

/** What this plugin offers others under the service id `deployments`. */
export interface DeploymentsService {
  /** Of an entity, the newest first. */
  recent(entityRef: string, limit: number): Promise<Deployment[]>;
  /** Where it runs. */
  places(entityRef: string): Promise<Place[]>;
}

export function createService(store: DeploymentStore): DeploymentsService {
  return {
    recent: async (entityRef, limit) => (await store.list({ entityRef, limit })).items,
    places: (entityRef) => store.places(entityRef),
  };
}
