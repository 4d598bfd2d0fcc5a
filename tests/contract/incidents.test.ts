/** The page of a service for whoever is woken at night: what it shows, and that it stays when the tools behind are down. On both databases. */
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company, component } from './support/company.ts';
import { PluginWorkshop } from './support/plugins.ts';
import { startOn } from './support/portal.ts';

const tools = {
  manifest: {
    services: { offers: ['alerts', 'on-call'] },
    contributes: { permissions: [{ id: 'tools.set', description: 'Say how the tools are.' }] },
  },
  server: `
  let mood = 'up';
  const answer = (value) => {
    if (mood === 'down') throw new Error('the tool is down');
    return mood === 'hangs' ? new Promise(() => undefined) : value;
  };
  scope.http.post('/mood/:mood', { permission: 'tools.set' }, ({ params }) => ({ mood: (mood = params.mood) }));
  scope.services.offer('on-call', {
    now: async ({ metadata }) => answer({ people: [{ name: 'Ada of ' + metadata.name, role: 'Primary' }] }),
  });
  scope.services.offer('alerts', {
    firing: async (entities) =>
      answer(
        entities.map(({ metadata }) => ({
          entityRef: 'component:default/' + metadata.name,
          name: 'Slow',
          severity: 'warning',
          since: '2026-01-01T00:00:00Z',
        })),
      ),
  });`,
};

interface Block {
  state: string;
  data?: unknown;
  at?: string;
  problem?: string;
}
type Blocks = Record<'catalog' | 'on-call' | 'alerts' | 'deployments', Block>;

const org = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-a
  title: Team A
  annotations: { callboard.dev/chat-channel: '#team-a' }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: beats }
spec: { type: openapi, lifecycle: production, owner: team-a, definition: '{}' }
`;
const runbook = "links: [{ url: 'https://docs.example.org/run', title: Night shift, type: runbook }]";
const needs = (name: string, ...lines: string[]) =>
  component(name, 'Plays')
    .replace('metadata:', `metadata:\n  ${runbook}`)
    .replace('owner: team-a', ['owner: team-a', ...lines].join('\n  '));

suite.each(testDatabases())('incident view on %s', (kind) => {
  const company = new Company();
  const workshop = new PluginWorkshop();
  let portal: TestPortal;

  beforeAll(async () => {
    company.write('org/catalog-info.yaml', org);
    company.write('song/catalog-info.yaml', needs('song', 'consumesApis: [beats]', 'dependsOn: [component:missing]'));
    company.write('drums/catalog-info.yaml', needs('drums', 'providesApis: [beats]', 'dependsOn: [component:sticks]'));
    company.write('sticks/catalog-info.yaml', needs('sticks', 'dependsOn: [component:song, component:wood]'));
    company.write('wood/catalog-info.yaml', component('wood', 'Too far away'));
    workshop.write('tools', tools);
    const config = {
      plugins: { folders: [workshop.folder], config: { incidents: { patience: 300 } } },
    };
    portal = await startOn(kind, { config, sources: [company.folder] });
  });
  afterAll(async () => {
    await portal.stop();
    workshop.delete();
    company.delete();
  });

  async function blocksOf(name: string): Promise<Blocks> {
    const { status, body } = await portal.request(`/api/incidents/entities/default/component/${name}`);
    expect(status).toBe(200);
    return (body as { blocks: Blocks }).blocks;
  }
  const mood = (to: string) => portal.request(`/api/tools/mood/${to}`, { method: 'POST' });

  test('all that somebody needs at night is on one page, with the age of each', async () => {
    await portal.request('/api/deployments', {
      method: 'POST',
      body: JSON.stringify({ entityRef: 'component:song', version: '1.2.3', environment: 'production' }),
    });
    const blocks = await blocksOf('song');
    expect(blocks.catalog.data).toMatchObject({
      runbooks: [{ title: 'Night shift', url: 'https://docs.example.org/run' }],
      ownedBy: ['group:default/team-a'],
      owners: [{ title: 'Team A', contacts: { chat: { title: '#team-a' } } }],
    });
    expect(blocks.deployments.data).toMatchObject([{ version: '1.2.3', environment: 'production' }]);
    expect(blocks['on-call'].data).toEqual({ people: [{ name: 'Ada of song', role: 'Primary' }] });
    for (const { state, at } of Object.values(blocks)) {
      expect(state).toBe('fresh');
      expect(Date.parse(at!)).toBeGreaterThan(0);
    }
  });

  test('dependencies are those that answer for it, two steps far, with their alerts', async () => {
    const { catalog, alerts } = await blocksOf('song');
    const { dependencies } = catalog.data as { dependencies: object[] };
    expect(dependencies).toMatchObject([
      { entityRef: 'component:default/drums', depth: 1, api: 'api:default/beats', isPresent: true },
      { entityRef: 'component:default/missing', depth: 1, isPresent: false },
      { entityRef: 'component:default/sticks', depth: 2, through: 'component:default/drums' },
    ]);
    expect((alerts.data as { entityRef: string }[]).map(({ entityRef }) => entityRef).sort()).toEqual([
      'component:default/drums',
      'component:default/song',
      'component:default/sticks',
    ]);
  });

  test.each(['is down', 'hangs'])('a tool that %s leaves what was last known, and says since when', async (words) => {
    const how = words === 'hangs' ? words : 'down';
    const name = how === 'down' ? 'drums' : 'sticks';
    await mood('up');
    expect((await blocksOf(name))['on-call'].state).toBe('fresh');
    await mood(how);
    // What was asked a moment ago is good for a while: as after that, and in another process.
    await portal.stop({ keep: true });
    const config = { plugins: { folders: [workshop.folder], config: { incidents: { patience: 300 } } } };
    const { dataFolder, databaseUrl } = portal;
    portal = await startOn(kind, {
      config,
      sources: [company.folder],
      again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) },
    });
    await mood(how);
    const blocks = await blocksOf(name);
    expect(blocks['on-call']).toMatchObject({
      state: 'kept',
      data: { people: [{ name: `Ada of ${name}` }] },
      problem: how === 'down' ? 'the tool is down' : 'No answer within 0.3 s',
    });
    expect(blocks.alerts.state).toBe('kept');
    expect(blocks.catalog.state).toBe('fresh');
    expect((await blocksOf('wood')).alerts).toMatchObject({ state: 'failed' });
    await mood('up');
  });

  test('an entity that is gone is still shown as it was; one that never was is not', async () => {
    await blocksOf('song');
    company.remove('song/catalog-info.yaml');
    await portal.harvest();
    expect((await blocksOf('song')).catalog).toMatchObject({
      state: 'kept',
      problem: 'component:default/song is not in the catalog any more',
    });
    expect((await portal.request('/api/incidents/entities/default/component/never')).status).toBe(404);
  });
});

test('without a plugin that offers them, on-call and alerts say so', async () => {
  const company = new Company();
  company.write('song/catalog-info.yaml', component('song', 'Plays'));
  const portal = await startOn('sqlite', { sources: [company.folder] });
  try {
    const { body } = await portal.request('/api/incidents/entities/default/component/song');
    const { blocks } = body as { blocks: Blocks };
    expect(blocks.alerts).toEqual({ state: 'absent', problem: 'No plugin offers alerts' });
    expect(blocks['on-call'].state).toBe('absent');
    expect(blocks.deployments).toMatchObject({ state: 'fresh', data: [] });
  } finally {
    await portal.stop();
    company.delete();
  }
});
