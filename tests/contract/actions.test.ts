/** Actions on entities, from asking to undoing, on both databases. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company, component } from './support/company.ts';
import { PluginWorkshop } from './support/plugins.ts';
import { eventually, startOn } from './support/portal.ts';

const OTHER = 'token-of-somebody-else';

const manifest = {
  contributes: {
    permissions: [
      { id: 'scaler.read', description: 'Read.' },
      { id: 'scaler.scale', description: 'Scale.' },
    ],
    entityActions: [
      {
        id: 'scale',
        title: 'Add capacity',
        appliesTo: 'kind=component',
        permission: 'scaler.scale',
        confirmNameFor: 'metadata.labels.tier=1',
        input: {
          properties: { replicas: { type: 'integer', minimum: 0, maximum: 10 } },
          required: ['replicas'],
          additionalProperties: false,
        },
      },
      { id: 'drain', title: 'Drain', permission: 'scaler.scale', approval: true, confirm: 'none' },
      { id: 'fail', title: 'Fail', permission: 'scaler.scale', confirm: 'none' },
      { id: 'hang', title: 'Hang', permission: 'scaler.scale', confirm: 'none' },
      { id: 'nothing', title: 'Nothing', permission: 'scaler.scale', appliesTo: 'kind=system' },
      { id: 'shrink', title: 'Shrink', permission: 'scaler.scale', confirm: 'none' },
      { id: 'unsure', title: 'Unsure', permission: 'scaler.scale', confirm: 'none' },
      { id: 'undecided', title: 'Undecided', permission: 'scaler.scale', confirm: 'none' },
    ],
  },
};
const server = `
  const replicas = new Map();
  const of = (ref) => replicas.get(ref) ?? 1;
  scope.http.get('/replicas', { permission: 'scaler.read' }, () => Object.fromEntries(replicas));
  scope.actions.handle('scale', {
    preview: ({ entityRef, input }) => ({
      summary: 'Runs ' + input.replicas + ' replicas',
      changes: [{ what: 'replicas', from: String(of(entityRef)), to: String(input.replicas) }],
    }),
    run: async ({ entityRef, input }, say) => {
      const before = of(entityRef);
      say('asking the cluster');
      replicas.set(entityRef, input.replicas);
      say('done');
      return { message: 'Now ' + input.replicas + ' replicas', undo: { input: { replicas: before } } };
    },
  });
  scope.actions.handle('drain', { run: ({ by }) => ({ message: 'drained for ' + by }) });
  scope.actions.handle('fail', { run: () => { throw new Error('the cluster said no'); } });
  scope.actions.handle('hang', {
    run: ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  });
  const nothing = { run: () => ({ message: 'nothing' }) };
  scope.actions.handle('shrink', { ...nothing, isWanted: async ({ entityRef }) => of(entityRef) > 1 });
  scope.actions.handle('unsure', { ...nothing, isWanted: () => { throw new Error('who knows'); } });
  scope.actions.handle('undecided', { ...nothing, isWanted: () => new Promise(() => undefined) });
  scope.actions.handle('nothing', { run: () => ({ message: 'nothing' }) });`;

/** One without code: the tool is asked, and asked otherwise to undo it. */
const toolkit = {
  config: { url: { type: 'string', description: 'Where.' } },
  contributes: {
    permissions: [{ id: 'toolkit.use', description: 'Use.' }],
    entityActions: [
      {
        id: 'redirect',
        title: 'Redirect traffic',
        permission: 'toolkit.use',
        approval: true,
        confirm: 'name',
        input: { properties: { region: { type: 'string' } }, required: ['region'] },
        call: {
          url: '${config.url}/traffic/${entity.name}',
          body: { to: '${input.region}', by: '${user}' },
          message: 'Traffic goes to ${input.region}',
        },
        undo: { call: { method: 'DELETE', url: '${config.url}/traffic/${entity.name}/${answer.id}', message: 'Back' } },
      },
    ],
  },
};
let asked: string[] = [];
const tool = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    asked.push(`${request.method} ${request.url} ${body}`);
    response.end('{"id":"r1"}');
  });
});

