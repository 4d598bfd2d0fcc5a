import { expect, test } from 'vitest';
import { byEnvironment, placeName } from './place-name.ts';

test('production comes first, what leads there next', () => {
  const names = ['dev', 'zebra', 'staging', 'alpha', 'Production'];
  expect(names.sort(byEnvironment)).toEqual(['Production', 'staging', 'dev', 'alpha', 'zebra']);
});

test('a place without a region goes by its environment', () => {
  expect(placeName({ environment: 'production', region: '' })).toBe('production');
  expect(placeName({ environment: 'production', region: 'eu' })).toBe('production, eu');
});
