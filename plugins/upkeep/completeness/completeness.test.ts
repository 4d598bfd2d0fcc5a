import type { Contributed, Entity } from '@callboard/plugin/server';
import { describe, expect, test } from 'vitest';
import { completenessOf } from './completeness.ts';
import { featuresOf } from './features.ts';

const service: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'drums',
    description: 'Keeps the beat of every song.',
    tags: ['go'],
    annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
    links: [
      { url: 'https://docs.nightjar.dev/runbook', title: 'Runbook', type: 'runbook' },
      { url: 'https://grafana.nightjar.dev', type: 'dashboard' },
    ],
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'rhythm', system: 'band' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/rhythm' },
    { type: 'partOf', targetRef: 'system:default/band' },
  ],
};

const missing = (entity: Entity) =>
  completenessOf(entity)
    .fields.filter(({ isThere }) => !isThere)
    .map(({ id }) => id);

describe('how complete a description is', () => {
  test('a service with everything that readers want is whole', () => {
    expect(completenessOf(service)).toMatchObject({ score: 100 });
  });

  test('what is missing lowers it, and comes with the lines to add', () => {
    const poor = { ...service, metadata: { name: 'drums', description: 'Drums.' } };
    expect(missing(poor)).toEqual(['description', 'tags', 'runbook', 'dashboard', 'docs']);
    const { score, fields } = completenessOf(poor);
    expect(score).toBeLessThan(50);
    expect(fields.find(({ id }) => id === 'docs')?.missing?.yaml).toBe(
      'metadata:\n  annotations:\n    backstage.io/techdocs-ref: dir:.',
    );
  });

  test('only what fits the kind is asked for', () => {
    const library = { ...service, metadata: { name: 'x' }, spec: { type: 'library' }, relations: [] };
    expect(missing(library)).not.toContain('runbook');
    const person: Entity = { ...service, kind: 'User', metadata: { name: 'ada' }, spec: {}, relations: [] };
    expect(missing(person)).toEqual(['email']);
    expect(completenessOf({ ...person, kind: 'Location' }).score).toBe(100);
  });
});

describe('features', () => {
  const declared = [
    { name: 'example.org/builds', feature: 'Builds', appliesTo: 'kind=component' },
    { name: 'backstage.io/techdocs-ref', feature: 'Docs', appliesTo: undefined },
    { name: 'example.org/team', feature: 'Team', appliesTo: 'kind=group' },
  ].map(({ name, feature, appliesTo }) => ({
    plugin: 'tools',
    contribution: { name, feature, description: feature, example: 'drums', appliesTo },
    load: async () => undefined,
  })) satisfies Contributed<'annotations'>[];

  test('are set up where their annotation is there, come with the line to add where not, and absent where they do not apply', () => {
    expect(featuresOf(service, declared).map(({ feature, value, yaml }) => [feature, value, yaml])).toEqual([
      ['Docs', 'dir:.', 'metadata:\n  annotations:\n    backstage.io/techdocs-ref: drums'],
      ['Builds', undefined, 'metadata:\n  annotations:\n    example.org/builds: drums'],
    ]);
  });
});
