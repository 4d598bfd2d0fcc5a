import type { EntityLink } from '@callboard/plugin/server';
import { expect, test } from 'vitest';
import { runbookAnnotation, runbooksOf } from './about.ts';

const of = (links: EntityLink[], annotation?: string) =>
  runbooksOf({
    metadata: {
      name: 'a',
      links,
      ...(annotation === undefined ? {} : { annotations: { [runbookAnnotation]: annotation } }),
    },
  });

test('a runbook is a link of that type or title, or the annotation, each once', () => {
  const byType = { url: 'https://docs.example/1', title: 'When it fails', type: 'runbook' };
  const byTitle = { url: 'https://docs.example/2', title: 'Our playbook' };
  const other = { url: 'https://docs.example/runbooks-of-others', title: 'Docs' };
  expect(of([other, byType, byTitle])).toEqual([
    { url: byType.url, title: 'When it fails' },
    { url: byTitle.url, title: 'Our playbook' },
  ]);
  expect(of([byTitle], 'https://docs.example/3')[0]).toEqual({ url: 'https://docs.example/3', title: 'Runbook' });
  expect(of([byType], byType.url)).toEqual([{ url: byType.url, title: 'When it fails' }]);
});
