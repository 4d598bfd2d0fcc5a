import { expect, test } from 'vitest';
import { helloPlugin } from './hello-plugin.ts';

test('a plugin that says hello takes four files, sixty lines and four names at most', () => {
  const files = helloPlugin('build-times');
  const texts = Object.values(files);
  const lines = texts.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
  const names = new Set(
    texts
      .flatMap((text) => [...text.matchAll(/import \{([^}]*)\}/g)])
      .flatMap(([, list = '']) => list.split(',').map((name) => name.trim())),
  );
  console.log(`hello world: ${texts.length} files, ${lines} lines, 0 edits elsewhere, ${names.size} names to import`);

  expect(texts.length).toBeLessThanOrEqual(4);
  expect(lines).toBeLessThanOrEqual(60);
  expect([...names]).toEqual(['definePlugin', 'Page', 'usePluginApi', 'startPlugin']);
});
