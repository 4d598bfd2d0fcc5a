import { expect, test } from 'vitest';
import { parseInline, parseMarkdown } from './markdown.ts';

test('notes are read as blocks', () => {
  const text = '# Runbook\n\nCall **Ada**\nfirst.\n\n- one\n  more\n- two\n\n> quiet\n\n```\n# code\n```\n---\n1. a';
  expect(parseMarkdown(text)).toEqual([
    { type: 'heading', level: 1, children: ['Runbook'] },
    { type: 'paragraph', children: ['Call ', { type: 'strong', children: ['Ada'] }, ' first.'] },
    { type: 'list', ordered: false, items: [['one more'], ['two']] },
    { type: 'quote', children: ['quiet'] },
    { type: 'code', text: '# code' },
    { type: 'rule' },
    { type: 'list', ordered: true, items: [['a']] },
  ]);
});

test('links are found, in brackets and bare, without the full stop after them', () => {
  expect(parseInline('see [docs](https://d.example/a) or https://x.example/b.')).toEqual([
    'see ',
    { type: 'link', url: 'https://d.example/a', children: ['docs'] },
    ' or ',
    { type: 'link', url: 'https://x.example/b', children: ['https://x.example/b'] },
    '.',
  ]);
});

test('HTML stays text', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { type: 'paragraph', children: ['<img src=x onerror=alert(1)>'] },
  ]);
});

test('what is left open is text to the end, and a hostile text ends', () => {
  expect(parseMarkdown('```\ncode')).toEqual([{ type: 'code', text: 'code' }]);
  for (const text of ['*'.repeat(50_000), '[a]('.repeat(20_000), '_'.repeat(50_000), '`'.repeat(50_000)])
    expect(parseMarkdown(text).length).toBeGreaterThan(0);
});
