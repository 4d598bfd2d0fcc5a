/** The plugins without code that ship, against the stand-ins of the example, and against tools that fail and lie. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { findPrometheus } from '../setup/prometheus.ts';
import { eventually, startOn } from './support/portal.ts';

const TOOLS = 'portal:/api/sample-tools';
const entity = (name: string, annotations: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, annotations: { ${annotations} } }
spec: { type: service, lifecycle: production, owner: playback }
---
`;

let answer: RequestListener = (_request, response) => response.writeHead(500).end();
const tool = createServer((request, response) => answer(request, response));
const folder = mkdtempSync(join(tmpdir(), 'callboard-shipped-'));
let portal: TestPortal;

beforeAll(async () => {
  const descriptors = [
    'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: playback }\nspec: { type: team, children: [] }\n---\n',
    entity(
      'needle-drop',
      'prometheus.io/service: needle-drop, jenkins.io/job-full-name: playback/needle-drop, github.com/project-slug: acme/needle-drop, pagerduty.com/service-id: PNJPB02, sonarqube.org/project-key: acme_needle-drop, grafana/dashboard-selector: "tags @> \'needle-drop\'"',
    ),
    entity(
      'feed',
      'gitlab.com/project-slug: acme/feed, snyk.io/org-id: o1, snyk.io/project-ids: p1, opsgenie.com/schedule: feed, prometheus.io/query: "up{job=\'feed\'}"',
    ),
    entity('quoted', `prometheus.io/service: 'a"} or up{b="', pagerduty.com/service-id: NOBODY`),
    entity('bare', ''),
  ];
  writeFileSync(join(folder, 'catalog-info.yaml'), descriptors.join(''));
  await new Promise<void>((done) => tool.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(tool.address() as AddressInfo).port}`;
  portal = await startOn('sqlite', {
    sources: [folder],
    logLevel: 'silent',
    config: {
      reading: { allowPrivate: ['127.0.0.1'] },
      plugins: {
        folders: [resolve(import.meta.dirname, '../../examples/plugins/sample-tools')],
        config: {
          prometheus: { url: `${TOOLS}/prometheus`, alertmanagerUrl: `${TOOLS}/alertmanager` },
          'ci-builds': { jenkinsUrl: `${TOOLS}/jenkins`, gitlabUrl: `${TOOLS}/gitlab`, githubUrl: `${TOOLS}/github` },
          'on-call': { pagerdutyUrl: `${TOOLS}/pagerduty`, pagerdutyFrom: 'a@example.org', opsgenieUrl: url },
          scanners: { sonarUrl: `${TOOLS}/sonar`, snykUrl: `${TOOLS}/snyk` },
          grafana: { url: 'portal:/api/catalog', webUrl: 'https://grafana.example.org' },
        },
      },
    },
  });
});
afterAll(async () => {
  await portal.stop();
  tool.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (path: string, name = 'needle-drop') => {
  const { body } = await portal.request(`/api/${path}?entity=component:default/${name}`);
  return body as { data: never; error?: { code: string; message: string }; stale?: boolean; at?: string };
};

/** The first answers come while everything starts; on a busy machine one may have been given up. */
const readWell = async (path: string, name?: string) => {
  let answer = await read(path, name);
  await eventually(async () => {
    if (answer.error) answer = await read(path, name);
    expect(answer.error).toBeUndefined();
  });
  return answer;
};

interface Shown {
  id: string;
  contributes: { entityCards: { id: string; title: string; note?: string }[]; annotations: { name: string }[] };
}
const shown = async (id: string) => {
  const { body } = await portal.request('/api/callboard/plugins');
  return (body as { items: Shown[] }).items.find((plugin) => plugin.id === id)!.contributes;
};

test('Prometheus: traffic and answer times as lines, alerts of the service and of its team', async () => {
  const { data: points } = await readWell('prometheus/data/traffic');
  expect((points as object[]).length).toBeGreaterThan(80);
  expect(points[0]).toEqual({ at: expect.any(Number), Requests: expect.any(Number), Errors: expect.any(Number) });
  expect((await readWell('prometheus/data/durations')).data[0]).toMatchObject({
    Half: expect.any(Number),
    '99%': expect.any(Number),
  });
  expect((await readWell('prometheus/data/chart', 'feed')).data[0]).toMatchObject({ Value: expect.any(Number) });
  const alert = { name: 'SlowStarts', severity: 'warning', since: expect.stringMatching(/^\d{4}-.*Z$/) };
  expect((await readWell('prometheus/data/alerts')).data).toMatchObject([{ ...alert, summary: expect.any(String) }]);
  expect((await readWell('prometheus/data/prometheus-alerts')).data).toMatchObject([alert]);
  const { body } = await portal.request('/api/prometheus/data/team-alerts?entity=group:default/playback');
  expect(body).toMatchObject({ data: [{ ...alert, service: 'needle-drop' }] });
  // An annotation says which service, and nothing else of the query.
  expect(await readWell('prometheus/data/traffic', 'quoted')).toMatchObject({ data: [] });
});

