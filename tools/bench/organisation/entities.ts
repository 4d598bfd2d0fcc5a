import type { Entity, JsonObject } from '@callboard/core';
import { diceFor, type Dice } from './dice.ts';
import type { ComponentType, Names } from './names.ts';
import { goods, languages, subjects, tools, verbs } from './words.ts';

/** How an entity of each kind is written down. Every ref leads to something that is there. */
export interface Maker {
  company(): Entity;
  tribe(at: number): Entity;
  team(at: number): Entity;
  person(at: number): Entity;
  domain(at: number): Entity;
  system(at: number): Entity;
  component(type: ComponentType, at: number): Entity;
  api(at: number): Entity;
  resource(at: number): Entity;
}

const company = 'company';

export function createMaker(names: Names): Maker {
  const team = (dice: Dice) => ref('group', dice.pick(names.team));
  const system = (dice: Dice) => ref('system', dice.pick(names.system));

  function component(type: ComponentType, at: number): Entity {
    const name = names[type][at]!;
    const dice = diceFor(name);
    const language = dice.pick(languages);
    const provides = type === 'service' ? names.api.filter((_, api) => api % names.service.length === at) : [];
    return entity(
      'Component',
      name,
      {
        description: sentence(dice),
        ...(dice.roll(2) && { title: titleOf(name) }),
        labels: { tier: `tier-${dice.roll(4)}`, 'cost-centre': `cc-${100 + dice.roll(80)}` },
        annotations: {
          'example.org/pager': `rota-${dice.roll(names.team.length)}`,
          ...(dice.roll(5) < 2 && { 'backstage.io/techdocs-ref': 'dir:.' }),
        },
        tags: [...new Set([language, ...dice.some(tools, 3)])],
        links: [{ url: `https://dashboards.example.org/${name}`, title: 'Dashboard', icon: 'dashboard' }],
      },
      {
        type,
        lifecycle: dice.pick(['production', 'production', 'production', 'experimental', 'deprecated']),
        owner: team(dice),
        system: system(dice),
        dependsOn: dependenciesOf(type, dice).filter((other) => other !== ref('component', name)),
        ...(provides.length && { providesApis: provides.map((api) => ref('api', api)) }),
        ...(['service', 'website', 'mobile-feature'].includes(type) && {
          consumesApis: dice.some(names.api, 3).map((api) => ref('api', api)),
        }),
      },
    );
  }

  function dependenciesOf(type: ComponentType, dice: Dice): string[] {
    const resources = (most: number) => dice.some(names.resource, most).map((name) => ref('resource', name));
    const components = (of: ComponentType, most: number) =>
      dice.some(names[of], most).map((name) => ref('component', name));
    if (type === 'service') return [...components('service', 3), ...resources(2)];
    if (type === 'data-pipeline') return [...components('data-pipeline', 2), ...resources(1)];
    if (type === 'ml-model') return components('data-pipeline', 1);
    return type === 'library' ? [] : components('library', 2);
  }

  return {
    company: () =>
      entity('Group', company, {}, { type: 'company', profile: { displayName: 'The company' }, children: [] }),
    tribe: (at) => group(names.tribe[at]!, 'tribe', company),
    team: (at) => group(names.team[at]!, 'team', names.tribe[at % names.tribe.length]!),
    person: (at) => person(names.person[at]!, names.team[at % names.team.length]!),
    domain: (at) => withOwner('Domain', names.domain[at]!, (dice) => ({ owner: team(dice) })),
    system: (at) =>
      withOwner('System', names.system[at]!, (dice) => ({
        owner: team(dice),
        domain: ref('domain', names.domain[at % names.domain.length]!),
      })),
    component,
    api: (at) =>
      withOwner('API', names.api[at]!, (dice) => ({
        type: 'openapi',
        lifecycle: 'production',
        owner: team(dice),
        system: system(dice),
        definition: definitionOf(names.api[at]!, dice),
      })),
    resource: (at) =>
      withOwner('Resource', names.resource[at]!, (dice) => ({
        type: names.resource[at]!.split('-').at(-2)!,
        owner: team(dice),
        system: system(dice),
      })),
  };
}

function group(name: string, type: string, parent: string): Entity {
  const profile = { displayName: titleOf(name), email: `${name}@example.org` };
  return entity(
    'Group',
    name,
    { description: sentence(diceFor(name)) },
    { type, profile, parent: ref('group', parent), children: [] },
  );
}

function person(name: string, team: string): Entity {
  const profile = { displayName: titleOf(name.replace('.', '-')), email: `${name}@example.org` };
  return entity('User', name, {}, { profile, memberOf: [ref('group', team)] });
}

function withOwner(kind: string, name: string, specOf: (dice: Dice) => JsonObject): Entity {
  const dice = diceFor(name);
  return entity(kind, name, { description: sentence(dice), tags: dice.some(tools, 2) }, specOf(dice));
}

function entity(kind: string, name: string, metadata: JsonObject, spec: JsonObject): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec };
}

function ref(kind: string, name: string): string {
  return `${kind}:default/${name}`;
}

function titleOf(name: string): string {
  const words = name.split('-').slice(0, -1);
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ');
}

function sentence(dice: Dice): string {
  return `It ${dice.pick(verbs)} ${dice.pick(subjects)} ${dice.pick(goods)} for ${dice.pick(subjects)} and ${dice.pick(subjects)}, on ${dice.pick(tools)}.`;
}

/** An OpenAPI definition of one to two kilobytes. */
function definitionOf(name: string, dice: Dice): string {
  const noun = dice.pick(subjects);
  const answer = (schema: string) => [
    '      responses:',
    "        '200':",
    '          description: Found',
    '          content:',
    '            application/json:',
    `              schema: ${schema}`,
  ];
  const fields = Array.from(
    { length: 5 + dice.roll(8) },
    (_, at) => `        field${at}: { type: string, description: The ${dice.pick(subjects)} of this ${noun} }`,
  );
  return [
    'openapi: 3.1.0',
    'info:',
    `  title: ${titleOf(name)}`,
    `  version: ${1 + dice.roll(5)}.${dice.roll(20)}.0`,
    `  description: ${sentence(dice)}`,
    'paths:',
    `  /${noun}s:`,
    '    get:',
    `      summary: Every ${noun}`,
    ...answer(`{ type: array, items: { $ref: '#/components/schemas/${noun}' } }`),
    `  /${noun}s/{id}:`,
    '    get:',
    `      summary: One ${noun}`,
    '      parameters:',
    '        - { name: id, in: path, required: true, schema: { type: string } }',
    ...answer(`{ $ref: '#/components/schemas/${noun}' }`),
    'components:',
    '  schemas:',
    `    ${noun}:`,
    '      type: object',
    '      properties:',
    ...fields,
    '',
  ].join('\n');
}
