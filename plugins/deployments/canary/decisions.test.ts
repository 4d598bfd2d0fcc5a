import { expect, test } from 'vitest';
import type { DeploymentStore } from '../store.ts';
import { Decisions, type DecisionOptions } from './decisions.ts';

const row = { deployment_id: 'd', decision: 'promote', by_whom: 'user:default/ada', at: '2026-01-01', reason: null };

/** A chain of a query builder that ends in one answer, whatever is asked. */
function answering(answer: unknown, noted: object[] = []): unknown {
  return new Proxy(
    {},
    {
      get: (_target, name) => (given: object) => {
        if (name === 'set') noted.push(given);
        return String(name).startsWith('execute') ? Promise.resolve(answer) : answering(answer, noted);
      },
    },
  );
}

test('why a deployer could not be called holds nothing of its address, neither for people nor in the log', async () => {
  const callback = 'https://deployer.example.org/hooks/s3cret';
  const known = { ...row, attempts: 1, callback };
  const noted: object[] = [];
  const warnings: unknown[] = [];
  const log = { warn: (...said: unknown[]) => warnings.push(said) };
  const decisions = new Decisions({
    database: {
      read: answering(known),
      write: (work: (writer: unknown) => unknown) => work(answering(known, noted)),
    } as unknown as DecisionOptions['database'],
    store: { get: async () => ({ id: 'd' }) } as unknown as DeploymentStore,
    web: {
      read: async () => {
        throw Object.assign(new Error(`${callback} cannot be reached`), { code: 'source-unreachable' });
      },
    },
    log: log as unknown as DecisionOptions['log'],
    callbackSecret: 'x',
    now: () => 0,
  });
  await decisions.deliver(known.deployment_id, AbortSignal.timeout(1000));
  const said = JSON.stringify([noted, warnings]);
  expect(said).toContain('The deployer cannot be reached.');
  expect(said).not.toContain('s3cret');
});
