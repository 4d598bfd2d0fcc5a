import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, startPortal, type ConformancePortal } from './portal.ts';

interface Page {
  items: Entity[];
  totalItems: number;
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

const names = (page: { items: Entity[] }) => page.items.map((entity) => entity.metadata.name);
const decode = (cursor: string) =>
  JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as Record<string, unknown>;

describe.each(databases)('querying entities page by page, on $name', ({ url: database }) => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal(database);
  });
  afterAll(async () => {
    await portal?.stop();
  });
  const get = async (query: string) =>
    (await portal.call('GET', `/api/catalog/entities/by-query?${query}`)) as {
      status: number;
      body: Page & { error?: unknown };
    };
  const post = async (body: unknown) =>
    (await portal.call('POST', '/api/catalog/entities/by-query', body)) as {
      status: number;
      body: Page & { error?: unknown };
    };

  test('without order, by uid', async () => {
    const { items, totalItems } = await portal.client.queryEntities({}, portal.options);
    const uids = items.map((entity) => entity.metadata.uid!);
    expect(uids).toEqual([...uids].sort());
    expect(totalItems).toBe(11);
  });

  test('forward to the end and back to the first page, which has no way further back', async () => {
    const request = {
      filter: { kind: ['component', 'user'] },
      orderFields: { field: 'metadata.name', order: 'asc' as const },
      limit: 2,
      fields: ['metadata.name'],
    };
    const first = await portal.client.queryEntities(request, portal.options);
    expect(names(first)).toEqual(['ada', 'grace']);
    expect(first.pageInfo.prevCursor).toBeUndefined();
    const second = await portal.client.queryEntities({ cursor: first.pageInfo.nextCursor!, limit: 2 }, portal.options);
    expect(names(second)).toEqual(['Invoice-Engine', 'ledger']);
    const third = await portal.client.queryEntities({ cursor: second.pageInfo.nextCursor!, limit: 2 }, portal.options);
    expect(names(third)).toEqual(['lost', 'shop']);
    expect(third.pageInfo.nextCursor).toBeUndefined();
    expect([first, second, third].map((page) => page.totalItems)).toEqual([6, 6, 6]);
    const back = await portal.client.queryEntities({ cursor: third.pageInfo.prevCursor!, limit: 2 }, portal.options);
    expect(names(back)).toEqual(['Invoice-Engine', 'ledger']);
    const start = await portal.client.queryEntities({ cursor: back.pageInfo.prevCursor!, limit: 2 }, portal.options);
    expect(names(start)).toEqual(['ada', 'grace']);
    expect(start.pageInfo.prevCursor).toBeUndefined();
    expect(start.pageInfo.nextCursor).toBeDefined();
  });

  test('entities that lack the order field are left out, of the count too', async () => {
    const { body } = await get('orderField=metadata.title,desc');
    expect(names(body)).toEqual(['Invoice-Engine']);
    expect(body.totalItems).toBe(1);
  });

  test('descending, with an offset, and only the first order counts', async () => {
    const { body } = await get(
      'filter=kind=component&orderField=metadata.name,desc&orderField=kind,asc&offset=1&limit=2',
    );
    expect(names(body)).toEqual(['lost', 'ledger']);
    expect(body.pageInfo.prevCursor).toBeDefined();
    expect(names((await get(`cursor=${encodeURIComponent(body.pageInfo.prevCursor!)}`)).body)).toEqual(['shop']);
  });

  test('no items are asked for: the total is told all the same', async () => {
    expect((await get('limit=0&filter=kind=component')).body).toEqual({ items: [], totalItems: 4, pageInfo: {} });
  });

  test('the total can be left out', async () => {
    const first = await portal.client.queryEntities({ totalItems: 'exclude', limit: 2 }, portal.options);
    expect(first.totalItems).toBe(0);
    expect(
      (await portal.client.queryEntities({ cursor: first.pageInfo.nextCursor!, limit: 2 }, portal.options)).totalItems,
    ).toBe(0);
    expect((await get('totalItems=maybe')).status).toBe(400);
  });

  test('text is searched in the fields given, and else in the order field', async () => {
    const found = async (request: object) => names(await portal.client.queryEntities(request, portal.options)).sort();
    expect(
      await found({ fullTextFilter: { term: ' PAID ', fields: ['metadata.description', 'metadata.name'] } }),
    ).toEqual(['ledger']);
    expect(
      await found({ fullTextFilter: { term: 'edge' }, orderFields: { field: 'metadata.name', order: 'asc' } }),
    ).toEqual(['ledger', 'ledger-db']);
    expect(await found({ fullTextFilter: { term: 'ledger' } })).toEqual([]);
    const first = await portal.client.queryEntities(
      { fullTextFilter: { term: 'e', fields: ['metadata.name'] }, limit: 1 },
      portal.options,
    );
    const second = await portal.client.queryEntities({ cursor: first.pageInfo.nextCursor! }, portal.options);
    expect(1 + second.items.length).toBe(first.totalItems);
  });

  test('a stream gives everything once', async () => {
    const pages: string[][] = [];
    for await (const page of portal.client.streamEntities(
      { pageSize: 4, fields: ['kind', 'metadata.name'] },
      portal.options,
    ))
      pages.push(page.map((entity) => entity.metadata.name));
    expect(pages.map((page) => page.length)).toEqual([4, 4, 3]);
    expect(new Set(pages.flat()).size).toBe(11);
    const asked: string[] = [];
    for await (const page of portal.client.streamEntities(
      { pageSize: 2, query: { kind: 'component' }, orderFields: { field: 'metadata.name', order: 'desc' } },
      portal.options,
    ))
      asked.push(...page.map((entity) => entity.metadata.name));
    expect(asked).toEqual(['shop', 'lost', 'ledger', 'Invoice-Engine']);
  });

  describe('cursors', () => {
    test('are base64 of JSON, with the key query exactly when the query was a predicate', async () => {
      const simple = (await get('limit=1&filter=kind=component')).body.pageInfo.nextCursor!;
      expect(decode(simple)).not.toHaveProperty('query');
      const predicate = (await post({ limit: 1, query: { kind: 'component' } })).body.pageInfo.nextCursor!;
      expect(decode(predicate)).toMatchObject({ query: { kind: 'component' } });
    });

    test('of both kinds are understood by both methods', async () => {
      const simple = (await get('limit=1&filter=kind=component&orderField=metadata.name')).body.pageInfo.nextCursor!;
      const predicate = (
        await post({ limit: 1, query: { kind: 'component' }, orderBy: [{ field: 'metadata.name', order: 'asc' }] })
      ).body.pageInfo.nextCursor!;
      for (const cursor of [simple, predicate]) {
        expect(names((await post({ cursor, limit: 2 })).body)).toEqual(['ledger', 'lost']);
        expect(names((await get(`cursor=${encodeURIComponent(cursor)}&limit=2`)).body)).toEqual(['ledger', 'lost']);
      }
    });

    test.each([
      'bm90IGpzb24=',
      'e30=',
      '%%%',
      Buffer.from('{"orderFields":[],"orderFieldValues":[1,2],"isPrevious":false,"totalItems":"include"}').toString(
        'base64',
      ),
    ])('%s is malformed', async (cursor) => {
      const { status, body } = await get(`cursor=${encodeURIComponent(cursor)}`);
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { error: { name: 'InputError', message: expect.stringContaining('Malformed cursor') as string } },
      });
    });

    test('may not be empty', async () => {
      expect(await post({ cursor: '' })).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining('Cursor cannot be empty') as string } },
      });
    });
  });

  describe('predicates', () => {
    const found = async (query: unknown) =>
      names((await post({ query, orderBy: [{ field: 'metadata.name', order: 'asc' }] })).body);

    test.each<[object, string[]]>([
      [{ kind: 'Component', 'spec.type': 'website' }, ['shop']],
      [{ $any: [{ kind: 'group' }, { 'metadata.name': 'ada' }] }, ['ada', 'payments']],
      [{ $all: [{ kind: 'component' }, { $not: { 'spec.lifecycle': 'production' } }] }, ['ledger']],
      [{ kind: { $in: ['system', 'group'] } }, ['billing', 'payments']],
      [{ 'metadata.name': { $hasPrefix: 'LED' } }, ['ledger', 'ledger-db']],
      [{ kind: 'component', 'metadata.tags': { $exists: false } }, ['lost', 'shop']],
      [{ 'metadata.tags': { $contains: 'Go' } }, ['ledger']],
      [{ relations: { $contains: { type: 'ownedBy', targetRef: 'user:default/ada' } } }, ['ledger']],
      [{ relations: { $contains: { type: 'memberOf' } } }, ['ada']],
      [
        {
          relations: {
            $contains: { type: 'partOf', targetRef: { $in: ['system:default/billing', 'domain:default/money'] } },
          },
        },
        ['billing', 'Invoice-Engine', 'invoices', 'ledger'],
      ],
      [{ $any: [] }, []],
    ])('%j', async (query, expected) => {
      expect(await found(query)).toEqual(expected);
    });

    test('nothing asked for is everything', async () => {
      expect((await post({ query: {} })).body.totalItems).toBe(11);
      expect((await post({ query: { $all: [] } })).body.totalItems).toBe(11);
      expect((await portal.call('POST', '/api/catalog/entities/by-query')).status).toBe(200);
    });

    test.each<[unknown, string]>([
      [[], 'must be an object'],
      ['kind', 'must be an object'],
      [{ kind: { $like: 'x' } }, 'Invalid query: '],
      [{ $nor: [] }, 'Invalid query: '],
      [{ $all: ['component'] }, 'Invalid query: '],
      [{ relations: { $contains: { targetRef: 'a' } } }, 'Invalid query: '],
      [{ relations: { $contains: { type: 'ownedBy', other: 1 } } }, 'Invalid query: '],
      [{ 'metadata.links': { $contains: { url: 'x' } } }, 'Invalid query: '],
    ])('%j is refused', async (query, message) => {
      const { status, body } = await post({ query });
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { error: { name: 'InputError', message: expect.stringContaining(message) as string } },
      });
    });
  });

  test.each([
    ['orderField=metadata.name,sideways', 'Invalid order field order, must be asc or desc'],
    ['limit=-1', 'Invalid limit'],
    ['limit=many', 'Invalid limit'],
    ['offset=1.5', 'Invalid offset'],
    ['fullText=x', "Unknown query parameter 'fullText'"],
  ])('%s is refused', async (query, message) => {
    const { status, body } = await get(query);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { name: 'InputError', message: expect.stringContaining(message) as string } },
    });
  });
});
