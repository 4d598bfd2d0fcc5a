import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { definePlugin } from '@callboard/plugin/server';
import { addActions } from './canary/actions.ts';
import { Decisions } from './canary/decisions.ts';
import type { Catalog } from './catalog.ts';
import { Recorder } from './record/recorder.ts';
import { addRoutes } from './routes.ts';
import { sampleSchema, seed } from './sample.ts';
import { createService } from './service.ts';
import { DeploymentStore } from './store.ts';
import type { Tables } from './tables.ts';
import type { WebhookSecrets } from './webhook/webhook.ts';

interface Config extends WebhookSecrets {
  keep: number;
  callbackSecret?: string;
  sample: unknown[];
}

/** Milliseconds between two looks for deployers that have to be called again. */
const LOOK = 5000;

export default definePlugin<Config>(async (scope) => {
  const { config, log, web, jobs } = scope;
  const catalog = scope.services.use<Catalog>('catalog');
  const plans = sampleSchema.parse(config.sample);
  const database = await scope.database.open<Tables>(join(import.meta.dirname, 'migrations'));
  const store = new DeploymentStore(database);
  const recorder = new Recorder(database, config.keep);
  const { callbackSecret } = config;
  const now = Date.now;
  const decisions = new Decisions({ database, store, web, log, callbackSecret, now });
  scope.onDispose(() => recorder.close());
  scope.services.offer('deployments', createService(store));
  addRoutes(scope.http, { store, recorder, catalog, secrets: config, signsCalls: Boolean(callbackSecret), now });
  addActions(scope.actions, { store, decisions, recorder, now });

  jobs.lead('tell-deployers', async (signal) => {
    while (!signal.aborted) {
      await decisions.deliverDue(signal);
      await sleep(LOOK, undefined, { signal, ref: false }).catch(() => undefined);
    }
  });

  // Nobody who starts a portal waits for what is made up.
  const seeded = seed(store, plans, now()).catch((error: unknown) => log.warn('no sample deployments', { error }));
  scope.onDispose(() => seeded);
});