interface Run {
  id: string;
  state: string;
  progress: string[];
  result?: { message: string };
  error?: string;
  canUndo: boolean;
  requestedBy: string;
  decidedBy?: string;
  undoneBy?: string;
}

suite.each(testDatabases())('actions on %s', (kind) => {
  const workshop = new PluginWorkshop();
  const company = new Company();
  let portal: TestPortal;

  beforeAll(async () => {
    workshop.write('scaler', { manifest, server });
    workshop.write('toolkit', { manifest: toolkit });
    asked = [];
    await new Promise<void>((done) => tool.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(tool.address() as AddressInfo).port}`;
    company.components(3);
    company.write(
      'top/catalog-info.yaml',
      component('top', 'Matters').replace('metadata:', "metadata:\n  labels: { tier: '1' }"),
    );
    const config = {
      reading: { allowPrivate: ['127.0.0.1'] },
      plugins: { folders: [workshop.folder], config: { toolkit: { url } } },
      auth: { guest: false, tokens: [{ subject: 'other', token: OTHER }] },
    };
    portal = await startOn(kind, { config, sources: [company.folder] });
  });
  afterAll(async () => {
    await portal.stop();
    await new Promise((done) => tool.close(done));
    workshop.delete();
    company.delete();
  });

  async function post(path: string, body: unknown = {}, token?: string): Promise<{ status: number; body: Run }> {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const init = { method: 'POST', body: JSON.stringify(body), headers };
    return (await portal.request(`/api/callboard${path}`, init)) as unknown as { status: number; body: Run };
  }
  const ask = (action: string, entity: string, more: object = {}, token?: string) =>
    post(`/actions/scaler/${action}/runs`, { entity, ...more }, token);
  const run = async (id: string) => (await portal.request(`/api/callboard/action-runs/${id}`)).body as Run;
  const ended = (id: string, state: string) => eventually(async () => expect(await run(id)).toMatchObject({ state }));
  const replicas = async () => (await portal.request('/api/scaler/replicas')).body as Record<string, number>;

  test('those for an entity are offered, with what has to be confirmed', async () => {
    const offered = async (entity: string) => {
      const { body } = await portal.request(`/api/callboard/actions?entity=${entity}`);
      const { items } = body as { items: { plugin: string; id: string; confirm: string; canPreview: boolean }[] };
      return items.filter(({ plugin }) => plugin === 'scaler' || plugin === 'toolkit');
    };
    const items = await offered('component:default/c1');
    // Two cannot say whether they are wanted, which is found out by whoever asks for them.
    const offeredNow = ['scale', 'drain', 'fail', 'hang', 'unsure', 'undecided', 'redirect'];
    expect(items.map(({ id }) => id)).toEqual(offeredNow);
    expect(items[0]).toMatchObject({ confirm: 'yes', canPreview: true, input: { required: ['replicas'] } });
    expect((await offered('component:default/top'))[0]).toMatchObject({ confirm: 'name' });
  });

  test('one says beforehand what it would do', async () => {
    const { body } = await post('/actions/scaler/scale/preview', { entity: 'component:c1', input: { replicas: 3 } });
    expect(body).toEqual({ summary: 'Runs 3 replicas', changes: [{ what: 'replicas', from: '1', to: '3' }] });
    expect(await replicas()).toEqual({});
  });

  test('one runs, is recorded with who and what, and can be undone once', async () => {
    const asked = await ask('scale', 'component:c1', { input: { replicas: 3 }, confirmed: 'yes' });
    expect(asked.status).toBe(201);
    await ended(asked.body.id, 'done');
    expect(await run(asked.body.id)).toMatchObject({
      requestedBy: 'external:callboard-token',
      entity: 'component:default/c1',
      input: { replicas: 3 },
      progress: ['asking the cluster', 'done'],
      result: { message: 'Now 3 replicas' },
      canUndo: true,
    });
    expect(await replicas()).toEqual({ 'component:default/c1': 3 });
    const { body } = await portal.request('/api/callboard/actions?entity=component:default/c1');
    expect(JSON.stringify(body), 'there is something to do now').toContain('"shrink"');

    const undone = await post(`/action-runs/${asked.body.id}/undo`);
    await ended(undone.body.id, 'done');
    expect(await replicas()).toEqual({ 'component:default/c1': 1 });
    expect(await run(asked.body.id)).toMatchObject({ canUndo: false, undoneBy: undone.body.id });
    expect((await post(`/action-runs/${asked.body.id}/undo`)).status).toBe(409);
  });

  test.each([
    ['without the input', { confirmed: 'yes' }, 'replicas'],
    ['with too much', { confirmed: 'yes', input: { replicas: 11 } }, 'must be <= 10'],
    ['unconfirmed', { input: { replicas: 1 } }, 'has to be confirmed'],
  ])('one is refused %s', async (_how, more, reason) => {
    const { status, body } = await ask('scale', 'component:c2', more);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(reason);
    expect(await replicas()).not.toHaveProperty('component:default/c2');
  });

  test('on what matters most the name has to be typed', async () => {
    const input = { replicas: 2 };
    expect((await ask('scale', 'component:top', { input, confirmed: 'yes' })).status).toBe(400);
    expect((await ask('scale', 'component:top', { input, confirmed: 'top' })).status).toBe(201);
  });

  test('one that is not for the entity is not there', async () => {
    expect((await ask('nothing', 'component:c1', { confirmed: 'yes' })).status).toBe(404);
    expect((await ask('scale', 'component:gone', { confirmed: 'yes' })).status).toBe(404);
  });

  test('one waits until somebody else agrees', async () => {
    const { body } = await ask('drain', 'component:c1');
    expect(body.state).toBe('waiting');
    expect((await post(`/action-runs/${body.id}/approve`)).status).toBe(403);
    expect((await post(`/action-runs/${body.id}/approve`, {}, OTHER)).status).toBe(200);
    await ended(body.id, 'done');
    expect(await run(body.id)).toMatchObject({
      decidedBy: 'external:other',
      result: { message: 'drained for external:callboard-token' },
    });
    expect((await post(`/action-runs/${body.id}/approve`, {}, OTHER)).status).toBe(409);

    const refused = await ask('drain', 'component:c1');
    await post(`/action-runs/${refused.body.id}/refuse`, {}, OTHER);
    expect(await run(refused.body.id)).toMatchObject({ state: 'refused', decidedBy: 'external:other' });
  });

  test('one of a manifest alone is asked for, agreed to, run and undone as any other', async () => {
    const body = { entity: 'component:c2', input: { region: 'north' }, confirmed: 'c2' };
    const { body: run } = await post('/actions/toolkit/redirect/runs', body);
    expect([run.state, asked]).toEqual(['waiting', []]);
    await post(`/action-runs/${run.id}/approve`, {}, OTHER);
    await ended(run.id, 'done');
    expect(asked).toEqual(['POST /traffic/c2 {"to":"north","by":"external:callboard-token"}']);
    const undone = await post(`/action-runs/${run.id}/undo`);
    await ended(undone.body.id, 'done');
    expect(asked.slice(1)).toEqual(['DELETE /traffic/c2/r1 ']);
    const { body: after } = await portal.request(`/api/callboard/action-runs/${undone.body.id}`);
    expect(after).toMatchObject({ result: { message: 'Back' }, canUndo: false, undoes: run.id });
  });

  test('one that fails says why, and one that hangs can be cancelled', async () => {
    const failing = await ask('fail', 'component:c1');
    await ended(failing.body.id, 'failed');
    expect(await run(failing.body.id)).toMatchObject({ error: 'the cluster said no', canUndo: false });

    const hanging = await ask('hang', 'component:c1');
    await post(`/action-runs/${hanging.body.id}/cancel`);
    await ended(hanging.body.id, 'failed');
    expect(await run(hanging.body.id)).toMatchObject({ error: 'It was cancelled.' });
  });

  test('all that was done to an entity is listed, the newest first', async () => {
    const { body } = await portal.request('/api/callboard/action-runs?entity=component:c1');
    const { items } = body as { items: { title: string }[] };
    expect(items.map(({ title }) => title)).toEqual(['Hang', 'Fail', 'Drain', 'Drain', 'Add capacity', 'Add capacity']);
  });
});
