import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { databases, startPortal, type ConformancePortal } from './portal.ts';

interface Finding {
  file: string;
  repository: string;
  line: number;
  column: number;
  level: string;
  code: string;
  message: string;
  hint: string;
  entityRef?: string;
  ownerRef?: string;
}

describe.each(databases)('findings, history and provenance, on $name', ({ url: database }) => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal(database);
  });
  afterAll(async () => {
    await portal?.stop();
  });
  const read = async <T>(path: string) => (await portal.call('GET', `/api/callboard${path}`)).body as T;
  const findings = (query = '') =>
    read<{ items: Finding[]; total: number; counts: Record<string, number> }>(`/findings${query}`);
  const codes = (items: Finding[]) => items.map(({ repository, line, code }) => `${repository}:${line} ${code}`);

  test('findings of files and of the graph come together, worst first, with place and remedy', async () => {
    const { items, total, counts } = await findings();
    expect(codes(items)).toEqual([
      'broken:5 spec-invalid',
      'broken:16 reference-dangling',
      'payments:23 entity-conflict',
      'payments:72 reference-dangling',
      'rival:1 entity-conflict',
    ]);
    expect({ total, counts }).toEqual({ total: 5, counts: { error: 1, warning: 4, info: 0 } });
    expect(items[1]).toMatchObject({
      file: 'catalog-info.yaml',
      column: 10,
      level: 'warning',
      message: 'spec.owner refers to group:default/paymets, which does not exist',
      hint: expect.stringContaining('Did you mean payments?') as string,
      entityRef: 'component:default/lost',
      ownerRef: 'group:default/paymets',
    });
    expect(items[4]!.message).toContain('does not count');
  });

  test('findings can be narrowed down and paged', async () => {
    expect(codes((await findings('?level=error')).items)).toEqual(['broken:5 spec-invalid']);
    expect((await findings('?level=error')).counts).toEqual({ error: 1, warning: 4, info: 0 });
    expect(codes((await findings('?entityRef=Component:lost')).items)).toEqual(['broken:16 reference-dangling']);
    expect(codes((await findings('?owner=payments')).items)).toEqual(['payments:72 reference-dangling']);
    expect(codes((await findings('?owner=user:ada&code=entity-conflict')).items)).toEqual([
      'payments:23 entity-conflict',
      'rival:1 entity-conflict',
    ]);
    const page = await findings('?offset=1&limit=2');
    expect([codes(page.items), page.total]).toEqual([
      ['broken:16 reference-dangling', 'payments:23 entity-conflict'],
      5,
    ]);
    expect(codes((await findings('?sourceId=none')).items)).toEqual([]);
  });

  test('findings are grouped, searched, and shown with the lines that they are about', async () => {
    type Group = { value: string | null; counts: { error: number; warning: number } };
    const groups = async (by: string) => (await read<{ groups: Group[] }>(`/findings?group=${by}`)).groups;
    expect((await groups('code')).map(({ value, counts }) => [value, counts.error, counts.warning])).toEqual([
      ['entity-conflict', 0, 2],
      ['reference-dangling', 0, 2],
      ['spec-invalid', 1, 0],
    ]);
    const owners = await groups('owner');
    expect(owners.map(({ value }) => value)).toContain('group:default/payments');
    expect((await findings('?unowned=true')).total).toBe(0);
    expect(codes((await findings('?text=PAYMETS')).items)).toEqual(['broken:16 reference-dangling']);
    expect(codes((await findings('?repository=rival')).items)).toEqual(['rival:1 entity-conflict']);

    const { sourceId, entityRef } = (await findings('?text=paymets')).items[0] as Finding & Record<string, string>;
    const place = `sourceId=${sourceId}&repository=broken`;
    expect(await read(`/excerpt?${place}&file=catalog-info.yaml&line=16&entityRef=${entityRef}`)).toMatchObject({
      firstLine: 13,
      line: 16,
      text: expect.stringContaining('owner: paymets'),
    });
    // Files of which nothing is said are nobody's business.
    writeFileSync(join(portal.folder, 'broken/secrets.txt'), 'do not show');
    const { status } = await portal.call('GET', `/api/callboard/excerpt?${place}&file=secrets.txt`);
    expect(status).toBe(404);
  });

  test('a reference that leads somewhere again is no finding any more', async () => {
    const file = join(portal.folder, 'broken/catalog-info.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('owner: paymets', 'owner: payments'));
    await portal.harvest();
    expect(codes((await findings('?code=reference-dangling')).items)).toEqual(['payments:72 reference-dangling']);
  });

  test('history lists every change with time, cause and the fields that changed', async () => {
    const file = join(portal.folder, 'org/people.yaml');
    const before = new Date(Date.now() - 1).toISOString();
    await new Promise((done) => setTimeout(done, 5));
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('ada@example.org', 'ada@new.example.org')
        .replace('memberOf: [payments]', 'memberOf: [payments]\n  nickname: countess'),
    );
    await portal.harvest();
    const { items, ...rest } = await read<{
      items: { seq: number; op: string; at: string; cause: object; diff: object[] }[];
      nextBefore?: number;
    }>('/history?entityRef=user:ada');
    expect(rest).toEqual({});
    expect(items.map((item) => item.op)).toEqual(['update', 'create']);
    expect(items[0]).toMatchObject({
      cause: { type: 'harvest', repository: 'org', file: 'people.yaml', line: 1 },
      diff: [
        { path: 'spec.nickname', after: 'countess' },
        { path: 'spec.profile.email', before: 'ada@example.org', after: 'ada@new.example.org' },
      ],
    });
    expect(items[1]!.diff).toEqual([]);
    const first = await read<{ items: object[]; nextBefore: number }>('/history?entityRef=user:ada&limit=1');
    expect(first).toMatchObject({ items: [{ op: 'update' }], nextBefore: items[0]!.seq });
    expect(await read(`/history?entityRef=user:ada&limit=1&before=${first.nextBefore}`)).toMatchObject({
      items: [{ op: 'create' }],
    });
    expect(await read(`/history?entityRef=user:ada&at=${before}`)).toMatchObject({
      entity: { spec: { profile: { email: 'ada@example.org' } } },
      seq: items[1]!.seq,
    });
    expect(await portal.call('GET', '/api/callboard/history?entityRef=user:ada&at=2020-01-01')).toMatchObject({
      status: 404,
      body: { error: { name: 'NotFoundError' } },
    });
  });

  test('provenance tells source, repository, file, line and text', async () => {
    const found = await read<{ raw: string; source: { type: string; target: string } }>(
      '/provenance?entityRef=component:ledger',
    );
    expect(found).toMatchObject({
      entityRef: 'component:default/ledger',
      source: { type: 'folder', target: portal.folder, state: 'ok' },
      repository: 'payments',
      path: 'catalog-info.yaml',
      document: 2,
      line: 23,
      state: {},
      claims: [
        { active: true, repository: 'payments', line: 23 },
        { active: false, repository: 'rival', line: 1 },
      ],
    });
    expect(found.raw).toBe(readFileSync(join(portal.folder, 'payments/catalog-info.yaml'), 'utf8'));
    expect((await portal.call('GET', '/api/callboard/provenance?entityRef=component:nobody')).status).toBe(404);
  });

  test('a conflict is settled by choosing a file, for good', async () => {
    const { items } = await read<{
      items: { entityRef: string; claims: { recordId: number; active: boolean; repository: string }[] }[];
    }>('/conflicts');
    expect(items.map((item) => [item.entityRef, item.claims.map((claim) => claim.repository)])).toEqual([
      ['component:default/ledger', ['payments', 'rival']],
    ]);
    const rival = items[0]!.claims[1]!;
    expect(
      (
        await portal.call('POST', '/api/callboard/conflicts', {
          entityRef: 'component:ledger',
          recordId: rival.recordId,
        })
      ).status,
    ).toBe(204);
    const description = async () =>
      (await portal.client.getEntityByRef('component:default/ledger', portal.options))?.metadata.description;
    expect(await description()).toBe('Another ledger');
    await portal.harvest();
    expect(await description()).toBe('Another ledger');

    const settled = { by: 'external:callboard-token', at: expect.any(String) };
    expect(await read('/conflicts')).toMatchObject({ items: [{ entityRef: 'component:default/ledger', settled }] });
    expect(await read('/provenance?entityRef=component:ledger')).toMatchObject({ settled });
    const conflicts = () => read<{ items: unknown[]; counts: unknown }>('/findings?code=entity-conflict');
    expect(await conflicts()).toMatchObject({
      items: [
        { level: 'info', settled },
        { level: 'info', settled },
      ],
      counts: { warning: 0, info: 2 },
    });

    expect((await portal.call('DELETE', '/api/callboard/conflicts?entityRef=component:ledger')).status).toBe(204);
    expect(await description()).not.toBe('Another ledger');
    expect(await conflicts()).toMatchObject({ counts: { warning: 2, info: 0 } });
    expect((await portal.call('DELETE', '/api/callboard/conflicts?entityRef=component:ledger')).status).toBe(404);
    expect(
      (await portal.call('POST', '/api/callboard/conflicts', { entityRef: 'component:ledger', recordId: 0 })).status,
    ).toBe(404);
  });

  test('the catalog can be taken away as descriptors, JSON or a table', async () => {
    const yaml = await portal.call('GET', '/api/callboard/export?format=yaml&filter=kind=component');
    const documents = parseAllDocuments(yaml.body as string).map(
      (document) => document.toJS() as { metadata: Record<string, unknown> },
    );
    expect(documents.map((document) => document.metadata.name)).toEqual(['Invoice-Engine', 'ledger', 'lost', 'shop']);
    expect(documents[0]).toMatchObject({
      apiVersion: 'backstage.io/v1alpha1',
      metadata: { annotations: { 'example.org/pager': 'P42', 'a.b/c': 'dotted' } },
    });
    expect(documents[0]).not.toHaveProperty('relations');
    expect(documents[0]!.metadata).not.toHaveProperty('uid');
    const json = await portal.call('GET', '/api/callboard/export?format=json');
    expect(json.body).toHaveLength(11);
    const csv = await portal.call('GET', '/api/callboard/export?format=csv&filter=metadata.name=invoice-engine');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="catalog.csv"');
    expect(csv.body).toBe(
      `kind,namespace,name,title,type,lifecycle,owner,system,tags,description,location\r\nComponent,default,Invoice-Engine,Invoice engine,service,production,group:default/payments,billing,java c++,Turns orders into PDFs,file:${portal.folder}/payments/catalog-info.yaml\r\n`,
    );
  });

  test('entities of a file that cannot be read are findings of their owners', async () => {
    const file = join(portal.folder, 'org/people.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, `${good}\0`);
    await portal.harvest();
    const stale = (await findings('?code=entity-stale')).items;
    expect(stale.map((finding) => finding.entityRef)).toContain('user:default/ada');
    expect(stale[0]).toMatchObject({
      level: 'warning',
      repository: 'org',
      file: 'people.yaml',
      message: expect.stringContaining('shows its last good version: ') as string,
    });
    writeFileSync(file, good);
    await portal.harvest();
    expect((await findings('?code=entity-stale')).items).toEqual([]);
  });

  test('kinds are listed without their schemas', async () => {
    const { items } = await read<{ items: { kind: string; plural: string; schema?: object }[] }>('/kinds');
    expect(items.map((item) => item.kind)).toEqual(expect.arrayContaining(['Component', 'API', 'Group', 'Template']));
    expect(items[0]).not.toHaveProperty('schema');
    expect(items[0]).toMatchObject({
      plural: expect.any(String) as string,
      icon: expect.any(String) as string,
      columns: expect.any(Array) as unknown[],
    });
  });
});
