import { expect, test } from 'vitest';
import { manifestSchema } from '@callboard/core';
import type { WantedPlugin } from '../host.ts';
import { frameOrigins } from './frames.ts';

function plugin(from: string[], config: Record<string, unknown>): WantedPlugin {
  const manifest = manifestSchema.parse({
    id: 'panels',
    name: 'Panels',
    description: 'Embeds.',
    config: { url: { type: 'string', description: 'Where.' } },
    data: { panel: { value: { url: '${config.url}/d' } } },
    contributes: { homeWidgets: [{ id: 'panel', title: 'Panel', show: { view: 'frame', from }, data: 'panel' }] },
  });
  return { id: 'panels', folder: '/panels', manifest, config };
}

test('the page may embed what manifests name, and what their settings name', () => {
  const plugins = [
    plugin(['https://a.example'], {}),
    plugin(['${config.url}'], { url: 'https://b.example:8443/base?x=1' }),
  ];
  expect(frameOrigins(plugins)).toEqual(['https://a.example', 'https://b.example:8443']);
});

test('a setting cannot widen the policy of the page', () => {
  for (const url of [
    'https://b.example; script-src *',
    '*',
    'javascript:alert(1)',
    'https:',
    'data:text/html,x',
    undefined,
  ])
    for (const origin of frameOrigins([plugin(['${config.url}'], { url })]))
      expect(origin).toMatch(/^https:\/\/[\w.-]+$/);
});

test('a plugin that does not run lets nothing in', () => {
  expect(frameOrigins([{ ...plugin(['https://a.example'], {}), problem: 'broken' }])).toEqual([]);
});
