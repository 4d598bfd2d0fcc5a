import { z } from '@callboard/plugin/server';
import { expect, test } from 'vitest';
import { docsPage } from './docs-page.ts';
import { createOpenApi } from './openapi.ts';
import { createHttp, RouteTable } from './router.ts';
import { openApiFaults } from './test-openapi.ts';

const portal = { baseUrl: 'https://portal.example.org', version: '1.2.3' };
const read = { permission: 'stage.read' };

function stage() {
  const table = new RouteTable();
  const http = createHttp(table, {
    plugin: 'stage',
    mount: '/api/stage',
    mounts: [],
    permissions: new Set(['stage.read']),
    checkOpen: () => undefined,
  });
  return { table, http, openApi: createOpenApi(table, portal) };
}

type Paths = Record<string, Record<string, Record<string, never>>>;

test('a document of every kind of route is valid', () => {
  const { http, openApi } = stage();
  http.get('/', { permission: 'public' }, () => 1);
  http.get('/files/*', read, () => 1);
  http.get(
    '/things/:id/parts/:part',
    {
      ...read,
      params: z.object({ id: z.uuid(), part: z.string() }),
      query: z.strictObject({
        of: z.string().nullable().optional(),
        many: z.union([z.string(), z.array(z.string())]).optional(),
      }),
    },
    () => 1,
  );
  http.post(
    '/things',
    {
      ...read,
      summary: 'Make',
      body: z.strictObject({ any: z.record(z.string(), z.json()), self: recursive }),
      response: { 201: recursive, 204: z.unknown() },
    },
    () => 1,
  );
  http.delete('/things/:id', read, () => 1);
  expect(openApiFaults(openApi())).toEqual([]);
});

const recursive = z.object({
  name: z.string(),
  get parts() {
    return z.array(recursive).optional();
  },
});

test('a route tells its parameters, body, permission and answers', () => {
  const { http, openApi } = stage();
  http.post(
    '/things/:id',
    {
      ...read,
      summary: 'Change a thing',
      description: 'At once.',
      query: z.strictObject({ by: z.string().describe('Who asks') }),
      body: z.object({ name: z.string() }),
      response: { 201: z.object({ id: z.string() }) },
    },
    () => 1,
  );
  http.get('/open', { permission: 'public' }, () => 1);
  const { paths, ...rest } = openApi() as { paths: Paths };
  expect(rest).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
    servers: [{ url: portal.baseUrl }],
    security: [{ bearer: [] }],
  });
  expect(paths['/api/stage/things/{id}']?.['post']).toMatchObject({
    operationId: 'postApiStageThingsId',
    tags: ['stage'],
    summary: 'Change a thing',
    'x-permission': 'stage.read',
    parameters: [
      { name: 'id', in: 'path', required: true },
      { name: 'by', in: 'query', required: true, description: 'Who asks' },
    ],
    requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['name'] } } } },
    responses: { 201: { content: { 'application/json': { schema: { required: ['id'] } } } }, default: {} },
  });
  expect(paths['/api/stage/open']?.['get']).toMatchObject({ security: [] });
});

test('routes that come and go are in the next document, which is made only then', () => {
  const { table, http, openApi } = stage();
  http.get('/a', read, () => 1);
  const first = openApi();
  expect(openApi()).toBe(first);
  table.removePlugin('stage');
  expect(openApi()).toMatchObject({ paths: {} });
});

test('the page shows every route, and what plugins write as text', () => {
  const { http, openApi } = stage();
  http.get(
    '/things/:id',
    {
      ...read,
      summary: 'See <script>alert(1)</script>',
      query: z.object({ of: z.string().nullable().describe('"of" & <b>') }),
    },
    () => 1,
  );
  http.post('/things', { permission: 'public', body: z.object({}) }, () => 1);
  const page = docsPage(openApi());
  expect(page).toContain('<code>/api/stage/things/{id}</code>');
  expect(page).toContain('See &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('<td>string or null</td><td>&quot;of&quot; &amp; &lt;b&gt;</td>');
  expect(page).toContain('Needs <code>stage.read</code>');
  expect(page).toContain('Takes a JSON body');
  expect(page).not.toMatch(/<script|<b>/);
});
