import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { brokenLinks } from './links.ts';

const root = mkdtempSync(join(tmpdir(), 'callboard-links-'));
afterAll(() => rmSync(root, { recursive: true }));
writeFileSync(join(root, 'other.md'), '# What it is, in short\n\n| <a id="a-code"></a>`a-code` |\n');

test('names links to files and headings that are not there', () => {
  const text = '[a](gone.md) [b](other.md#gone) ![c](picture.png)';
  expect(brokenLinks(root, 'page.md', text)).toEqual([
    "page.md: 'gone.md' leads nowhere",
    "page.md: 'other.md' has no heading #gone",
    "page.md: 'picture.png' leads nowhere",
  ]);
});

test('lets pass what is there, what is outside, and what is code', () => {
  const text =
    '[a](other.md#what-it-is-in-short) [b](other.md#a-code) [c](https://example.org/x)\n`[d](gone.md)`\n```\n[e](gone.md)\n```\n';
  expect(brokenLinks(root, 'page.md', text)).toEqual([]);
});
