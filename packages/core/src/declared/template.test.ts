import { describe, expect, test } from 'vitest';
import type { Entity } from '../entity.ts';
import { entityValue, parseTemplate, UnfitValue, renderHeader, renderText, renderUrl, urlProblem } from './template.ts';

const entity: Entity = {
  apiVersion: 'v1',
  kind: 'Component',
  metadata: {
    name: 'river',
    annotations: { 'example.org/id': 'a b&c=d#e/f', 'example.org/slug': 'nightjar/river' },
    labels: { tier: '1' },
  },
  spec: { owner: 'team-a', nested: { port: 8080 }, list: ['x'] },
};
const config: Record<string, string> = { base: 'https://status.example.org/api/', key: 's3cret' };

function valueOf({ from, path }: { from: string; path: string }): string | undefined {
  return from === 'config' ? config[path] : entityValue(entity, path);
}

function url(template: string, annotation?: string): string {
  return renderUrl(parseTemplate(template), (place) =>
    annotation !== undefined && place.path.startsWith('annotation.') ? annotation : valueOf(place),
  );
}

test('values of the entity are found by short paths, and nothing else is', () => {
  const values = ['name', 'namespace', 'kind', 'ref', 'title', 'label.tier', 'spec.owner', 'spec.nested.port'];
  expect(values.map((path) => entityValue(entity, path))).toEqual([
    'river',
    'default',
    'Component',
    'component:default/river',
    'river',
    '1',
    'team-a',
    '8080',
  ]);
  for (const path of ['annotation.constructor', 'spec.constructor.name', 'spec.list', 'spec.nested', 'label.x'])
    expect(entityValue(entity, path), path).toBeUndefined();
});

describe('a URL', () => {
  test('has each value encoded by where it stands', () => {
    expect(
      url('${config.base}/services/${entity.annotation.example.org/id}?q=${entity.annotation.example.org/id}'),
    ).toBe('https://status.example.org/api/services/a%20b%26c%3Dd%23e%2Ff?q=a%20b%26c%3Dd%23e%2Ff');
    expect(url('https://git.example.org/repos/${entity.annotation.example.org/slug | path}/runs')).toBe(
      'https://git.example.org/repos/nightjar/river/runs',
    );
    expect(url('https://p.example.org/q?query=up{x="${entity.annotation.a | quoted}"}', 'a"} or up{x="')).toContain(
      encodeURIComponent('a\\"} or up{x=\\"'),
    );
  });

  test.each([
    ['../../admin', 'https://h.example/a/..%2F..%2Fadmin/b'],
    ['x?admin=1', 'https://h.example/a/x%3Fadmin%3D1/b'],
    ['x#y', 'https://h.example/a/x%23y/b'],
    ['\\..\\x', 'https://h.example/a/%5C..%5Cx/b'],
    ['@evil.example', 'https://h.example/a/%40evil.example/b'],
    ['//evil.example', 'https://h.example/a/%2F%2Fevil.example/b'],
    ['a\r\nHost: evil', 'https://h.example/a/a%0D%0AHost%3A%20evil/b'],
    ['%2e%2e', 'https://h.example/a/%252e%252e/b'],
    ['\ud800', 'https://h.example/a/%EF%BF%BD/b'],
    ['${config.key}', 'https://h.example/a/%24%7Bconfig.key%7D/b'],
  ])('cannot be led elsewhere by %j', (value, expected) => {
    const rendered = url('https://h.example/a/${entity.annotation.x}/b', value);
    expect(rendered).toBe(expected);
    const { host, pathname, search } = new URL(rendered);
    expect([host, pathname.split('/').length, search]).toEqual(['h.example', 4, '']);
  });

  test.each(['..', '.', 'a/../..', 'a//b', '/', ' ', 'x'.repeat(2001)])('is not made with %j', (value) => {
    expect(() => url('https://h.example/a/${entity.annotation.x | path}/b', value)).toThrow(UnfitValue);
  });

  test('of a segment that is partly a value cannot climb either', () => {
    expect(() => url('https://h.example/a/.${entity.annotation.x}/b', '.')).toThrow('climbs');
    expect(() => url('https://h.example/a/%2e${entity.annotation.x}/b', '.')).toThrow('climbs');
  });

  test.each([
    'https://${entity.name}/x',
    '${entity.annotation.x}/x',
    'https://a.example.${config.base}/x',
    'https://a.example${entity.name}',
    'https://user@${config.base}/x',
    'https://user:pass@a.example/',
    '${config.base}.evil.example/x',
    '${config.base}${entity.name}',
    'ftp://a.example/x',
    'https://a.example/x#y',
    'https://a.example\\@evil.example/${entity.name}',
  ])('whose host could be of a value is refused: %s', (template) => {
    expect(urlProblem(parseTemplate(template))).toBeTypeOf('string');
  });

  test('begins with a setting only where that is a URL', () => {
    expect(() => renderUrl(parseTemplate('${config.key}/x'), valueOf)).toThrow('the setting key is no URL');
  });
});

test('a value that is not there is named, with its place', () => {
  expect(() => url('https://h.example/${entity.annotation.none}')).toThrow(
    expect.objectContaining({ isMissing: true, place: { from: 'entity', path: 'annotation.none' } }),
  );
});

test('a header cannot be ended by a value', () => {
  const header = parseTemplate('Bearer ${entity.annotation.x}');
  expect(renderHeader(header, () => 'abc')).toBe('Bearer abc');
  expect(() => renderHeader(header, () => 'abc\r\nx-admin: 1')).toThrow('ASCII');
});

test('other texts take values as they are', () => {
  expect(renderText(parseTemplate('${entity.title} of ${ entity.spec.owner }: $5 {x}'), valueOf)).toBe(
    'river of team-a: $5 {x}',
  );
});

test.each(['${env.HOME}', '${entity.metadata}', '${config}', '${entity.name', '${entity.name | html}', '${}'])(
  '%s is not understood',
  (text) => {
    expect(() => parseTemplate(text)).toThrow('${');
  },
);
