import type { PluginDatabase } from '@callboard/plugin/server';
import type { Canary, ListQuery, State } from './schema.ts';
import type { Choice, DecisionRow, Delivery, DeploymentRow, Tables } from './tables.ts';

/** What a person decided about a canary. */
export interface Decision {
  decision: Choice;
  by: string;
  at: string;
  reason?: string;
  delivery: Delivery;
  /** Why the deployer could not be told. */
  problem?: string;
}

/** A deployment as the API shows it. */
export interface Deployment {
  id: string;
  entityRef: string;
  environment: string;
  /** Empty: the environment has none. */
  region: string;
  key: string;
  version: string;
  state: State;
  /** When it came into the state. */
  since: string;
  /** When that was reported last. */
  at: string;
  commit?: string;
  commitUrl?: string;
  url?: string;
  by?: string;
  note?: string;
  canary?: Canary;
  decision?: Decision;
  isSample?: true;
}

/** Where an entity runs. */
export interface Place {
  environment: string;
  region: string;
  /** What is there; absent: nothing, or nothing that came through. */
  live?: Deployment;
  /** What was reported last, unless that is what is there. */
  latest?: Deployment;
}

export interface DeploymentPage {
  items: Deployment[];
  nextCursor?: string;
}

export class DeploymentStore {
  readonly database: PluginDatabase<Tables>;

  constructor(database: PluginDatabase<Tables>) {
    this.database = database;
  }

  async get(id: string): Promise<Deployment | undefined> {
    const [found] = await this.#shown(await this.#rows([id]));
    return found;
  }

  async places(entityRef: string): Promise<Place[]> {
    const rows = await this.database.read
      .selectFrom('place')
      .selectAll()
      .where('entity_ref', '=', entityRef)
      .orderBy('environment')
      .orderBy('region')
      .execute();
    const ids = rows.flatMap(({ live_id, latest_id }) => [live_id, latest_id]).filter((id) => id !== null);
    const found = new Map((await this.#shown(await this.#rows([...new Set(ids)]))).map((one) => [one.id, one]));
    return rows.map(({ environment, region, live_id, latest_id }) => {
      const live = live_id === null ? undefined : found.get(live_id);
      const latest = latest_id === null || latest_id === live_id ? undefined : found.get(latest_id);
      return { environment, region, ...(live ? { live } : {}), ...(latest ? { latest } : {}) };
    });
  }

  /** The newest first. */
  async list({ entityRef, environment, region, state, cursor, limit }: ListQuery): Promise<DeploymentPage> {
    let query = this.database.read.selectFrom('deployment').selectAll();
    if (entityRef !== undefined) query = query.where('entity_ref', '=', entityRef);
    if (environment !== undefined) query = query.where('environment', '=', environment);
    if (region !== undefined) query = query.where('region', '=', region);
    if (state !== undefined) query = query.where('state', '=', state);
    if (cursor !== undefined) {
      const [since = '', id = ''] = cursor.split('~');
      query = query.where((where) =>
        where.or([where('since', '<', since), where.and([where('since', '=', since), where('id', '<', id)])]),
      );
    }
    const rows = await query
      .orderBy('since', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    const items = await this.#shown(rows.slice(0, limit));
    const last = items.at(-1);
    return { items, ...(rows.length > limit && last ? { nextCursor: `${last.since}~${last.id}` } : {}) };
  }

  async #rows(ids: readonly string[]): Promise<DeploymentRow[]> {
    if (!ids.length) return [];
    return this.database.read.selectFrom('deployment').selectAll().where('id', 'in', ids).execute();
  }

  async #shown(rows: readonly DeploymentRow[]): Promise<Deployment[]> {
    const canaries = rows.filter(({ canary }) => canary !== null).map(({ id }) => id);
    const decisions = canaries.length
      ? await this.database.read.selectFrom('decision').selectAll().where('deployment_id', 'in', canaries).execute()
      : [];
    const byId = new Map(decisions.map((row) => [row.deployment_id, row]));
    return rows.map((row) => toDeployment(row, byId.get(row.id)));
  }
}

function toDeployment(row: DeploymentRow, decision: DecisionRow | undefined): Deployment {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    environment: row.environment,
    region: row.region,
    key: row.key,
    version: row.version,
    state: row.state,
    since: row.since,
    at: row.at,
    ...present('commit', row.commit_id),
    ...present('commitUrl', row.commit_url),
    ...present('url', row.url),
    ...present('by', row.by_whom),
    ...present('note', row.note),
    ...(row.canary === null ? {} : { canary: JSON.parse(row.canary) as Canary }),
    ...(decision ? { decision: toDecision(decision) } : {}),
    ...(row.sample ? { isSample: true } : {}),
  };
}

export function toDecision(row: DecisionRow): Decision {
  return {
    decision: row.decision,
    by: row.by_whom,
    at: row.at,
    ...present('reason', row.reason),
    delivery: row.delivery,
    ...present('problem', row.problem),
  };
}

function present<Name extends string>(name: Name, value: string | null): Partial<Record<Name, string>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, string>);
}
