import type { Organisation } from './organisation.ts';

export interface Query {
  /** Last part of the ids of its measurements. */
  name: string;
  what: string;
  path: string;
}

/** What is asked of a portal under load: the requests behind its most visited views. */
export function queriesOf({ samples }: Organisation): Query[] {
  const list =
    '/api/catalog/entities/by-query?limit=20&filter=kind=component,spec.type=service&orderField=metadata.name,asc';
  return [
    { name: 'list', what: '20 services by name', path: list },
    { name: 'listText', what: 'the same with a text filter', path: `${list}&fullTextFilterTerm=pay` },
    {
      name: 'byName',
      what: 'one entity by name',
      path: `/api/catalog/entities/by-name/component/default/${samples.component}`,
    },
    {
      name: 'facets',
      what: 'counts by type',
      path: '/api/catalog/entity-facets?facet=spec.type&filter=kind=component',
    },
    {
      name: 'byOwner',
      what: 'components of an owner',
      path: `/api/catalog/entities?filter=kind=component,spec.owner=${samples.owner}`,
    },
    { name: 'search', what: 'search', path: '/api/search/query?term=payment' },
  ];
}
