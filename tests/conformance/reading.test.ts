import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, startPortal, type ConformancePortal } from './portal.ts';

const all = [
  'api:default/invoices',
  'component:default/invoice-engine',
  'component:default/ledger',
  'component:default/lost',
  'component:web/shop',
  'group:default/payments',
  'location:default/organisation',
  'resource:default/ledger-db',
  'system:default/billing',
  'user:default/ada',
  'user:default/grace',
];

function refOf({ kind, metadata }: Entity): string {
  return `${kind}:${metadata.namespace}/${metadata.name}`.toLowerCase();
}
const refs = (items: (Entity | undefined)[]) => items.map((entity) => entity && refOf(entity)).sort();

describe.each(databases)('reading entities, on $name', ({ url: database }) => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal(database);
  });
  afterAll(async () => {
    await portal?.stop();
  });

  describe('one entity', () => {
    test('has everything that the server puts in', async () => {
      const entity = await portal.client.getEntityByRef('component:default/invoice-engine', portal.options);
      const location = `file:${portal.folder}/payments/catalog-info.yaml`;
      expect(entity).toEqual({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
          etag: expect.stringMatching(/^[0-9a-f]{40}$/),
          name: 'Invoice-Engine',
          namespace: 'default',
          title: 'Invoice engine',
          description: 'Turns orders into PDFs',
          tags: ['java', 'c++'],
          labels: { tier: 'gold' },
          annotations: {
            'example.org/pager': 'P42',
            'a.b/c': 'dotted',
            'backstage.io/managed-by-location': location,
            'backstage.io/managed-by-origin-location': `file:${portal.folder}`,
          },
          links: [{ url: 'https://grafana.example.org/d/1', title: 'Dash', icon: 'dashboard' }],
        },
        spec: {
          type: 'service',
          lifecycle: 'production',
          owner: 'payments',
          system: 'billing',
          providesApis: ['invoices'],
          dependsOn: ['component:ledger', 'resource:ledger-db'],
        },
        relations: [
          { type: 'dependsOn', targetRef: 'component:default/ledger' },
          { type: 'dependsOn', targetRef: 'resource:default/ledger-db' },
          { type: 'ownedBy', targetRef: 'group:default/payments' },
          { type: 'partOf', targetRef: 'system:default/billing' },
          { type: 'providesApi', targetRef: 'api:default/invoices' },
        ],
      });
    });

    test('resolves in any case, by name and by uid', async () => {
      const { body } = await portal.call('GET', '/api/catalog/entities/by-name/COMPONENT/Default/invoice-ENGINE');
      const entity = body as Entity;
      expect(refOf(entity)).toBe('component:default/invoice-engine');
      expect((await portal.call('GET', `/api/catalog/entities/by-uid/${entity.metadata.uid}`)).body).toEqual(entity);
    });

    test('lists the same relation once, whoever says it, and both directions', async () => {
      const group = await portal.client.getEntityByRef(
        { kind: 'Group', namespace: 'default', name: 'payments' },
        portal.options,
      );
      expect(group?.relations?.filter((relation) => relation.type === 'hasMember')).toEqual([
        { type: 'hasMember', targetRef: 'user:default/ada' },
      ]);
      expect(
        group?.relations?.filter((relation) => relation.type === 'ownerOf').map((relation) => relation.targetRef),
      ).toEqual([
        'api:default/invoices',
        'component:default/invoice-engine',
        'component:web/shop',
        'resource:default/ledger-db',
        'system:default/billing',
      ]);
    });

    test('that is not there is a 404 with the words that clients know', async () => {
      expect(await portal.client.getEntityByRef('component:default/nothing', portal.options)).toBeUndefined();
      expect(await portal.call('GET', '/api/catalog/entities/by-name/component/default/nothing')).toMatchObject({
        status: 404,
        body: {
          error: {
            name: 'NotFoundError',
            message: "No entity named 'nothing' found, with kind 'component' in namespace 'default'",
          },
          request: { method: 'GET', url: '/entities/by-name/component/default/nothing' },
          response: { statusCode: 404 },
        },
      });
      expect(await portal.call('GET', '/api/catalog/entities/by-uid/none')).toMatchObject({
        status: 404,
        body: { error: { message: 'No entity with uid none' } },
      });
    });

    test('has its placeholders filled in', async () => {
      const api = await portal.client.getEntityByRef('api:default/invoices', portal.options);
      expect(api?.spec?.definition).toContain('openapi: 3.1.0');
    });
  });

  describe('lists', () => {
    test('give everything without paging', async () => {
      const { items } = await portal.client.getEntities({}, portal.options);
      expect(refs(items)).toEqual(all);
    });

    test('page by offset and limit in the order of refs, with a link to the next page', async () => {
      const first = await portal.call(
        'GET',
        '/api/catalog/entities?limit=4&fields=kind,metadata.name&filter=kind=component&filter=kind=user',
      );
      expect((first.body as Entity[]).map((entity) => entity.metadata.name)).toEqual([
        'Invoice-Engine',
        'ledger',
        'lost',
        'shop',
      ]);
      expect(first.body[0]).toEqual({ kind: 'Component', metadata: { name: 'Invoice-Engine' } });
      const link = /^<(\/entities\?[^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1];
      expect(link).toMatch(/filter=kind%3Dcomponent&filter=kind%3Duser/);
      const second = await portal.call('GET', `/api/catalog${link}`);
      expect((second.body as Entity[]).map((entity) => entity.metadata.name)).toEqual(['ada', 'grace']);
      expect(second.headers.get('link')).toBeNull();
      const { items } = await portal.client.getEntities({ offset: 9, limit: 5 }, portal.options);
      expect(refs(items)).toEqual(all.slice(9));
    });

    test('order by several fields, with those that lack one at the end in both directions', async () => {
      const order = async (...orders: { field: string; order: 'asc' | 'desc' }[]) =>
        (
          await portal.client.getEntities({ order: orders, filter: { kind: ['component', 'api'] } }, portal.options)
        ).items.map((entity) => entity.metadata.name);
      expect(await order({ field: 'metadata.title', order: 'asc' })).toHaveLength(5);
      expect((await order({ field: 'metadata.title', order: 'asc' }))[0]).toBe('Invoice-Engine');
      expect((await order({ field: 'metadata.title', order: 'desc' }))[0]).toBe('Invoice-Engine');
      expect(await order({ field: 'kind', order: 'desc' }, { field: 'metadata.name', order: 'desc' })).toEqual([
        'shop',
        'lost',
        'ledger',
        'Invoice-Engine',
        'invoices',
      ]);
    });

    test.each([
      ['limit=0', 'Invalid limit, must be greater than zero'],
      ['order=sideways:kind', 'Invalid order parameter'],
      ['after=%20', 'Malformed cursor'],
      ['nonsense=1', "Unknown query parameter 'nonsense'"],
      ['filter=%3Dx', "Invalid filter, '=x' is not a valid statement (expected a string on the form a=b or a= or a)"],
      ['fields=a%5B0%5D', 'Invalid field "a[0]", array type fields are not supported'],
    ])('refuse %s', async (query, message) => {
      const { status, body } = await portal.call('GET', `/api/catalog/entities?${query}`);
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { error: { name: 'InputError', message: expect.stringContaining(message) as string } },
      });
    });
  });

  describe('filters', () => {
    test.each([
      [
        'kind=component,spec.type=service',
        ['component:default/invoice-engine', 'component:default/ledger', 'component:default/lost'],
      ],
      ['kind=user&filter=kind=group', ['group:default/payments', 'user:default/ada', 'user:default/grace']],
      ['kind=component,kind=user,spec.type=website', ['component:web/shop']],
      ['metadata.tags.java', ['component:default/invoice-engine']],
      ['metadata.tags=JAVA', ['component:default/invoice-engine']],
      ['metadata.tags.c%2B%2B', ['component:default/invoice-engine']],
      ['METADATA.annotations.EXAMPLE.org/pager', ['component:default/invoice-engine']],
      ['metadata.annotations.a.b/c=dotted', ['component:default/invoice-engine']],
      ['spec', []],
      ['metadata.annotations', []],
      ['relations.ownedBy=user:default/ada', ['component:default/ledger']],
      ['relations.memberof=group:default/payments', ['user:default/ada']],
      ['relations.hasPart', ['system:default/billing']],
      ['spec.profile.email=ada@example.org', ['user:default/ada']],
      ['metadata.namespace=web', ['component:web/shop']],
      ['metadata.tags,metadata.tags=go', ['component:default/ledger']],
      ['spec.definition', ['api:default/invoices']],
      ['metadata.title=', []],
      [',%20,', all],
      ['spec.children', []],
      ['status', []],
    ])('filter=%s', async (filter, expected) => {
      const { body } = await portal.call('GET', `/api/catalog/entities?filter=${filter}`);
      expect(refs(body)).toEqual(expected);
      const page = await portal.call('GET', `/api/catalog/entities/by-query?filter=${filter}&limit=0`);
      expect(page.body).toEqual({ items: [], totalItems: expected.length, pageInfo: {} });
    });

    test('a percent-encoded filter means the same, and so do the sets that the client builds', async () => {
      const encoded = await portal.call('GET', '/api/catalog/entities?filter=kind%3Dcomponent%2Cspec.type%3Dwebsite');
      expect(refs(encoded.body)).toEqual(['component:web/shop']);
      const { items } = await portal.client.getEntities(
        { filter: [{ kind: ['user', 'group'], 'spec.profile.email': CATALOG_FILTER_EXISTS }] },
        portal.options,
      );
      expect(refs(items)).toEqual(['group:default/payments', 'user:default/ada']);
    });

    test('fields are merged, may hold dots, and leave out what is not there', async () => {
      const { body } = await portal.call(
        'GET',
        '/api/catalog/entities?filter=kind=component,metadata.name=invoice-engine&fields=metadata.annotations.example.org/pager,spec.nothing&fields=relations,metadata.name',
      );
      expect(body).toEqual([
        {
          metadata: { annotations: { 'example.org/pager': 'P42' }, name: 'Invoice-Engine' },
          relations: expect.any(Array) as unknown[],
        },
      ]);
      const { items } = await portal.client.getEntities(
        { fields: ['spec.lifecycle'], filter: { kind: 'user' } },
        portal.options,
      );
      expect(items).toEqual([{}, {}]);
    });
  });

  describe('batches', () => {
    test('keep order and length, with null for what is unknown or filtered out', async () => {
      const wanted = ['user:default/ada', 'user:default/nobody', 'component:default/ledger', 'user:default/ada'];
      const { items } = await portal.client.getEntitiesByRefs(
        { entityRefs: wanted, fields: ['metadata.name'] },
        portal.options,
      );
      expect(items).toEqual([
        { metadata: { name: 'ada' } },
        undefined,
        { metadata: { name: 'ledger' } },
        { metadata: { name: 'ada' } },
      ]);
      const filtered = await portal.client.getEntitiesByRefs(
        { entityRefs: wanted, filter: { kind: 'component' } },
        portal.options,
      );
      expect(refs(filtered.items)).toEqual(['component:default/ledger', undefined, undefined, undefined]);
      const asked = await portal.client.getEntitiesByRefs(
        { entityRefs: wanted, query: { kind: 'user' }, filter: { 'metadata.name': 'ada' } },
        portal.options,
      );
      expect(asked.items.map((entity) => entity?.metadata.name)).toEqual(['ada', undefined, undefined, 'ada']);
    });

    test('of many thousand refs work', async () => {
      const entityRefs = Array.from({ length: 3000 }, (_, at) =>
        at === 2999 ? 'user:default/ada' : `component:default/none-${at}`,
      );
      const { items } = await portal.client.getEntitiesByRefs({ entityRefs }, portal.options);
      expect(items).toHaveLength(3000);
      expect(items.at(-1)?.metadata.name).toBe('ada');
    });

    test('refuse what is no list of refs', async () => {
      const { status, body } = await portal.call('POST', '/api/catalog/entities/by-refs', { refs: [] });
      expect({ status, body }).toMatchObject({
        status: 400,
        body: {
          error: {
            name: 'InputError',
            message: expect.stringContaining(
              'Malformed request body (did you remember to specify an application/json content type?), ',
            ) as string,
          },
        },
      });
    });
  });

  describe('facets', () => {
    test('count with the case of the values kept, by value', async () => {
      const { facets } = await portal.client.getEntityFacets(
        { facets: ['kind', 'metadata.tags', 'spec.nothing', 'relations.ownedBy', 'spec.definition'] },
        portal.options,
      );
      expect(facets).toEqual({
        kind: [
          { value: 'API', count: 1 },
          { value: 'Component', count: 4 },
          { value: 'Group', count: 1 },
          { value: 'Location', count: 1 },
          { value: 'Resource', count: 1 },
          { value: 'System', count: 1 },
          { value: 'User', count: 2 },
        ],
        'metadata.tags': [
          { value: 'c++', count: 1 },
          { value: 'go', count: 1 },
          { value: 'java', count: 1 },
        ],
        'spec.nothing': [],
        'relations.ownedBy': [
          { value: 'group:default/payments', count: 5 },
          { value: 'group:default/paymets', count: 1 },
          { value: 'user:default/ada', count: 1 },
        ],
        'spec.definition': [],
      });
    });

    test('count under filters and predicates', async () => {
      const filtered = await portal.client.getEntityFacets(
        { facets: ['spec.type'], filter: { kind: 'component' } },
        portal.options,
      );
      expect(filtered.facets['spec.type']).toEqual([
        { value: 'service', count: 3 },
        { value: 'website', count: 1 },
      ]);
      const asked = await portal.client.getEntityFacets(
        { facets: ['kind'], query: { $not: { kind: 'component' } }, filter: { 'spec.owner': 'payments' } },
        portal.options,
      );
      expect(asked.facets.kind).toEqual([
        { value: 'API', count: 1 },
        { value: 'Resource', count: 1 },
        { value: 'System', count: 1 },
      ]);
    });

    test('need at least one field', async () => {
      expect((await portal.call('GET', '/api/catalog/entity-facets')).status).toBe(400);
      expect((await portal.call('GET', '/api/catalog/entity-facets?facet=')).status).toBe(400);
      expect(await portal.call('POST', '/api/catalog/entity-facets', { facets: [] })).toMatchObject({
        status: 400,
        body: { error: { message: 'Missing or empty facets parameter' } },
      });
    });
  });

  test('nothing is told without a token, or with a wrong one', async () => {
    for (const authorization of ['', 'Bearer wrong-token-altogether']) {
      const { status, body } = await portal.call('GET', '/api/catalog/entities', undefined, { authorization });
      expect({ status, body }).toMatchObject({
        status: 401,
        body: {
          error: { name: 'AuthenticationError' },
          request: { method: 'GET', url: '/entities' },
          response: { statusCode: 401 },
        },
      });
    }
  });

  test('an unknown route is an empty 404', async () => {
    expect(await portal.call('GET', '/api/catalog/nothing')).toMatchObject({ status: 404, body: '' });
  });

  test('ancestry names the entity first, then the Locations that led to it', async () => {
    const { rootEntityRef, items } = await portal.client.getEntityAncestors(
      { entityRef: 'group:default/payments' },
      portal.options,
    );
    expect(rootEntityRef).toBe('group:default/payments');
    expect(items.map(({ entity, parentEntityRefs }) => [refOf(entity), parentEntityRefs])).toEqual([
      ['group:default/payments', ['location:default/organisation']],
      ['location:default/organisation', []],
    ]);
    expect(await portal.call('GET', '/api/catalog/entities/by-name/user/default/nobody/ancestry')).toMatchObject({
      status: 404,
      body: { error: { message: 'No such entity user:default/nobody' } },
    });
  });
});
