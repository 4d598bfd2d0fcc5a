import { expect, test } from 'vitest';
import { checkGlobs, createMatcher, isGlob, isReachable } from './globs.ts';

test('globs match at any depth, in hidden folders too, and exclusions win', () => {
  const matcher = createMatcher(['**/*.yaml', '**/*.yml'], ['legacy/**']);
  for (const path of ['a.yaml', 'a/b/c.yml', '.github/catalog.yaml', '.hidden.yaml'])
    expect(matcher.matches(path), path).toBe(true);
  for (const path of ['a.yaml.txt', 'legacy/a.yaml', 'legacy/b/c.yml']) expect(matcher.matches(path), path).toBe(false);
});

test('what tools make is not looked into, unless a glob names its folder', () => {
  const usual = createMatcher(['**/*.yaml'], []);
  expect(isReachable('services/node_modules/x/catalog-info.yaml', usual)).toBe(false);
  expect(isReachable('a/b/catalog-info.yaml', usual)).toBe(true);
  const named = createMatcher(['build/**/*.yaml', '.git/**'], []);
  expect(isReachable('build/a.yaml', named)).toBe(true);
  expect(isReachable('dist/a.yaml', named)).toBe(false);
  expect(isReachable('.git/a.yaml', named)).toBe(false);
});

test('characters that mean something in regular expressions are plain', () => {
  expect(createMatcher(['docs (old)/*.yaml'], []).matches('docs (old)/a.yaml')).toBe(true);
  expect(createMatcher(['c++/*.yaml'], []).matches('c++/a.yaml')).toBe(true);
  expect(createMatcher(['!a.yaml'], []).matches('b.yaml')).toBe(false);
});

test('a glob made to take for ever matches nothing, quickly', () => {
  const name = `${'a'.repeat(250)}b`;
  for (const glob of [`${'*a'.repeat(30)}c`, `${'**/'.repeat(30)}c`, '+(a+)+c', '(a+)+c', `@(${'a*|'.repeat(20)}x)c`]) {
    expect(createMatcher([glob], []).matches(name), glob).toBe(false);
    expect(createMatcher([glob], []).matches(`${name}/`.repeat(10)), glob).toBe(false);
  }
});

test('in a configuration such a glob is an error', () => {
  expect(() => checkGlobs(['*a'.repeat(30)])).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  expect(() => checkGlobs([''])).toThrow('not usable');
  checkGlobs(['**/*.yaml', 'teams/{a,b}/*.yml']);
});

test('tells globs from paths', () => {
  expect(['*.yaml', 'a/**/b.yaml', 'a/{b,c}.yaml'].every(isGlob)).toBe(true);
  expect(['a.yaml', './a/b.yaml', '../x'].some(isGlob)).toBe(false);
});
