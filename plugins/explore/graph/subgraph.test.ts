import { expect, test } from 'vitest';
import type { CatalogGraph } from '../catalog-graph.ts';
import { memoryGraph, refOf } from './memory-graph.fixture.ts';
import { mostNodes, subgraph, type GraphAnswer, type SubgraphOptions } from './subgraph.ts';

interface Asked extends Partial<Omit<SubgraphOptions, 'roots' | 'kinds' | 'relations'>> {
  kinds?: string[];
  relations?: string[];
}

function ask(graph: CatalogGraph, root: string, { kinds = [], relations = [], ...rest }: Asked = {}): GraphAnswer {
  return subgraph(graph, {
    roots: [graph.node(refOf(root))!],
    depth: 1,
    limit: 500,
    flow: 'both',
    simplify: false,
    kinds: new Set(kinds),
    relations: new Set(relations),
    ...rest,
  });
}

const short = (ref: string) => ref.replace('component:', '').replace('default/', '');
const names = ({ nodes }: GraphAnswer) => nodes.map(({ ref }) => short(ref));
const lines = ({ edges }: GraphAnswer) =>
  edges.map(({ source, type, target }) => `${short(source)} ${type} ${short(target)}`);

const chain = memoryGraph(`
  a dependsOn/dependencyOf b
  b dependsOn/dependencyOf c
  c dependsOn/dependencyOf d
  d dependsOn/dependencyOf a
  a ownedBy/ownerOf group:crew
  c ownedBy/ownerOf group:crew
`);

test('a walk goes both ways, step by step, and says how far each entity is', () => {
  const one = ask(chain, 'a');
  expect(names(one)).toEqual(['a', 'b', 'd', 'group:crew']);
  expect(one.nodes.map(({ distance }) => distance)).toEqual([0, 1, 1, 1]);
  expect(lines(one)).toEqual(['a dependsOn b', 'a ownedBy group:crew', 'd dependsOn a']);
});

test('a cycle ends the walk, and every line of it is there once', () => {
  const all = ask(chain, 'a', { depth: Infinity });
  expect(names(all)).toEqual(['a', 'b', 'd', 'group:crew', 'c']);
  expect(lines(all)).toHaveLength(6);
  expect(all.cut).toEqual({ nodes: 0, beyond: 0, filtered: 0, filteredEdges: 0, simplifiedEdges: 0, edges: 0 });
});

test('an entity that points at itself has one line', () => {
  expect(lines(ask(memoryGraph('a dependsOn/dependencyOf a'), 'a'))).toEqual(['a dependsOn a']);
});

test('what two files say from both ends is one line', () => {
  const graph = memoryGraph(`
    user:ada memberOf/hasMember group:crew
    group:crew hasMember/memberOf user:ada
    group:crew hasMember/memberOf user:bo
    group:all parentOf/childOf group:crew
  `);
  expect(lines(ask(graph, 'group:crew'))).toEqual([
    'group:crew childOf group:all',
    'user:ada memberOf group:crew',
    'user:bo memberOf group:crew',
  ]);
});

test('two relations between the same two entities are two lines', () => {
  const graph = memoryGraph(`
    a providesApi/apiProvidedBy api:x
    a consumesApi/apiConsumedBy api:x
  `);
  expect(lines(ask(graph, 'a'))).toEqual(['a providesApi api:x', 'a consumesApi api:x']);
});

test('what lies one step further is counted, and each entity says how many neighbours are not shown', () => {
  const one = ask(chain, 'a');
  expect(one.cut.beyond).toBe(1);
  expect(one.nodes.map(({ hidden }) => hidden)).toEqual([0, 1, 1, 1]);
});

test('more than asked for is cut at the far end, and said', () => {
  const cut = ask(chain, 'a', { depth: Infinity, limit: 3 });
  expect(names(cut)).toEqual(['a', 'b', 'd']);
  expect([cut.total, cut.cut.nodes]).toEqual([5, 2]);
  expect(lines(cut)).toEqual(['a dependsOn b', 'd dependsOn a']);
});

test('no answer holds more than the most, whatever is asked for', () => {
  const star = memoryGraph(
    Array.from({ length: mostNodes + 10 }, (_, at) => `a dependsOn/dependencyOf n${at}`).join('\n'),
  );
  const { nodes, total, cut } = ask(star, 'a', { limit: 1e9 });
  expect([nodes.length, total, cut.nodes]).toEqual([mostNodes, mostNodes + 11, 11]);
});

test('kinds keep others out, also as a way through; their counts are those without the filter', () => {
  const kept = ask(chain, 'a', { kinds: ['group'], depth: 2 });
  expect(names(kept)).toEqual(['a', 'group:crew']);
  expect(kept.cut.filtered).toBe(3);
  // What lies beyond the depth would not be there without the filter either.
  expect(ask(chain, 'a', { kinds: ['group'] }).cut.filtered).toBe(2);
  expect(kept.facets.kinds).toEqual([
    { kind: 'component', count: 4 },
    { kind: 'group', count: 1 },
  ]);
});

test('a relation can be named from either end; lines of others between what is shown are counted', () => {
  const graph = memoryGraph(`
    a dependsOn/dependencyOf b
    b ownedBy/ownerOf a
    b ownedBy/ownerOf group:crew
  `);
  for (const name of ['dependsOn', 'dependencyOf']) {
    const kept = ask(graph, 'a', { relations: [name], depth: 2 });
    expect(lines(kept)).toEqual(['a dependsOn b']);
    expect([kept.cut.filtered, kept.cut.filteredEdges]).toEqual([1, 1]);
    expect(kept.facets.relations).toEqual([
      { type: 'dependsOn', reverse: 'dependencyOf', count: 1 },
      { type: 'ownedBy', reverse: 'ownerOf', count: 2 },
    ]);
  }
});

test('a walk can follow lines one way alone', () => {
  expect(names(ask(chain, 'a', { flow: 'out', depth: 2, relations: ['dependsOn'] }))).toEqual(['a', 'b', 'c']);
  expect(names(ask(chain, 'a', { flow: 'in', depth: 2, relations: ['dependsOn'] }))).toEqual(['a', 'd', 'c']);
});

test('a simplified graph has the lines by which entities were reached, and counts the others', () => {
  const simple = ask(chain, 'a', { depth: Infinity, simplify: true });
  expect(lines(simple)).toEqual(['a dependsOn b', 'a ownedBy group:crew', 'b dependsOn c', 'd dependsOn a']);
  expect(simple.cut.simplifiedEdges).toBe(2);
});

test('what is pointed at and not there is said to be missing; others tell what they are', () => {
  const graph = memoryGraph('a dependsOn/dependencyOf gone\na ownedBy/ownerOf group:crew', {
    a: { 'metadata.title': 'A', 'spec.type': 'service', 'spec.lifecycle': 'production' },
    'group:crew': { 'spec.profile.displayName': 'The crew' },
  });
  expect(ask(graph, 'a').nodes).toEqual([
    {
      ref: 'component:default/a',
      kind: 'component',
      distance: 0,
      hidden: 0,
      title: 'A',
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/crew',
      ownerTitle: 'The crew',
    },
    { ref: 'component:default/gone', kind: 'component', distance: 1, hidden: 0, missing: true },
    { ref: 'group:default/crew', kind: 'group', distance: 1, hidden: 0, title: 'The crew' },
  ]);
});