test('builds look alike whatever makes them', async () => {
  const build = {
    status: expect.stringMatching(/^(passed|failed|running)$/),
    branch: expect.any(String),
    commit: expect.stringMatching(/^[\da-f]{7}$/),
    url: expect.stringMatching(/^https:/),
  };
  expect((await readWell('ci-builds/data/jenkins')).data[0]).toMatchObject(build);
  expect((await readWell('ci-builds/data/github')).data[0]).toMatchObject(build);
  expect((await readWell('ci-builds/data/gitlab', 'feed')).data[0]).toMatchObject(build);
  const { entityCards } = await shown('ci-builds');
  expect(new Set(entityCards.map(({ title }) => title))).toEqual(new Set(['Builds']));
});

test('a build of GitHub that is under way has neither an end nor a verdict', async () => {
  const file = resolve(import.meta.dirname, '../../plugins/ci-builds/plugin.yaml');
  const { data } = parse(readFileSync(file, 'utf8'), { merge: true }) as { data: { github: { select: string } } };
  const run = {
    name: 'CI',
    run_number: 7,
    status: 'in_progress',
    conclusion: null,
    head_branch: 'main',
    head_sha: 'a',
  };
  const source = { value: { workflow_runs: [run] }, select: data.github.select };
  const body = JSON.stringify({ source, config: {}, entity: 'component:default/needle-drop' });
  const answer = await portal.request('/api/callboard/data-test', { method: 'POST', body });
  expect(answer.body).toMatchObject({ result: [{ build: 'CI 7', status: 'running', took: null }] });
});

interface Run {
  id: string;
  state: string;
  result?: { message: string };
  error?: string;
}
const act = async (action: string, name: string, input: object = {}): Promise<Run> => {
  const body = JSON.stringify({ entity: `component:default/${name}`, input, confirmed: 'yes' });
  const { body: run } = await portal.request(`/api/callboard/actions/${action}/runs`, { method: 'POST', body });
  const { id } = run as Run;
  let last: Run | undefined;
  await eventually(async () => {
    last = (await portal.request(`/api/callboard/action-runs/${id}`)).body as Run;
    expect(['done', 'failed']).toContain(last.state);
  });
  return last!;
};

test('a build is made again, by the tool that made it', async () => {
  const running = async (data: string) => (await portal.request(`/api/sample-tools/${data}`)).body;
  expect(await act('ci-builds/jenkins-again', 'needle-drop')).toMatchObject({ state: 'done' });
  expect(await running('jenkins/job/playback/job/needle-drop/api/json')).toMatchObject({
    builds: { 0: { building: true } },
  });
  expect(await act('ci-builds/gitlab-again', 'feed')).toMatchObject({
    result: { message: expect.stringMatching(/^Pipeline \d+ runs again$/) },
  });
  expect(await act('ci-builds/github-again', 'needle-drop')).toMatchObject({
    result: { message: expect.stringMatching(/^CI \d+ runs again$/) },
  });
});

test('who is on call is found by way of the service, and is paged', async () => {
  expect((await readWell('on-call/data/pagerduty')).data).toMatchObject({
    people: [{ role: 'First', contacts: [{ url: expect.stringMatching(/^mailto:/) }] }, { role: 'Second' }],
  });
  expect(await act('on-call/page', 'needle-drop', { title: 'Nothing plays' })).toMatchObject({
    state: 'done',
    result: { message: expect.stringMatching(/^Incident \d+ is open$/) },
  });
  expect((await readWell('on-call/data/pagerduty-incidents')).data[0]).toMatchObject({
    title: expect.stringContaining('Nothing plays'),
    status: 'triggered',
  });
  expect(await read('on-call/data/pagerduty', 'quoted')).toMatchObject({ error: { code: 'source-answered' } });
});

test('the incident view has both, says that they are samples, and says nothing of what names no tool', async () => {
  const { body } = await portal.request('/api/incidents/entities/default/component/needle-drop');
  expect(body).toMatchObject({
    blocks: {
      'on-call': { state: 'fresh', data: { note: 'Sample data', people: [{ role: 'First' }, { role: 'Second' }] } },
      alerts: {
        state: 'fresh',
        data: [{ name: 'SlowStarts', note: 'Sample data', entityRef: 'component:default/needle-drop' }],
      },
    },
  });
  const { body: bare } = await portal.request('/api/incidents/entities/default/component/bare');
  expect(bare).toMatchObject({ blocks: { 'on-call': { state: 'fresh', data: null }, alerts: { data: [] } } });
});

