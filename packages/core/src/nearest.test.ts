import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test.each([
  ['subComponentOf', 'subcomponentOf'],
  ['providesApi', 'providesApis'],
  ['dependOn', 'dependsOn'],
  ['lifecyle', 'lifecycle'],
  ['metdata', 'metadata'],
])('%s is meant as %s', (word, meant) => {
  expect(
    nearest(word, ['subcomponentOf', 'providesApis', 'consumesApis', 'dependsOn', 'lifecycle', 'metadata', 'owner'])[0],
  ).toBe(meant);
});

test('words that have little in common are not proposed', () => {
  expect(nearest('team', ['owner', 'type', 'system'])).toEqual([]);
  expect(nearest('id', ['name', 'uid2', 'kind'])).toEqual([]);
});

test('gives the nearest first, at most so many, and never the word itself', () => {
  expect(nearest('playlist-api', ['playlist-apis', 'playlist-api', 'playlists-apis', 'payments'], 2)).toEqual([
    'playlist-apis',
    'playlists-apis',
  ]);
});
