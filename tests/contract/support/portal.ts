/** Whole portals on either database, and what a test asks them. */
import { vi } from 'vitest';
import type { SourceStatus } from '@callboard/plugin/server';
import { startCallboard, type TestPortal, type TestPortalOptions } from '../../../packages/server/src/testing.ts';
import type { DatabaseName } from '../../setup/databases.ts';

// Whole portals on a busy machine take their time, and no test depends on how much.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

/** For whatever happens by itself: no test depends on how long it takes. */
export const PATIENCE = { timeout: 60_000, interval: 50 };

/** Whatever answers requests: a portal in this process, or in one of its own. */
export interface Answering {
  request(path: string, init?: RequestInit): Promise<{ status: number; body: unknown }>;
}

export function startOn(kind: DatabaseName, options: Omit<TestPortalOptions, 'database'> = {}): Promise<TestPortal> {
  return startCallboard({ ...options, database: kind === 'postgres' ? process.env['CALLBOARD_TEST_PG']! : 'sqlite' });
}

/** Description of a component; `undefined` when the catalog has none of that name. @throws when the portal answers neither */
export async function describe(portal: Answering, name: string): Promise<string | undefined> {
  const { status, body } = await portal.request(`/api/catalog/entities/by-name/component/default/${name}`);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return (body as { metadata: { description: string } }).metadata.description;
}

export async function sourcesOf(portal: Answering): Promise<SourceStatus[]> {
  const { status, body } = await portal.request('/api/callboard/sources');
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return (body as { items: SourceStatus[] }).items;
}

/** Number of entities in the catalog. */
export async function countEntities(portal: Answering): Promise<number> {
  const { status, body } = await portal.request('/api/catalog/entities/by-query?limit=0');
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return (body as { totalItems: number }).totalItems;
}

/** Waits until the assertion holds. */
export function eventually(assertion: () => unknown): Promise<unknown> {
  return vi.waitFor(assertion, PATIENCE);
}
