/** Whatever a plugin does, the rest of the portal goes on, and the plugin is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPlugin } from '../../packages/plugin/src/testing/index.ts';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { Company } from './support/company.ts';
import { PluginWorkshop, type PluginFiles } from './support/plugins.ts';
import { eventually } from './support/portal.ts';

const owner = 'group:default/front-of-house';
const route = `scope.http.get('/', { permission: 'ID.read' }, () => 'fine');`;

function contributing(more: object, id: string): object {
  return { permissions: [{ id: `${id}.read`, description: 'Read.' }], ...more };
}

/** What each plugin does wrong. */
const misbehaving: Record<string, PluginFiles> = {
  'throws-at-load': { files: { 'server.ts': `throw new Error('at load');` }, manifest: { server: './server.ts' } },
  'throws-at-start': { server: `${route} throw new Error('at start');` },
  'throws-in-request': {
    server: `scope.http.get('/', { permission: 'ID.read' }, () => { throw new Error('in a request'); });`,
  },
  'rejects-in-request': {
    server: `scope.http.get('/', { permission: 'ID.read' }, async () => { throw new Error('in a request'); });`,
  },
  'never-answers': { server: `scope.http.get('/', { permission: 'ID.read' }, () => new Promise(() => undefined));` },
  'throws-in-job': {
    server: `${route} scope.jobs.every('count', { seconds: 1 }, () => { throw new Error('in a job'); });`,
  },
  'throws-in-lead': { server: `${route} scope.jobs.lead('watch', async () => { throw new Error('in a job'); });` },
  'throws-on-changes': {
    server: `${route} scope.changes.follow('all', 0, () => { throw new Error('at a change'); });`,
  },
  'throws-in-consumer': {
    server: route,
    files: { 'post.ts': `export default () => { throw new Error('in a consumer'); };` },
    manifest: { contributes: contributing({ consumers: [{ id: 'post', module: './post.ts' }] }, 'throws-in-consumer') },
  },
  'records-nonsense': {
    server: `${route} await scope.facts.record([{ fact: 'size', entityRef: 'component:c0', value: 'large' }]);`,
    manifest: {
      contributes: contributing({ facts: [{ id: 'size', title: 'Size', type: 'number' }] }, 'records-nonsense'),
    },
  },
  'illegible-theme': {
    manifest: { contributes: { themes: [{ id: 'grey', title: 'Grey', light: { text: '#eeeeee' } }] } },
  },
  'wrong-manifest': { manifest: { contributes: { entityCards: [{ title: 3 }] } } },
  'no-permission': { server: `scope.http.get('/', { permission: 'other.read' }, () => 'never');` },
  'takes-routes': { server: `scope.http.at('/api/catalog').get('/entities', { permission: 'ID.read' }, () => []);` },
  'cannot-be-built': { files: { 'server.ts': `export default definePlugin((` }, manifest: { server: './server.ts' } },
  'wrong-kit': { web: `import { Nonsense } from '@callboard/plugin/web';\nexport const View = () => <Nonsense />;` },
  'throws-in-harvester': {
    files: { 'harvester.ts': `throw new Error('harvester');` },
    manifest: { contributes: { harvesters: [{ id: 'things', module: './harvester.ts' }] } },
  },
  'throws-in-search-type': {
    files: { 'type.ts': `throw new Error('search type');` },
    manifest: {
      contributes: {
        searchTypes: [{ id: 'things', title: 'Things', icon: 'star', records: 'entity', module: './type.ts' }],
      },
    },
  },
};

const workshop = new PluginWorkshop();
const company = new Company();
let portal: TestPortal;

interface Shown {
  id: string;
  owner?: string;
  error?: string;
  enabled: boolean;
  reason?: string;
  health: { requests: number; errors: number; lastError?: { message: string; where: string } };
}

async function shown(id: string): Promise<Shown> {
  const { body } = await portal.request('/api/callboard/plugins/all');
  return (body as { items: Shown[] }).items.find((plugin) => plugin.id === id)!;
}

beforeAll(async () => {
  for (const [id, plugin] of Object.entries(misbehaving)) {
    const manifest = { owner, ...plugin.manifest };
    const server = plugin.server?.replaceAll('ID', id);
    workshop.write(id, { ...plugin, manifest, ...(server === undefined ? {} : { server }) });
  }
  workshop.write('good', { server: route.replace('ID', 'good') });
  company.components(3);
  portal = await startCallboard({
    config: { plugins: { folders: [workshop.folder] } },
    sources: [company.folder],
    logLevel: 'silent',
  });
});
afterAll(async () => {
  await portal.stop();
  workshop.delete();
  company.delete();
});

