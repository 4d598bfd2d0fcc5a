/** Made-up deployments: the same at every start, with times that are recent then. Entities with real ones get none. */
import { createHash } from 'node:crypto';
import { z } from '@callboard/plugin/server';
import { entityRef, verdicts } from './schema.ts';
import type { DeploymentStore } from './store.ts';
import type { DeploymentRow, PlaceRow } from './tables.ts';

const planSchema = z.strictObject({
  entityRef,
  /** Of the newest deployment; those before it count down. */
  version: z.string().regex(/^v?\d+\.\d+\.\d+$/, 'a version such as 4.18.2'),
  /** Regions by environment, in the order in which they are deployed to. */
  environments: z.record(z.string(), z.array(z.string()).min(1).max(10)),
  everyHours: z.number().min(1).default(30),
  by: z.array(z.string()).min(1),
  repository: z.string().optional(),
  /** The newest one is a canary in the first region of the last environment. */
  canary: z
    .strictObject({
      weight: z.number(),
      metrics: z.array(
        z.strictObject({
          metric: z.string(),
          baseline: z.number(),
          canary: z.number(),
          unit: z.string(),
          verdict: z.enum(verdicts),
        }),
      ),
    })
    .optional(),
});

export const sampleSchema = z.array(planSchema).max(50);
export type SamplePlan = z.output<typeof planSchema>;

const RELEASES = 6;
/** Which release, counted from the newest, did not work out. */
const FAILED = 3;
const MINUTE = 60_000;

/** @param now milliseconds since 1970 */
export function sampleRows({ entityRef: ref, ...plan }: SamplePlan, now: number): DeploymentRow[] {
  const rows: DeploymentRow[] = [];
  const environments = Object.entries(plan.environments);
  for (let release = 0; release < RELEASES; release += 1) {
    const chance = chanceOf(ref, release);
    const start = now - (plan.everyHours * (release + 0.2 + 0.5 * chance) + (plan.canary ? 0.1 : 1)) * 60 * MINUTE;
    environments.forEach(([environment, regions], stage) => {
      const isLast = stage === environments.length - 1;
      regions.forEach((region, index) => {
        const isCanary = plan.canary !== undefined && release === 0 && isLast;
        if (isCanary && index > 0) return;
        const isFailed = release === FAILED && isLast && index === 0;
        if (release === FAILED && isLast && index > 0) return;
        const at = isCanary ? now - 24 * MINUTE : start + (stage * 45 + index * 9) * MINUTE;
        rows.push({
          ...blank,
          ...named(ref, plan, release),
          id: uuidOf(`${ref} ${environment} ${region} ${release}`),
          environment,
          region,
          state: isCanary ? 'canary' : isFailed ? 'failed' : 'succeeded',
          since: new Date(at).toISOString(),
          at: new Date(at).toISOString(),
          by_whom: plan.by[Math.floor(chance * plan.by.length)] ?? null,
          note: isFailed ? 'Health checks failed after 3 minutes' : null,
          canary: isCanary ? canaryOf(plan, now) : null,
        });
      });
    });
  }
  return rows;
}

/** Replaces the sample of the last start by that of this one. */
export async function seed({ database }: DeploymentStore, plans: readonly SamplePlan[], now: number): Promise<void> {
  const wanted = plans.map((plan) => plan.entityRef);
  await database.write(async (writer) => {
    const old = await writer.selectFrom('deployment').select('entity_ref').distinct().where('sample', '=', 1).execute();
    const refs = [...new Set([...old.map((row) => row.entity_ref), ...wanted])];
    if (!refs.length) return;
    await writer.deleteFrom('deployment').where('sample', '=', 1).execute();
    const kept = await writer
      .selectFrom('deployment')
      .select('entity_ref')
      .distinct()
      .where('entity_ref', 'in', refs)
      .execute();
    const real = new Set(kept.map((row) => row.entity_ref));
    const free = refs.filter((ref) => !real.has(ref));
    if (free.length) await writer.deleteFrom('place').where('entity_ref', 'in', free).execute();
    for (const plan of plans) {
      if (real.has(plan.entityRef)) continue;
      const rows = sampleRows(plan, now);
      await writer
        .insertInto('deployment')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await writer
        .insertInto('place')
        .values(placesOf(rows))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

function placesOf(rows: readonly DeploymentRow[]): PlaceRow[] {
  const places = Map.groupBy(rows, ({ environment, region }) => JSON.stringify([environment, region]));
  return [...places.values()].map((some) => {
    const sorted = some.toSorted((a, b) => (a.since < b.since ? 1 : -1));
    const latest = sorted[0]!;
    const { entity_ref, environment, region } = latest;
    const live = sorted.find(({ state }) => state === 'succeeded');
    return { entity_ref, environment, region, live_id: live?.id ?? null, latest_id: latest.id, changed_at: latest.at };
  });
}

const blank = { url: null, callback: null, reporter: 'sample', sample: 1 } as const;

function named(ref: string, { version, repository }: Omit<SamplePlan, 'entityRef'>, release: number) {
  const commit = createHash('sha1').update(`${ref} ${release}`).digest('hex');
  return {
    entity_ref: ref,
    key: `sample-${release}`,
    version: earlier(version, release),
    commit_id: commit,
    commit_url: repository === undefined ? null : `${repository}/commit/${commit}`,
  };
}

function canaryOf({ canary }: Omit<SamplePlan, 'entityRef'>, now: number): string {
  const at = new Date(now - 2 * MINUTE).toISOString();
  return JSON.stringify({ ...canary, metrics: (canary?.metrics ?? []).map((metric) => ({ ...metric, at })) });
}

/** `4.18.2`, two releases earlier: `4.18.0`; one more, and it is the last of `4.17`. */
function earlier(version: string, releases: number): string {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  const left = Number(patch) - releases;
  if (left >= 0) return [major, minor, left].join('.');
  return [major, Math.max(0, Number(minor) - 1), 10 + left].join('.');
}

function chanceOf(ref: string, release: number): number {
  return createHash('sha1').update(`${ref} chance ${release}`).digest().readUInt16BE() / 65_536;
}

function uuidOf(text: string): string {
  const hex = createHash('sha1').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
