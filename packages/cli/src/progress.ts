import type { Portal } from '@callboard/server';
import type { Io } from './io.ts';

type SourceStatus = Awaited<ReturnType<Portal['sources']['list']>>[number];

export interface HarvestProgress {
  /** Shows how far a source is. */
  tell(status: SourceStatus): void;
  /** Takes the progress line away, once; says what there is now when given every source. */
  end(sources?: SourceStatus[]): void;
}

/** Shows the first harvest: a line that moves where a person looks on, and one closing line everywhere. */
export function followHarvest(io: Io): HarvestProgress {
  const started = performance.now();
  const running = new Map<string, { done: number; total: number }>();
  let ended = false;

  function tell(status: SourceStatus): void {
    if (status.progress) running.set(status.id, status.progress);
    if (ended || !io.isTTY || running.size === 0) return;
    const { done, total } = addUp([...running.values()]);
    io.stdout(`\r\u001b[KReading repositories: ${done} of ${total}`);
  }

  function end(sources?: SourceStatus[]): void {
    if (ended) return;
    ended = true;
    if (io.isTTY && running.size > 0) io.stdout('\r\u001b[K');
    if (sources === undefined) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    io.stdout(`${describe(sources)}, after ${seconds} s\n`);
    for (const { target, error } of sources) {
      if (error) io.stderr(`${target}: ${error.message} ${error.hint}\n`);
    }
  }
  return { tell, end };
}

function addUp(parts: { done: number; total: number }[]): { done: number; total: number } {
  let [done, total] = [0, 0];
  for (const part of parts) {
    done += part.done;
    total += part.total;
  }
  return { done, total };
}

/** `61 entities from 12 repositories, 8 findings in files (3 errors), 1 source could not be read` */
export function describe(sources: SourceStatus[]): string {
  function sum(pick: (status: SourceStatus) => number): number {
    return sources.map(pick).reduce((a, b) => a + b, 0);
  }
  const errors = sum(({ findings }) => findings.error);
  const findings = errors + sum(({ findings: counts }) => counts.warning + counts.info);
  const places = count(
    sum(({ repositories }) => repositories),
    'repository',
    'repositories',
  );
  const what = `${count(
    sum(({ entities }) => entities),
    'entity',
    'entities',
  )} from ${places}`;
  const failed = sources.filter(({ state }) => state === 'error').length;
  const unread = failed > 0 ? `, ${count(failed, 'source', 'sources')} could not be read` : '';
  if (findings === 0) return `${what}, no findings in files${unread}`;
  return `${what}, ${count(findings, 'finding', 'findings')} in files${errors > 0 ? ` (${count(errors, 'error', 'errors')})` : ''}${unread}`;
}

/** `1 entity`, `2 entities` */
export function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
