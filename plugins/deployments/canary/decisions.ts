/** What people decide about canaries: kept, and brought to the deployers that want to be called. */
import type { Log, PluginDatabase, WebReader } from '@callboard/plugin/server';
import { toDecision, type Decision, type Deployment, type DeploymentStore } from '../store.ts';
import type { Choice, DecisionRow, Tables } from '../tables.ts';
import { signatureOf } from '../webhook/webhook.ts';
import { whyNot } from './why-not.ts';

export interface DecisionOptions {
  database: PluginDatabase<Tables>;
  store: DeploymentStore;
  web: WebReader;
  log: Log;
  /** Without it nobody is called. */
  callbackSecret: string | undefined;
  now(): number;
}

/** Seconds before it is tried again, the first time, the second …; after the last it is given up. */
const PAUSES = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 3600, 3600, 3600, 3600, 3600, 3600];
/** Seconds for which whoever calls has a decision for itself. */
const CLAIM = 60;
const AT_ONCE = 20;

export class Decisions {
  readonly #options: DecisionOptions;

  constructor(options: DecisionOptions) {
    this.#options = options;
  }

  /** Keeps what was decided; a later decision about the same canary takes the place of an earlier one. */
  async decide(id: string, decision: Choice, by: string, reason: string | undefined): Promise<void> {
    const { database, callbackSecret } = this.#options;
    const at = this.#in(0);
    await database.write(async (writer) => {
      const { callback } = await writer
        .selectFrom('deployment')
        .select('callback')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const row = {
        decision,
        by_whom: by,
        at,
        reason: reason ?? null,
        delivery: callback !== null && callbackSecret ? ('waiting' as const) : ('asked-for' as const),
        attempts: 0,
        next_at: at,
        problem: null,
      };
      await writer
        .insertInto('decision')
        .values({ deployment_id: id, ...row })
        .onConflict((conflict) => conflict.column('deployment_id').doUpdateSet(row))
        .execute();
    });
  }

  /** Calls the deployer of a canary, if it wants to be called and has not been. */
  async deliver(id: string, signal: AbortSignal): Promise<Decision | undefined> {
    const row = await this.#claim(id);
    if (row) await this.#call(row, signal);
    const found = await this.#row(id);
    return found && toDecision(found);
  }

  /** Calls the deployers that are due. */
  async deliverDue(signal: AbortSignal): Promise<void> {
    const due = await this.#options.database.read
      .selectFrom('decision')
      .select('deployment_id')
      .where('delivery', '=', 'waiting')
      .where('next_at', '<=', this.#in(0))
      .orderBy('next_at')
      .limit(AT_ONCE)
      .execute();
    await Promise.all(due.map(({ deployment_id }) => this.deliver(deployment_id, signal)));
  }

  async #row(id: string): Promise<DecisionRow | undefined> {
    const { read } = this.#options.database;
    return read.selectFrom('decision').selectAll().where('deployment_id', '=', id).executeTakeFirst();
  }

  /** Another replica may be about to call as well: only one of them does. */
  #claim(id: string): Promise<DecisionRow | undefined> {
    return this.#options.database.write((writer) =>
      writer
        .updateTable('decision')
        .set((set) => ({ next_at: this.#in(CLAIM), attempts: set('attempts', '+', 1) }))
        .where('deployment_id', '=', id)
        .where('delivery', '=', 'waiting')
        .where('next_at', '<=', this.#in(0))
        .returningAll()
        .executeTakeFirst(),
    );
  }

  async #call(row: DecisionRow, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#options;
    const deployment = await store.get(row.deployment_id);
    const callback = deployment && (await this.#callback(deployment.id));
    if (!deployment || !callback) return this.#settle(row, { delivery: 'failed', problem: 'There is nobody to call.' });
    const problem = await this.#post(callback, deployment, row, signal);
    if (problem === undefined) return this.#settle(row, { delivery: 'delivered', problem: null });
    const pause = PAUSES[row.attempts - 1];
    log.warn('a deployer could not be told what was decided', { deployment: row.deployment_id, problem });
    if (pause === undefined) return this.#settle(row, { delivery: 'failed', problem });
    return this.#settle(row, { next_at: this.#in(pause), problem });
  }

  /** @returns why it did not get there */
  async #post(
    callback: string,
    { id, entityRef, environment, region, key, version }: Deployment,
    { decision, by_whom, at, reason }: DecisionRow,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { web, callbackSecret } = this.#options;
    const about = { id, key, entityRef, environment, region, version };
    const body = JSON.stringify({ ...about, decision, by: by_whom, at, ...(reason === null ? {} : { reason }) });
    const headers = {
      'content-type': 'application/json',
      'x-callboard-signature': signatureOf(body, callbackSecret) ?? '',
    };
    try {
      const { status } = await web.read(callback, { method: 'POST', headers, body, maxBytes: 100_000, signal });
      return status >= 200 && status < 300 ? undefined : `The deployer answered ${status}.`;
    } catch (error) {
      return whyNot(error);
    }
  }

  async #callback(id: string): Promise<string | null | undefined> {
    const { read } = this.#options.database;
    const row = await read.selectFrom('deployment').select('callback').where('id', '=', id).executeTakeFirst();
    return row?.callback;
  }

  /** Unless somebody has decided otherwise meanwhile. */
  async #settle(row: DecisionRow, change: Partial<DecisionRow>): Promise<void> {
    await this.#options.database.write((writer) =>
      writer
        .updateTable('decision')
        .set(change)
        .where('deployment_id', '=', row.deployment_id)
        .where('at', '=', row.at)
        .where('delivery', '=', 'waiting')
        .execute(),
    );
  }

  #in(seconds: number): string {
    return new Date(this.#options.now() + seconds * 1000).toISOString();
  }
}
