/** What runs where, as pipelines report it: kept, shown, decided about. On both databases. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { PortalProcess } from '../faults/portal-process.ts';
import { freshPostgres, testDatabases } from '../setup/databases.ts';
import { Company, component } from './support/company.ts';
import { eventually, startOn } from './support/portal.ts';

const SECRETS = {
  webhookSecret: 'webhook secret',
  githubSecret: 'secret of github',
  gitlabToken: 'token of gitlab',
  callbackSecret: 'secret of callbacks',
};

interface Shown {
  id: string;
  entityRef: string;
  version: string;
  environment: string;
  region: string;
  state: string;
  since: string;
  by?: string;
  commitUrl?: string;
  decision?: { decision: string; by: string; delivery: string };
  isInCatalog?: boolean;
}
interface Place {
  environment: string;
  region: string;
  live?: Shown;
  latest?: Shown;
}
interface Answer {
  items: { id: string; outcome: string; entityRef: string }[];
  warnings?: { index: number; reason: string; message: string; hint: string }[];
}

const drums = 'component:default/drums';
const annotated = (name: string, annotation: string) =>
  component(name, 'Deployed').replace('metadata:', `metadata:\n  annotations: { ${annotation} }`);
const hmac = (secret: string, body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

suite.each(testDatabases())('deployments on %s', (kind) => {
  const company = new Company();
  let portal: TestPortal;
  let deployer: Deployer;

  beforeAll(async () => {
    deployer = await Deployer.start();
    company.write('drums/catalog-info.yaml', component('drums', 'Keeps the beat'));
    company.write('bass/catalog-info.yaml', annotated('bass', 'github.com/project-slug: acme/bass'));
    company.write('harp/catalog-info.yaml', annotated('harp', 'gitlab.com/project-slug: acme/strings/harp'));
    const config = {
      reading: { allowPrivate: ['127.0.0.1'] },
      plugins: { config: { deployments: { ...SECRETS, keep: 5 } } },
    };
    portal = await startOn(kind, { config, sources: [company.folder] });
  });
  afterAll(async () => {
    await portal.stop();
    await deployer.stop();
    company.delete();
  });

  async function post(body: unknown, path = '', headers = {}): Promise<{ status: number; body: Answer }> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await portal.request(`/api/deployments${path}`, { method: 'POST', body: text, headers });
    return answer as unknown as { status: number; body: Answer };
  }
  async function places(name: string): Promise<Place[]> {
    const { body } = await portal.request(`/api/deployments/entities/default/component/${name}`);
    return (body as { places: Place[] }).places;
  }
  async function list(query: string): Promise<{ items: Shown[]; nextCursor?: string }> {
    const { status, body } = await portal.request(`/api/deployments?${query}`);
    expect(status).toBe(200);
    return body as { items: Shown[]; nextCursor?: string };
  }
  const report = (more: object) => ({ entityRef: drums, version: '1.0.0', environment: 'production', ...more });

  test('a report says what runs where; the last that came through counts, and the last of all stands beside it', async () => {
    const region = 'eu';
    const at = (minute: number) => `2026-01-01T10:${minute}:00Z`;
    const { status, body } = await post([
      report({ region, at: at(10), commit: 'abc1234', commitUrl: 'https://git.example/c/abc1234', by: 'Ada' }),
      report({ region, at: at(20), version: '1.1.0', state: 'failed' }),
      report({ region: 'us', at: at(15), version: '1.0.1' }),
    ]);
    expect(status).toBe(200);
    expect(body.items.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect(await places('drums')).toMatchObject([
      {
        environment: 'production',
        region: 'eu',
        live: { version: '1.0.0', state: 'succeeded', by: 'Ada', commitUrl: 'https://git.example/c/abc1234' },
        latest: { version: '1.1.0', state: 'failed' },
      },
      { region: 'us', live: { version: '1.0.1' } },
    ]);
    await post(report({ region: 'us', at: at(30), state: 'removed' }));
    const us = (await places('drums')).find((place) => place.region === 'us')!;
    expect(us.live).toBeUndefined();
    expect(us.latest).toMatchObject({ state: 'removed' });
  });

  test('the same again changes nothing, the same key goes on, and what comes late is old', async () => {
    const run = (more: object) => report({ environment: 'keyed', key: 'run 7', ...more });
    const [first] = (await post(run({ state: 'running', at: '2026-01-02T10:00:00Z' }))).body.items;
    const again = await post(run({ state: 'running', at: '2026-01-02T10:00:00Z' }));
    expect(again.body.items).toEqual([{ ...first, outcome: 'unchanged' }]);
    const done = await post(run({ state: 'succeeded', at: '2026-01-02T10:05:00Z' }));
    expect(done.body.items).toMatchObject([{ id: first!.id, outcome: 'updated' }]);
    const late = await post(run({ state: 'running', at: '2026-01-02T10:01:00Z' }));
    expect(late.body.items).toMatchObject([{ id: first!.id, outcome: 'unchanged' }]);
    expect(await list(`entityRef=${drums}&environment=keyed`)).toMatchObject({
      items: [{ id: first!.id, state: 'succeeded', since: '2026-01-02T10:05:00.000Z' }],
    });
    await Promise.all(Array.from({ length: 20 }, () => post(run({ key: 'at once', at: '2026-01-03T10:00:00Z' }))));
    expect((await list(`entityRef=${drums}&environment=keyed`)).items).toHaveLength(2);
  });

  test('what the catalog does not know is kept, and said to be odd', async () => {
    const { status, body } = await post([report({ environment: 'odd' }), report({ entityRef: 'component:ghost' })]);
    expect(status).toBe(202);
    expect(body.warnings).toMatchObject([{ index: 1, reason: 'entity-unknown' }]);
    expect(body.warnings![0]!.message).toContain('component:default/ghost');
    const { items } = await list('entityRef=component:default/ghost');
    expect(items).toMatchObject([{ version: '1.0.0', isInCatalog: false }]);
    const ahead = await post(report({ environment: 'odd', version: '9', at: '2999-01-01T00:00:00Z' }));
    expect(ahead.body.warnings).toMatchObject([{ reason: 'clock-ahead' }]);
    expect((await places('drums')).find(({ environment }) => environment === 'odd')!.live!.since < '2990').toBe(true);
  });

  test.each<[string, unknown, string]>([
    ['no version', { entityRef: drums, environment: 'production' }, 'request/body/0/version'],
    ['a reference that is none', report({ entityRef: 'drums' }), 'request/body/0/entityRef'],
    ['a state that there is not', report({ state: 'great' }), 'request/body/0/state'],
    ['a link that is code', report({ url: 'javascript:alert(1)' }), 'request/body/0/url'],
    ['two lines', report({ version: '1\n2' }), 'request/body/0/version'],
    ['a field that there is not', report({ colour: 'red' }), 'colour'],
    ['the second of two', [report({}), report({ environment: '' })], 'request/body/1/environment'],
    ['nothing', [], 'request/body'],
  ])('%s is refused, and says where', async (_what, body, words) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).toContain(words);
  });

  test('nobody reports without a token', async () => {
    const answer = await fetch(`${portal.url}/api/deployments`, {
      method: 'POST',
      body: JSON.stringify(report({})),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(401);
  });

  test('history is bounded, what runs stays, and pages follow each other', async () => {
    const day = (number: number) => `2026-02-${String(number).padStart(2, '0')}T10:00:00Z`;
    await post(report({ environment: 'long', version: 'kept', at: day(1) }));
    for (let number = 2; number < 10; number += 1)
      await post(report({ environment: 'long', version: `v${number}`, state: 'failed', at: day(number) }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await list(`entityRef=${drums}&environment=long&limit=2${next}`);
      seen.push(...page.items.map(({ version }) => version));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(['v9', 'v8', 'v7', 'v6', 'v5', 'kept']);
  });

  test('an entity is in so many environments at most', async () => {
    const many = Array.from({ length: 201 }, (_, index) =>
      report({ entityRef: 'component:many', environment: `e${index}` }),
    );
    expect((await post(many)).status).toBe(409);
    expect((await list('entityRef=component:many')).items).toEqual([]);
  });

  test('a sender that signs is believed, once', async () => {
    const body = JSON.stringify(report({ environment: 'signed' }));
    const signed = { 'x-callboard-signature': hmac(SECRETS.webhookSecret, body), authorization: '' };
    expect((await post(body, '/webhook', signed)).body.items).toMatchObject([{ outcome: 'created' }]);
    expect((await post(body, '/webhook', signed)).body.items).toMatchObject([{ outcome: 'unchanged' }]);
    const forged = { 'x-callboard-signature': hmac('another secret', body) };
    expect((await post(body, '/webhook', forged)).status).toBe(401);
    expect((await post(body, '/webhook')).status).toBe(401);
  });

  test('deployments at GitHub are those of the entities that name the repository', async () => {
    const event = (status: object | undefined, more: object = {}) =>
      JSON.stringify({
        deployment: {
          id: 99,
          sha: 'f'.repeat(40),
          ref: 'main',
          environment: 'production',
          created_at: '2026-03-01T10:00:00Z',
          creator: { login: 'ada' },
          payload: { region: 'eu' },
          ...more,
        },
        ...(status ? { deployment_status: status } : {}),
        repository: { full_name: 'acme/bass', html_url: 'https://github.com/acme/bass' },
      });
    const send = (name: string, body: string, secret = SECRETS.githubSecret) =>
      post(body, '/webhook', { 'x-github-event': name, 'x-hub-signature-256': hmac(secret, body) });
    expect((await send('deployment', event(undefined))).status).toBe(200);
    await send('deployment_status', event({ state: 'success', created_at: '2026-03-01T10:04:00Z' }));
    expect(await places('bass')).toMatchObject([
      {
        environment: 'production',
        region: 'eu',
        live: {
          version: 'fffffff',
          by: 'ada',
          since: '2026-03-01T10:04:00.000Z',
          commitUrl: `https://github.com/acme/bass/commit/${'f'.repeat(40)}`,
        },
      },
    ]);
    expect((await send('deployment', event(undefined), 'wrong')).status).toBe(401);
    expect((await send('ping', '{}')).body).toHaveProperty('ignored');
    const elsewhere = event(undefined, { id: 100 }).replaceAll('acme/bass', 'acme/unheard-of');
    const { status, body } = await send('deployment', elsewhere);
    expect(status).toBe(202);
    expect(body.items[0]!.entityRef).toBe('repository:github/acme.unheard-of');
    expect(body.warnings!.map(({ reason }) => reason)).toContain('repository-unknown');
  });

  test('deployments at GitLab likewise', async () => {
    const body = JSON.stringify({
      object_kind: 'deployment',
      status: 'success',
      status_changed_at: '2026-04-28 21:50:00 +0200',
      deployment_id: 15,
      deployable_url: 'https://gitlab.com/acme/strings/harp/-/jobs/1',
      environment: 'staging',
      project: { path_with_namespace: 'acme/strings/harp' },
      short_sha: '279484c0',
      commit_url: 'https://gitlab.com/acme/strings/harp/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468',
      user: { username: 'grace' },
      ref: 'v2.4.0',
    });
    const headers = { 'x-gitlab-event': 'Deployment Hook', 'x-gitlab-token': SECRETS.gitlabToken };
    expect((await post(body, '/webhook', headers)).status).toBe(200);
    expect(await places('harp')).toMatchObject([
      { environment: 'staging', live: { version: 'v2.4.0', by: 'grace', since: '2026-04-28T19:50:00.000Z' } },
    ]);
    expect((await post(body, '/webhook', { ...headers, 'x-gitlab-token': 'no' })).status).toBe(401);
  });

  const canary = (more: object) =>
    report({
      environment: 'canaries',
      state: 'canary',
      canary: { weight: 10, metrics: [{ metric: 'Errors', baseline: 0.1, canary: 0.4, unit: '%', verdict: 'fail' }] },
      ...more,
    });
  async function act(action: string, input: object): Promise<{ state: string; error?: string; progress: string[] }> {
    const { status, body } = await portal.request(`/api/callboard/actions/deployments/${action}/runs`, {
      method: 'POST',
      body: JSON.stringify({ entity: drums, input, confirmed: 'yes' }),
    });
    expect(status).toBe(201);
    const { id } = body as { id: string };
    let run: { state: string; error?: string; progress: string[] } | undefined;
    await eventually(async () => {
      run = (await portal.request(`/api/callboard/action-runs/${id}`)).body as typeof run;
      expect(run!.state).not.toBe('running');
    });
    return run!;
  }

  test('a canary is promoted by a person, and its deployer is called until it answers', async () => {
    deployer.answers = [503, 204];
    const { body } = await post(canary({ region: 'eu', callback: deployer.url }));
    const { id } = body.items[0]!;
    const preview = await portal.request('/api/callboard/actions/deployments/promote/preview', {
      method: 'POST',
      body: JSON.stringify({ entity: drums, input: { environment: 'canaries' } }),
    });
    expect(JSON.stringify(preview.body)).toContain('1 of its metrics fails');
    expect(await act('promote', { environment: 'canaries', region: 'eu', reason: 'Looks good' })).toMatchObject({
      state: 'done',
    });
    await eventually(() => expect(deployer.calls).toHaveLength(2));
    for (const call of deployer.calls) {
      expect(call.signature).toBe(hmac(SECRETS.callbackSecret, call.body));
      expect(JSON.parse(call.body)).toMatchObject({ id, entityRef: drums, decision: 'promote', reason: 'Looks good' });
    }
    await eventually(async () =>
      expect((await portal.request(`/api/deployments/${id}`)).body).toMatchObject({
        state: 'canary',
        decision: { decision: 'promote', delivery: 'delivered' },
      }),
    );
    expect(JSON.stringify((await portal.request(`/api/deployments/${id}`)).body)).not.toContain(deployer.url);
  });

  test('a deployer that wants no call asks', async () => {
    const { body } = await post(canary({ region: 'us' }));
    const path = `/api/deployments/${body.items[0]!.id}/decision`;
    expect((await portal.request(path)).body).toMatchObject({ decision: 'none' });
    expect(await act('abort', { environment: 'canaries', region: 'us' })).toMatchObject({ state: 'done' });
    expect((await portal.request(path)).body).toMatchObject({ decision: 'abort', by: 'external:callboard-token' });
    expect(await act('abort', { environment: 'nowhere' })).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('No canary') as string,
    });
  });

  test('an address inside is not called', async () => {
    await post(canary({ region: 'inside', callback: 'http://169.254.169.254/latest/meta-data' }));
    const { state, progress } = await act('promote', { environment: 'canaries', region: 'inside' });
    expect(state).toBe('done');
    expect(progress.join()).toContain('could not be told');
  });
});

suite.each(testDatabases())('deployments on %s, killed', (kind) => {
  test('whatever was acknowledged is there afterwards', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-deployments-'));
    const configFile = join(dataFolder, 'callboard.yaml');
    const fresh = kind === 'postgres' ? await freshPostgres() : undefined;
    const database = fresh ? { database: { url: fresh.url } } : {};
    writeFileSync(configFile, stringify({ auth: { guest: false }, sources: [], ...database }));
    const acknowledged: string[] = [];
    let portal = await PortalProcess.start({ configFile, dataFolder });
    let isOver = false;
    /** Reports one after the other until the portal is gone. */
    async function write(writer: number) {
      for (let number = 0; !isOver; number += 1) {
        const key = `${writer}-${number}`;
        const body = { entityRef: `component:w${writer}`, version: key, environment: 'production', key };
        const answer = await portal
          .request('/api/deployments', { method: 'POST', body: JSON.stringify(body) })
          .catch(() => undefined);
        if (!answer) return;
        if (answer.status === 202) acknowledged.push(key);
      }
    }
    try {
      const writers = Array.from({ length: 12 }, (_, writer) => write(writer));
      // Far more than come in a minute at five a second.
      await eventually(() => expect(acknowledged.length).toBeGreaterThan(400));
      await portal.kill();
      isOver = true;
      await Promise.all(writers);
      portal = await PortalProcess.start({ configFile, dataFolder });
      for (let writer = 0; writer < 12; writer += 1) {
        const { body } = await portal.request(`/api/deployments?entityRef=component:w${writer}&limit=200`);
        const stored = (body as { items: { key: string }[] }).items.map(({ key }) => key);
        const newest = acknowledged.filter((key) => key.startsWith(`${writer}-`)).slice(-90);
        expect(stored).toEqual(expect.arrayContaining(newest));
      }
      await portal.stop();
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
      await fresh?.drop();
    }
  });
});

/** Whatever deploys: it is called, and answers what it is told to. */
class Deployer {
  answers: number[] = [];
  readonly calls: { body: string; signature: unknown }[] = [];
  readonly #server: Server;
  url = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        this.calls.push({ body, signature: request.headers['x-callboard-signature'] });
        response.writeHead(this.answers.shift() ?? 204).end();
      });
    });
  }

  static async start(): Promise<Deployer> {
    const deployer = new Deployer();
    await once(deployer.#server.listen(0, '127.0.0.1'), 'listening');
    deployer.url = `http://127.0.0.1:${(deployer.#server.address() as AddressInfo).port}/decided`;
    return deployer;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}