describe.each(Object.keys(misbehaving))('beside a plugin that is called %s', (id) => {
  test('everything else answers', async () => {
    const asked = portal.request(`/api/${id}/`).catch((error: unknown) => error);
    for (const path of ['/api/good/', '/api/catalog/entities', '/api/search/query?term=x', '/api/callboard/plugins'])
      expect((await portal.request(path)).status).toBe(200);
    if (id !== 'never-answers') await asked;
  });
});

test.each([
  ['throws-at-load', 'at load'],
  ['throws-at-start', 'at start'],
  ['wrong-manifest', 'plugin.yaml:'],
  ['records-nonsense', 'records-nonsense: size of component:default/c0 is a number'],
  ['illegible-theme', 'text on ground has a contrast of'],
  ['no-permission', 'other.read'],
  ['takes-routes', 'does not declare the mount'],
  ['cannot-be-built', 'server.ts'],
  ['wrong-kit', 'does not export Nonsense'],
])('%s is left out, and says why', async (id, reason) => {
  expect((await shown(id)).error).toContain(reason);
  expect((await portal.request(`/api/${id}/`)).status).toBe(404);
});

test.each([
  ['throws-in-request', 'in a request'],
  ['rejects-in-request', 'in a request'],
])('a failing request of %s is answered in its name', async (id, reason) => {
  const { status, body } = await portal.request(`/api/${id}/`);
  expect(status).toBe(500);
  expect(body).toMatchObject({ error: { code: 'plugin-failed', message: `The plugin ${id} failed` } });
  expect(await shown(id)).toMatchObject({ owner, health: { lastError: { message: reason } } });
});

test.each([
  ['throws-in-job', 'in a job', 'job count'],
  ['throws-in-lead', 'in a job', 'job watch'],
  ['throws-on-changes', 'at a change', 'changes all'],
])('%s is named with its failure, and still answers', async (id, message, where) => {
  await eventually(async () =>
    expect((await shown(id)).health.lastError).toMatchObject({ message: expect.stringContaining(message), where }),
  );
});

test('throws-in-consumer is named with its failure, and still answers', async () => {
  company.component('late');
  await portal.harvest();
  await eventually(async () =>
    expect((await shown('throws-in-consumer')).health.lastError).toMatchObject({
      message: 'in a consumer',
      where: 'changes post',
    }),
  );
  expect((await portal.request('/api/throws-in-consumer/')).status).toBe(200);
});

test('a plugin that fails more than it may is switched off, and can be switched on again', async () => {
  for (let call = 0; call < 25; call++) await portal.request('/api/throws-in-request/');
  await eventually(async () =>
    expect(await shown('throws-in-request')).toMatchObject({
      enabled: false,
      reason: expect.stringContaining('calls failed'),
    }),
  );
  expect((await portal.request('/api/throws-in-request/')).status).toBe(404);
  await portal.request('/api/callboard/plugins/throws-in-request', {
    method: 'PATCH',
    body: JSON.stringify({ enabled: true }),
  });
  expect((await portal.request('/api/throws-in-request/')).status).toBe(500);
  expect(await shown('throws-in-request')).toMatchObject({ enabled: true, health: { requests: 1 } });
});

test('what a browser tells of a view that failed is shown of its plugin', async () => {
  const views = [{ plugin: 'good', view: 'Card', error: 'cannot read properties of undefined' }];
  await portal.request('/api/callboard/plugins/seen', { method: 'POST', body: JSON.stringify({ views }) });
  expect(await shown('good')).toMatchObject({
    health: { lastError: { message: 'cannot read properties of undefined', where: 'view Card' } },
    use: { people: 1 },
  });
});

test('a plugin that leaves failing timers behind does not end the process, and is named', async () => {
  const careless = new PluginWorkshop();
  try {
    const folder = careless.write('careless', {
      server: `
  scope.http.get('/', { permission: 'careless.read' }, () => 'fine');
  setInterval(() => { throw new Error('in a timer'); }, 50);
  setTimeout(() => Promise.reject(new Error('unseen')), 10);`,
    });
    // In a process of its own: the test runner has its own way with what nobody catches.
    await using plugin = await startPlugin(folder);
    await eventually(async () => {
      const { items } = (await (await plugin.fetch('/api/callboard/plugins/all')).json()) as { items: Shown[] };
      expect(items.find(({ id }) => id === 'careless')).toMatchObject({
        health: {
          lastError: { message: expect.stringContaining('in a timer'), where: 'elsewhere where nobody waits' },
        },
      });
    });
    expect(await plugin.fetch('/api/catalog/entities')).toMatchObject({ status: 200 });
  } finally {
    careless.delete();
  }
});
