/** Reads declared facts of all entities that they are of: each when it is due, and no more at a time than the tool can bear. */
import { appliesToOf, type Entity } from '@callboard/core';
import { factValueOf, millisecondsOf, momentOf, type FactDefinition } from '@callboard/core/declared';
import type { FactDraft, PluginScope } from '@callboard/plugin/server';
import { chunks } from '../../chunks.ts';
import type { DataErrorCode } from './data-failure.ts';
import type { DataAnswer, DataReader } from './data-reader.ts';
import { FactSubjects } from './fact-subjects.ts';
import { pause, type Clock } from './pace.ts';

export interface FactReaderOptions {
  facts: readonly FactDefinition[];
  /** By the name of the data source. */
  readers: ReadonlyMap<string, DataReader>;
  scope: Pick<PluginScope, 'id' | 'records' | 'changes' | 'facts' | 'log'>;
  clock: Clock;
}

/** Entities that are asked about at the same time, and whose facts are recorded together. */
const AT_ONCE = 4;
/** Milliseconds between two looks for what is due. */
const LEAST = 1000;
const MOST = 5000;
/** Milliseconds for which a tool that is down is left alone: all other entities would only wait for it in turn. */
const REST = 60_000;
const DOWN: ReadonlySet<string> = new Set<DataErrorCode>(['source-unreachable', 'source-too-slow']);
const PAGE = 1000;

/** By fact, by entity: milliseconds since 1970. */
type Times = Map<string, Map<string, number>>;

/** Goes on until the signal says so. Begun again, it reads what was not read lately. */
export async function readFacts(options: FactReaderOptions, signal: AbortSignal): Promise<void> {
  const { facts, scope, clock } = options;
  const subjects = new FactSubjects(facts, scope);
  const times: Times = new Map();
  const rests = new Map<string, number>();
  for (const { id } of facts) times.set(id, await seenTimes(scope, id));
  while (!signal.aborted) {
    if (await subjects.refresh())
      for (const { id } of facts) await forgetOthers(scope, id, subjects.of(id), times.get(id)!);
    for (const fact of facts.filter(({ id }) => (rests.get(id) ?? 0) <= clock.now())) {
      const due = dueOf(fact, subjects, times, clock.now());
      for (const refs of chunks(due, AT_ONCE)) {
        if (signal.aborted) return;
        const isDown = await readSome(options, fact, refs);
        for (const ref of refs) times.get(fact.id)!.set(ref, clock.now());
        if (!isDown) continue;
        rests.set(fact.id, clock.now() + REST);
        break;
      }
    }
    await pause(clock, pauseOf(facts, subjects, times, clock.now()), signal);
  }
}

async function seenTimes({ id, facts }: FactReaderOptions['scope'], fact: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await facts.list({ fact: `${id}/${fact}`, limit: PAGE, offset });
    for (const { entityRef, seenAt } of page) times.set(entityRef, Date.parse(seenAt));
    if (page.length < PAGE) return times;
  }
}

/** What a fact was of entities that it is not of any more, such as for want of an annotation, is no longer so. */
async function forgetOthers(
  { records, facts }: FactReaderOptions['scope'],
  fact: string,
  refs: ReadonlySet<string>,
  times: Map<string, number>,
): Promise<void> {
  const others = [...times.keys()].filter((ref) => !refs.has(ref));
  for (const some of chunks(others, PAGE)) {
    // Those that are gone altogether are forgotten by whoever keeps facts.
    const there = await records.byKeys('entity', some);
    await facts.record(there.map(({ key }) => ({ fact, entityRef: key, value: null })));
    for (const ref of some) times.delete(ref);
  }
}

/** Entities of which the fact has to be read, the one that waited longest first. */
function dueOf({ id, every }: FactDefinition, subjects: FactSubjects, times: Times, now: number): string[] {
  const of = times.get(id)!;
  const last = (ref: string) => of.get(ref) ?? 0;
  const before = now - millisecondsOf(every);
  return [...subjects.of(id)].filter((ref) => last(ref) <= before).toSorted((a, b) => last(a) - last(b));
}

function pauseOf(facts: readonly FactDefinition[], subjects: FactSubjects, times: Times, now: number): number {
  let next = now + MOST;
  for (const { id, every } of facts) {
    const span = millisecondsOf(every);
    for (const ref of subjects.of(id)) next = Math.min(next, (times.get(id)!.get(ref) ?? 0) + span);
  }
  return Math.max(LEAST, next - now);
}

/** @returns whether the tool is down */
async function readSome(
  { readers, scope }: FactReaderOptions,
  fact: FactDefinition,
  refs: readonly string[],
): Promise<boolean> {
  const reader = readers.get(fact.data!)!;
  let [asked, down] = [0, 0];
  const records = await scope.records.byKeys('entity', refs);
  const drafts = await Promise.all(
    records.map(async ({ key, body }): Promise<FactDraft[]> => {
      const entity = JSON.parse(body) as Entity;
      if (!appliesToOf(entity)(fact.appliesTo)) return [];
      const answer = await reader.read(entity);
      asked += 1;
      if (DOWN.has(answer.error?.code ?? '')) down += 1;
      return [{ fact: fact.id, entityRef: key, ...saidBy(fact, answer) }];
    }),
  );
  await scope.facts.record(drafts.flat());
  return asked > 0 && down === asked;
}

/** What an answer of the data source says of a fact. */
function saidBy({ type, field }: FactDefinition, answer: DataAnswer): Pick<FactDraft, 'value' | 'failed' | 'at'> {
  const { text, at, error } = answer;
  if (error) return { failed: error.message };
  const data: unknown = text === undefined ? null : JSON.parse(text);
  const found = field === undefined ? data : fieldAt(data, field);
  const isDated = typeof found === 'object' && found !== null && !Array.isArray(found) && 'value' in found;
  const raw = isDated ? found.value : found;
  const time = (isDated && 'at' in found && momentOf(found.at)) || at;
  const when = time === undefined ? {} : { at: time };
  if (raw === null || raw === undefined) return { value: null, ...when };
  const value = factValueOf(type, raw);
  if (value === undefined) return { failed: `It says ${JSON.stringify(raw).slice(0, 100)}, which is no ${type}.` };
  return { value, ...when };
}

function fieldAt(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
