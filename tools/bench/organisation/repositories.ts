import type { Entity } from '@callboard/core';
import { createMaker } from './entities.ts';
import type { ComponentType, Names } from './names.ts';

export interface MadeRepository {
  name: string;
  entities: Entity[];
}

/** Repositories that hold several components, as such code is kept: so many in each. */
const together: readonly [ComponentType, number][] = [
  ['data-pipeline', 4],
  ['ml-model', 5],
  ['mobile-feature', 10],
];

/** Everything of the organisation, each entity in the repository of who describes it. */
export function makeRepositories(names: Names): MadeRepository[] {
  const make = createMaker(names);
  /** Places of those that belong to the owner at `at`, when they are dealt out in turn. */
  const dealt = (all: readonly unknown[], owners: readonly unknown[], at: number) =>
    [...all.keys()].filter((place) => place % owners.length === at);
  return [
    { name: 'org-company', entities: [make.company()] },
    ...names.tribe.map((name, at) => ({ name: `org-${name}`, entities: [make.tribe(at)] })),
    ...names.team.map((name, at) => ({
      name: `team-${name}`,
      entities: [make.team(at), ...dealt(names.person, names.team, at).map(make.person)],
    })),
    ...names.domain.map((name, at) => ({
      name,
      entities: [make.domain(at), ...dealt(names.system, names.domain, at).map(make.system)],
    })),
    ...names.service.map((name, at) => ({
      name,
      entities: [
        make.component('service', at),
        ...dealt(names.api, names.service, at).map(make.api),
        ...dealt(names.resource, names.service, at).map(make.resource),
      ],
    })),
    ...(['website', 'library'] as const).flatMap((type) =>
      names[type].map((name, at) => ({ name, entities: [make.component(type, at)] })),
    ),
    ...together.flatMap(([type, size]) =>
      Array.from({ length: Math.ceil(names[type].length / size) }, (_, group) => ({
        name: `${type}s-${String(group).padStart(4, '0')}`,
        entities: names[type]
          .slice(group * size, (group + 1) * size)
          .map((_name, at) => make.component(type, group * size + at)),
      })),
    ),
  ];
}
