import { expect, test } from 'vitest';
import { describe as describeSources, followHarvest } from './progress.ts';
import { recordingIo } from './testing.ts';

type Status = Parameters<typeof describeSources>[0][number];

function source(over: Partial<Status> = {}): Status {
  const findings = { error: 0, warning: 0, info: 0 };
  return {
    id: 'a',
    type: 'folder',
    target: '/code',
    origin: 'config',
    createdAt: '2026-01-01T00:00:00Z',
    state: 'ok',
    repositories: 1,
    entities: 1,
    findings,
    held: 0,
    ...over,
  };
}

test('sums up all sources in one line', () => {
  expect(describeSources([source()])).toBe('1 entity from 1 repository, no findings');
  const findings = { error: 1, warning: 2, info: 0 };
  expect(describeSources([source({ repositories: 3, entities: 9, findings }), source()])).toBe(
    '10 entities from 4 repositories, 3 findings (1 error)',
  );
});

test('says what the pages say where they can be asked: findings between entities count, hidden entities do not', () => {
  const findings = { error: 1, warning: 2, info: 0 };
  const counts = { entities: 8, findings: { error: 1, warning: 5, info: 1 } };
  expect(describeSources([source({ entities: 9, findings })], counts)).toBe(
    '8 entities from 1 repository, 7 findings (1 error)',
  );
});

test('a line that moves is only for people', () => {
  const script = recordingIo('/');
  const person = recordingIo('/', true);
  for (const io of [script, person]) {
    const progress = followHarvest(io);
    progress.tell(source({ state: 'harvesting', progress: { done: 3, total: 12 } }));
    progress.end([source()]);
    progress.end();
  }
  expect(script.out).toMatch(/^1 entity from 1 repository, no findings, after [\d.]+ s\n$/);
  expect(person.out).toContain('\rReading'.replace('\r', '\r\u001b[K'));
  expect(person.out).toContain('3 of 12');
});

test('a source that cannot be read is told with its remedy', () => {
  const io = recordingIo('/');
  const error = { code: 'source-not-found', message: 'There is no folder /code.', hint: 'Check the path.' };
  followHarvest(io).end([source({ state: 'error', error, entities: 0, repositories: 0 })]);
  expect(io.err).toBe('/code: There is no folder /code. Check the path.\n');
});
