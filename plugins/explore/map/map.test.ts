import { expect, test } from 'vitest';
import { memoryGraph, refOf } from '../graph/memory-graph.fixture.ts';
import { domains, partsPage, systemsOf } from './domains.ts';
import { groups } from './groups.ts';

const range = { offset: 0, limit: 50 };

const software = memoryGraph(
  `
  system:checkout partOf/hasPart domain:money
  domain:refunds partOf/hasPart domain:money
  system:returns partOf/hasPart domain:refunds
  till partOf/hasPart system:checkout
  till-web partOf/hasPart system:checkout
  till-print partOf/hasPart till
  api:till partOf/hasPart system:checkout
  returner partOf/hasPart system:returns
  lost partOf/hasPart system:gone
  system:adrift ownedBy/ownerOf group:crew
`,
  {
    'domain:money': { 'metadata.title': 'Money' },
    'domain:refunds': {},
    'system:checkout': {},
    'system:returns': {},
    'system:adrift': {},
    'api:till': { 'spec.type': 'openapi' },
    till: { 'spec.type': 'service' },
    'till-web': { 'spec.type': 'website' },
    'till-print': { 'spec.type': 'service' },
    returner: { 'spec.type': 'Service' },
    lost: { 'spec.type': 'service' },
    'group:crew': {},
  },
);

test('a domain counts what is in it at any depth, components by type', () => {
  const { items, total } = domains(software);
  expect(total).toBe(2);
  expect(items[0]).toMatchObject({
    ref: refOf('domain:money'),
    title: 'Money',
    systems: 2,
    counts: [
      { kind: 'component', type: 'service', count: 3 },
      { kind: 'api', count: 1 },
      { kind: 'component', type: 'website', count: 1 },
    ],
  });
  expect(items[1]).toMatchObject({ ref: refOf('domain:refunds'), parent: refOf('domain:money'), systems: 1 });
});

test('what is in no domain or system is listed, also when the one that it names is not there', () => {
  expect(domains(software).loose).toEqual({ systems: 1, counts: [{ kind: 'component', type: 'service', count: 1 }] });
  expect(systemsOf(software, undefined, range).items.map(({ ref }) => ref)).toEqual([refOf('system:adrift')]);
  expect(partsPage(software, undefined, range).items.map(({ ref }) => ref)).toEqual([refOf('lost')]);
});

test('systems come by pages, with their own parts in reading order', () => {
  const { items, total } = systemsOf(software, software.node(refOf('domain:money')), range);
  expect(total).toBe(1);
  expect(items[0]!.parts.map(({ ref }) => ref)).toEqual([refOf('till'), refOf('till-web'), refOf('api:till')]);
  const checkout = software.node(refOf('system:checkout'));
  expect(partsPage(software, checkout, { offset: 1, limit: 1 })).toMatchObject({
    total: 3,
    items: [{ ref: refOf('till-web'), type: 'website' }],
  });
});

test('domains that are parts of each other are still on the map', () => {
  const round = memoryGraph('domain:a partOf/hasPart domain:b\ndomain:b partOf/hasPart domain:a');
  expect(domains(round).items.map(({ ref }) => ref)).toEqual([refOf('domain:a'), refOf('domain:b')]);
});

test('a group counts its own, and each person and thing once with all groups below', () => {
  const graph = memoryGraph(
    `
    group:crew childOf/parentOf group:all
    group:all parentOf/childOf group:crew
    group:deck childOf/parentOf group:crew
    user:ada memberOf/hasMember group:crew
    user:ada memberOf/hasMember group:deck
    group:deck hasMember/memberOf user:bo
    user:gone memberOf/hasMember group:deck
    ship ownedBy/ownerOf group:deck
    sail ownedBy/ownerOf group:crew
  `,
    {
      'group:all': {},
      'group:crew': { 'spec.lead': 'ada' },
      'group:deck': { 'spec.lead': 'not a reference' },
      'user:ada': {},
      'user:bo': {},
      ship: {},
      sail: {},
    },
  );
  const { items } = groups(graph);
  expect(items).toMatchObject([
    { ref: refOf('group:all'), members: 0, allMembers: 2, owned: 0, allOwned: 2 },
    { ref: refOf('group:crew'), parent: refOf('group:all'), members: 1, allMembers: 2, owned: 1, allOwned: 2 },
    { ref: refOf('group:deck'), parent: refOf('group:crew'), members: 2, allMembers: 2, owned: 1, allOwned: 1 },
  ]);
  expect(items.map(({ lead }) => lead)).toEqual([undefined, refOf('user:ada'), undefined]);
  expect(items[0]!.parent).toBeUndefined();
});

test('groups that are each other’s parents stay in the tree', () => {
  const graph = memoryGraph(`
    group:a childOf/parentOf group:b
    group:b childOf/parentOf group:c
    group:c childOf/parentOf group:b
    group:d childOf/parentOf group:d
  `);
  const { items } = groups(graph);
  const parents = Object.fromEntries(items.map(({ ref, parent }) => [ref, parent]));
  expect(parents).toEqual({
    [refOf('group:a')]: refOf('group:b'),
    [refOf('group:b')]: undefined,
    [refOf('group:c')]: refOf('group:b'),
    [refOf('group:d')]: undefined,
  });
});
