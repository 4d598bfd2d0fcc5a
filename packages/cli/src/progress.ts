import type { Portal } from '@callboard/server';
import type { Io } from './io.ts';

type SourceStatus = Awaited<ReturnType<Portal['sources']['list']>>[number];

export interface HarvestProgress {
  /** Shows how far a source is. */
  tell(status: SourceStatus): void;
  /** Takes the progress line away, once; says what there is now when given every source. */
  end(sources?: SourceStatus[], counts?: Counts): void;
}

/** What the pages of the portal say: entities that are visible, and findings of files and between entities. */
export interface Counts {
  entities: number;
  findings: { error: number; warning: number; info: number };
}

/** Asks the portal itself, so that the terminal says what its pages say. @returns `undefined` without the catalog */
export async function countAll(portal: Portal): Promise<Counts | undefined> {
  const found = await portal.ask<{ counts: Counts['findings'] }>('/api/callboard/findings?limit=0');
  const entities = await portal.ask<{ totalItems: number }>('/api/catalog/entities/by-query?limit=0');
  return found && entities && { entities: entities.totalItems, findings: found.counts };
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

  function end(sources?: SourceStatus[], counts?: Counts): void {
    if (ended) return;
    ended = true;
    if (io.isTTY && running.size > 0) io.stdout('\r\u001b[K');
    if (sources === undefined) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    io.stdout(`${describe(sources, counts)}, after ${seconds} s\n`);
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

/**
 * `61 entities from 12 repositories, 8 findings (3 errors), 1 source could not be read`
 * @param counts absent: what the harvests stored, of which something may be hidden
 */
export function describe(sources: SourceStatus[], counts?: Counts): string {
  function sum(pick: (status: SourceStatus) => number): number {
    return sources.map(pick).reduce((a, b) => a + b, 0);
  }
  const { error, warning, info } = counts?.findings ?? {
    error: sum(({ findings }) => findings.error),
    warning: sum(({ findings }) => findings.warning),
    info: sum(({ findings }) => findings.info),
  };
  const entities = counts?.entities ?? sum((source) => source.entities);
  const places = count(
    sum(({ repositories }) => repositories),
    'repository',
    'repositories',
  );
  const what = `${count(entities, 'entity', 'entities')} from ${places}`;
  const failed = sources.filter((source) => source.error !== undefined).length;
  const unread = failed > 0 ? `, ${count(failed, 'source', 'sources')} could not be read` : '';
  const findings = error + warning + info;
  if (findings === 0) return `${what}, no findings${unread}`;
  return `${what}, ${count(findings, 'finding', 'findings')}${error > 0 ? ` (${count(error, 'error', 'errors')})` : ''}${unread}`;
}

/** `1 entity`, `2 entities` */
export function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
