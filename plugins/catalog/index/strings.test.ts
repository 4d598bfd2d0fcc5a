import { expect, test } from 'vitest';
import { StringTable } from './strings.ts';

test('every text comes back as it went in, under one number', () => {
  const table = new StringTable();
  const texts = [
    '',
    'a',
    'A',
    'ünï',
    'ÜNÏ',
    'İstanbul',
    '漢字',
    '😀 and more',
    '\ud800 alone',
    'ÿ',
    'Ā',
    'x'.repeat(10_000),
  ];
  for (let at = 0; at < 3000; at++) texts.push(`Component-${at}`);
  const ids = texts.map((text) => table.intern(text));
  expect(new Set(ids).size).toBe(texts.length);
  expect(ids.map((id) => table.text(id))).toEqual(texts);
  expect(texts.map((text) => table.intern(text))).toEqual(ids);
  expect(texts.map((text) => table.find(text))).toEqual(ids);
  expect(ids.map((id) => table.lowerText(id))).toEqual(texts.map((text) => text.toLowerCase()));
});

test('what was never put in is not found', () => {
  const table = new StringTable();
  table.intern('Web');
  expect([table.find('WEB'), table.find('we'), table.find('')]).toEqual([0, 0, 0]);
  expect(table.find('web')).toBeGreaterThan(0);
});
