/** The map of the software: domains, the systems in them, and what these are made of. */
import type { CatalogGraph } from '../catalog-graph.ts';
import { describe, type Described } from '../graph/describe.ts';
import { kindOf } from '../graph/walk.ts';
import { byRef, contents, countParts, partsOf, wholesOf, type Count } from './parts.ts';

/** Kinds that a system is made of; those of them that are part of nothing are listed apart. */
const partKinds = ['component', 'api', 'resource'];

export interface DomainItem extends Described {
  /** The domain that it is a part of. */
  parent?: string;
  /** Systems in it, also in the domains below it. */
  systems: number;
  /** What these systems are made of. */
  counts: Count[];
}

export interface SystemItem extends Described {
  counts: Count[];
  total: number;
  /** The first of its parts. */
  parts: Described[];
}

export interface Page<Item> {
  items: Item[];
  total: number;
}

export interface Range {
  offset: number;
  limit: number;
}

/** As many domains as an answer holds. */
const mostDomains = 1000;
const partsInSight = 12;

export interface DomainsAnswer extends Page<DomainItem> {
  /** What is in no domain, and what is part of nothing. */
  loose: { systems: number; counts: Count[] };
}

export function domains(graph: CatalogGraph): DomainsAnswer {
  const all = byRef(graph, graph.search('kind=domain'));
  return {
    items: all.slice(0, mostDomains).map((node) => domainItem(graph, node)),
    total: all.length,
    loose: { systems: looseSystems(graph).length, counts: countParts(graph, looseParts(graph)) },
  };
}

function domainItem(graph: CatalogGraph, node: number): DomainItem {
  const inside = contents(graph, node);
  const parent = wholesOf(graph, node).find((whole) => kindOf(graph, whole) === 'domain');
  return {
    ...describe(graph, node),
    ...(parent !== undefined && { parent: graph.ref(parent) }),
    systems: inside.filter((part) => kindOf(graph, part) === 'system').length,
    counts: countParts(
      graph,
      inside.filter((part) => !isContainer(graph, part)),
    ),
  };
}

/** Systems of a domain; those that are in none when it is left out. `undefined` for a domain that is not there. */
export function systemsOf(graph: CatalogGraph, domain: number | undefined, range: Range): Page<SystemItem> {
  const all =
    domain === undefined
      ? looseSystems(graph)
      : partsOf(graph, domain).filter((node) => kindOf(graph, node) === 'system');
  return page(byRef(graph, all), range, (node) => {
    const inside = contents(graph, node);
    const direct = sortedParts(graph, partsOf(graph, node));
    return {
      ...describe(graph, node),
      counts: countParts(graph, inside),
      total: direct.length,
      parts: direct.slice(0, partsInSight).map((part) => describe(graph, part)),
    };
  });
}

/** What is directly part of an entity, without systems and domains; what is part of nothing when it is left out. */
export function partsPage(graph: CatalogGraph, whole: number | undefined, range: Range): Page<Described> {
  const all =
    whole === undefined ? looseParts(graph) : partsOf(graph, whole).filter((node) => !isContainer(graph, node));
  return page(sortedParts(graph, all), range, (node) => describe(graph, node));
}

function looseSystems(graph: CatalogGraph): number[] {
  return graph.search('kind=system').filter((node) => wholesOf(graph, node).length === 0);
}

function looseParts(graph: CatalogGraph): number[] {
  return partKinds.flatMap((kind) => graph.search(`kind=${kind}`).filter((node) => wholesOf(graph, node).length === 0));
}

function isContainer(graph: CatalogGraph, node: number): boolean {
  return ['system', 'domain'].includes(kindOf(graph, node));
}

/** Components first, then APIs and resources, then what a company has added. */
function sortedParts(graph: CatalogGraph, nodes: readonly number[]): number[] {
  const place = (node: number) => {
    const at = partKinds.indexOf(kindOf(graph, node));
    return at === -1 ? partKinds.length : at;
  };
  return byRef(graph, nodes).sort((a, b) => place(a) - place(b));
}

function page<Item>(nodes: readonly number[], { offset, limit }: Range, item: (node: number) => Item): Page<Item> {
  return { items: nodes.slice(offset, offset + limit).map(item), total: nodes.length };
}
