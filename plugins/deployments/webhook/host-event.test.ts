import { expect, test } from 'vitest';
import { githubEvent } from './github.ts';
import { gitlabEvent } from './gitlab.ts';
import { entitiesOf, versionOf, type HostEvent } from './host-event.ts';

test.each([
  ['what the pipeline says', 'blue', 'v1.0.0', 'blue'],
  ['a tag', undefined, 'v1.0.0', 'v1.0.0'],
  ['a whole tag', undefined, 'refs/tags/release-7', 'release-7'],
  ['not a branch', undefined, 'main', 'abcdef1'],
  ['not a branch of a fix', undefined, 'fix/sound', 'abcdef1'],
])('the version is %s', (_what, given, reference, expected) => {
  expect(versionOf(given, reference, 'abcdef1234567')).toBe(expected);
});

test('a repository with several entities deploys all of them; one that a deployment names is that one', () => {
  const graph = {
    node: () => undefined,
    isPresent: () => true,
    search: (filter: string) => (filter === 'metadata.annotations.github.com/project-slug=acme/mono' ? [1, 2] : []),
    ref: (node: number) => `component:default/n${node}`,
  };
  const event: HostEvent = { annotation: 'github.com/project-slug', slug: 'acme/mono', report: {} };
  expect(entitiesOf(event, { graph }).entityRefs).toEqual(['component:default/n1', 'component:default/n2']);
  expect(entitiesOf({ ...event, entityRef: 'component:x' }, { graph })).toEqual({ entityRefs: ['component:x'] });
  // What would be two conditions of a filter is no name of a repository.
  expect(entitiesOf({ ...event, slug: 'acme/mono,kind=user' }, { graph }).warning?.reason).toBe('repository-unknown');
});

const deployment = { id: 1, sha: 'a'.repeat(40), environment: 'production' };
const repository = { full_name: 'acme/drums' };

test.each([
  ['in_progress', 'running'],
  ['success', 'succeeded'],
  ['error', 'failed'],
  ['inactive', 'removed'],
  ['something new', 'pending'],
])('the status %s of GitHub is %s', (state, expected) => {
  const event = githubEvent('deployment_status', { deployment, deployment_status: { state }, repository });
  expect((event as HostEvent).report).toMatchObject({ state: expected, key: 'github:1' });
});

test('a payload that is text is read where it is JSON, and passed over where it is not', () => {
  const regionOf = (payload: unknown) =>
    (githubEvent('deployment', { deployment: { ...deployment, payload }, repository }) as HostEvent).report['region'];
  expect(regionOf('{"region":"eu"}')).toBe('eu');
  expect(regionOf('by hand')).toBeUndefined();
  expect(regionOf({ region: 7 })).toBeUndefined();
});

test('what is no deployment is left alone, and one that says too little is an error of input', () => {
  expect(githubEvent('push', {})).toContain('Only deployments');
  expect(gitlabEvent('Push Hook', {})).toContain('Only deployments');
  expect(() => githubEvent('deployment', { repository })).toThrow('what was deployed where');
  expect(() => gitlabEvent('Deployment Hook', {})).toThrow('what was deployed where');
});
