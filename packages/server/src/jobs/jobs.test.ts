import { afterEach, describe, expect, test, vi } from 'vitest';
import { JobRunner, type JobRunnerOptions } from './jobs.ts';
import type { JobStore } from './store.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const open: JobRunner[] = [];

/** Remembers as the database does. */
function memoryStore() {
  const starts = new Map<string, string>();
  const errors: (string | null)[] = [];
  const store: JobStore = {
    lastStart: async (_plugin, name) => starts.get(name),
    started: async (_plugin, name, at) => void starts.set(name, at),
    finished: async (_plugin, _name, _at, error) => void errors.push(error),
    list: async () => [],
  };
  return { store, starts, errors };
}

function runner(options: Partial<JobRunnerOptions> = {}) {
  let lead: (leading: boolean) => void = () => undefined;
  const { store, errors, starts } = memoryStore();
  const jobs = new JobRunner({
    store,
    log: silent,
    openLeadership: (onChange) => {
      lead = onChange;
      return { leading: false, tried: Promise.resolve(), close: async () => undefined };
    },
    pause: 1,
    ...options,
  });
  jobs.start();
  open.push(jobs);
  const ends: (() => Promise<void>)[] = [];
  const scope = jobs.forPlugin(
    'stage',
    () => undefined,
    (end) => void ends.push(end),
  );
  return {
    jobs,
    scope,
    errors,
    starts,
    lead: (leading: boolean) => lead(leading),
    end: () => Promise.all(ends.map((e) => e())),
  };
}

afterEach(async () => {
  for (const jobs of open.splice(0)) await jobs.close();
});

/** Work that goes on until it is told to end. */
function patientWork() {
  const running: AbortSignal[] = [];
  return {
    running: () => running.filter((signal) => !signal.aborted).length,
    begun: () => running.length,
    work: async (signal: AbortSignal) => {
      running.push(signal);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
}

describe('work of the replica that leads', () => {
  test('begins when it leads and ends when it no longer does, whenever it was registered', async () => {
    const { scope, lead } = runner();
    const early = patientWork();
    scope.lead('early', early.work);
    expect(early.begun()).toBe(0);
    lead(true);
    const late = patientWork();
    scope.lead('late', late.work);
    await vi.waitFor(() => expect([early.running(), late.running()]).toEqual([1, 1]));
    lead(false);
    expect([early.running(), late.running()]).toEqual([0, 0]);
    lead(true);
    await vi.waitFor(() => expect([early.running(), late.running()]).toEqual([1, 1]));
  });

  test('ends with its plugin', async () => {
    const { scope, lead, end } = runner();
    const { work, running } = patientWork();
    scope.lead('index', work);
    lead(true);
    await vi.waitFor(() => expect(running()).toBe(1));
    await end();
    expect(running()).toBe(0);
  });

  test('that fails is begun again; that returns is done', async () => {
    const { scope, lead } = runner();
    let times = 0;
    scope.lead('index', async () => {
      times++;
      if (times < 3) throw new Error('not yet');
    });
    lead(true);
    await vi.waitFor(() => expect(times).toBe(3));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(times).toBe(3);
  });

  test('cannot have the name of other work of the plugin', () => {
    const { scope } = runner();
    scope.lead('index', async () => undefined);
    expect(() => scope.every('index', { hours: 1 }, async () => undefined)).toThrow('there is a job index already');
  });
});

describe('work that recurs', () => {
  test('runs at once where it never ran, and not again before it is due', async () => {
    let clock = Date.parse('2030-01-01T00:00:00Z');
    const { scope, lead, starts } = runner({ now: () => clock });
    let runs = 0;
    scope.every('check', { hours: 1 }, async () => void runs++);
    lead(true);
    await vi.waitFor(() => expect(runs).toBe(1));
    lead(false);
    clock += 30 * 60_000;
    lead(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(runs).toBe(1);
    lead(false);
    clock += 31 * 60_000;
    lead(true);
    await vi.waitFor(() => expect(runs).toBe(2));
    expect(starts.get('check')).toBe('2030-01-01T01:01:00.000Z');
  });

  test('says why it failed, and stays due for its next time', async () => {
    const { scope, lead, errors } = runner();
    scope.every('check', { hours: 1 }, async () => Promise.reject(new Error('the tool is down')));
    lead(true);
    await vi.waitFor(() => expect(errors).toEqual(['Error: the tool is down']));
  });

  test('is refused when it would keep the machine busy', () => {
    const { scope } = runner();
    expect(() => scope.every('check', {}, async () => undefined)).toThrow('more often than every second');
  });
});