test('findings are counted by severity', async () => {
  const titles = async (path: string, name: string) =>
    ((await readWell(path, name)).data as { title: string; value: number }[]).map(({ title, value }) =>
      Number.isInteger(value) ? title : value,
    );
  expect(await titles('scanners/data/sonar-findings', 'needle-drop')).toEqual([
    'Blocker',
    'Critical',
    'Major',
    'Minor',
  ]);
  expect(await titles('scanners/data/snyk', 'feed')).toEqual(['Critical', 'High', 'Medium', 'Low']);
  const { data } = await readWell('scanners/data/sonar');
  expect(data).toMatchObject({ gate: expect.stringMatching(/^(passed|failed)$/), coverage: expect.any(Number) });
  await eventually(async () => {
    const { body } = await portal.request('/api/callboard/facts?entity=component:default/needle-drop');
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ fact: 'scanners/coverage', value: (data as { coverage: number }).coverage }),
    );
  });
});

test('what comes from the stand-ins is marked; what was not set up is not there', async () => {
  for (const id of ['prometheus', 'ci-builds', 'scanners'])
    expect((await shown(id)).entityCards.map(({ note }) => note)).toEqual(expect.not.arrayContaining([undefined]));
  const { entityCards } = await shown('on-call');
  expect(entityCards.find(({ id }) => id === 'opsgenie')?.note).toBeUndefined();
});

test('only a plugin that lets itself be asked is asked from inside, and only below its own address', async () => {
  expect(await read('grafana/data/dashboards')).toMatchObject({ error: { code: 'source-refused' } });
  const config = { url: `${TOOLS}/../catalog` };
  const body = JSON.stringify({ source: { url: '${config.url}/entities' }, config });
  expect((await portal.request('/api/callboard/data-test', { method: 'POST', body })).body).toMatchObject({
    error: {},
  });
});

test('a tool that fails, lies or sends something else is a failure in words, and what was known stays with its age', async () => {
  answer = (_request, response) => response.writeHead(503).end('<html>');
  expect(await read('on-call/data/opsgenie-people', 'feed')).toMatchObject({
    error: { code: 'source-answered', message: expect.stringContaining('503') },
  });
  const { body } = await portal.request('/api/incidents/entities/default/component/feed');
  expect(body).toMatchObject({ blocks: { 'on-call': { state: 'failed', problem: expect.stringContaining('503') } } });
  answer = (_request, response) => response.end('{"data":{"onCallRecipients":["ada@example.org"]}}');
  await eventually(async () =>
    expect((await read('on-call/data/opsgenie-people', 'feed')).data).toEqual([
      { title: 'ada@example.org', url: 'mailto:ada@example.org' },
    ]),
  );
  answer = (_request, response) => response.end('<html>');
  await eventually(async () =>
    expect((await read('on-call/data/opsgenie', 'feed')).error).toMatchObject({ code: 'answer-unfit' }),
  );
});

test('the queries are ones that a real Prometheus takes', async () => {
  // `npm test` says so, and in CI it is an error.
  if (!findPrometheus()) return;
  const place = join(folder, 'prometheus');
  mkdirSync(place);
  writeFileSync(join(place, 'prometheus.yml'), '');
  const port = await freePort();
  const flags = [
    `--config.file=${place}/prometheus.yml`,
    `--storage.tsdb.path=${place}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const server: ChildProcess = spawn('prometheus', flags, { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}`;
    await eventually(async () => expect((await fetch(`${url}/-/ready`)).ok).toBe(true));
    const { data, config: fields } = parse(
      readFileSync(resolve(import.meta.dirname, '../../plugins/prometheus/plugin.yaml'), 'utf8'),
      { merge: true },
    ) as { data: Record<string, object>; config: Record<string, { default?: string }> };
    const defaults = Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]) => (field.default === undefined ? [] : [[name, field.default]])),
    );
    for (const name of ['traffic', 'durations', 'prometheus-alerts', 'chart']) {
      const about = {
        source: data[name],
        config: { ...defaults, url },
        entity: `component:default/${name === 'chart' ? 'feed' : 'needle-drop'}`,
      };
      const { body } = await portal.request('/api/callboard/data-test', {
        method: 'POST',
        body: JSON.stringify(about),
      });
      expect(body).toMatchObject({ result: [], answer: expect.stringContaining('"status":"success"') });
    }
  } finally {
    server.kill();
  }
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
