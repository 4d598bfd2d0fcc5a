/**
 * Asks a portal what people ask, and prints how often the right thing is among the first three. Without options it asks the example
 * company; with them other descriptors, or a portal that runs already:
 * `node plugins/search/judge.ts [--source <folder> | --url <portal> --token <token>] [--judged <file> …]`
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Judged {
  query: string;
  /** Any of these is right. */
  expected: string[];
  /** The heading above it: `exact names`, `typos`. */
  kind: string;
  line: number;
}

export interface Verdict extends Judged {
  /** Place of the first right one, from 1; none: not among the first ten. */
  place: number | undefined;
  first: string[];
}

const here = import.meta.dirname;
const token = 'token-for-judging';
const exactNames = 'exact names';
/** Share of the queries whose right answer must be among the first three. */
const leastSuccess = 0.95;

/**
 * Reads `query<TAB>ref ref …`, a line each. `# ` begins a heading; a channel has no space behind its sign.
 * @throws over a line without refs
 */
export function readJudged(file: string): Judged[] {
  const judged: Judged[] = [];
  let kind = '';
  for (const [at, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text.trim() === '') continue;
    if (text.startsWith('# ')) {
      kind = text.slice(2).trim();
      continue;
    }
    const [query = '', refs = ''] = text.split('\t').map((part) => part.trim());
    if (query === '' || refs === '')
      throw new Error(`${file}, line ${at + 1}: a query, a tab and what is right are expected, but it says '${text}'`);
    judged.push({ query, expected: refs.split(/\s+/), kind, line: at + 1 });
  }
  return judged;
}

/** @param ask gives the refs of the first ten results */
export async function judge(judged: readonly Judged[], ask: (query: string) => Promise<string[]>): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const one of judged) {
    const first = await ask(one.query);
    const at = first.findIndex((ref) => one.expected.includes(ref));
    verdicts.push({ ...one, first, place: at < 0 ? undefined : at + 1 });
  }
  return verdicts;
}

/** Share of the queries whose right answer is among the first so many. */
export function success(verdicts: readonly Verdict[], at: number): number {
  return verdicts.filter(({ place }) => place !== undefined && place <= at).length / verdicts.length;
}

/** What must not be: a name as it is that is not first, anything else that is not among the first three. */
export function misses(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ kind, place }) => place === undefined || place > (kind === exactNames ? 1 : 3));
}

/** Whether search finds as well as it is to. */
export function isGood(verdicts: readonly Verdict[]): boolean {
  return success(verdicts, 3) >= leastSuccess && !misses(verdicts).some(({ kind }) => kind === exactNames);
}

function print(name: string, verdicts: readonly Verdict[]): void {
  const share = (at: number) => success(verdicts, at).toFixed(3);
  console.log(`${name}: ${verdicts.length} queries, success@1 ${share(1)}, success@3 ${share(3)}`);
  for (const [kind, some] of Map.groupBy(verdicts, (one) => one.kind))
    console.log(
      `  ${kind}: ${some.length}, success@1 ${success(some, 1).toFixed(3)}, success@3 ${success(some, 3).toFixed(3)}`,
    );
  for (const { query, expected, place, first, line } of misses(verdicts))
    console.log(
      `  line ${line} "${query}": ${expected.join(' or ')} is ${place ?? 'not found'}; got ${first.slice(0, 4).join(', ')}`,
    );
}

function asker(url: string, bearer: string) {
  return async (query: string): Promise<string[]> => {
    const address = new URL('/api/search/query', url);
    address.searchParams.set('term', query);
    address.searchParams.set('pageLimit', '10');
    const response = await fetch(address, { headers: { authorization: `Bearer ${bearer}` } });
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    const { results } = (await response.json()) as { results: { entityRef?: string }[] };
    return results.map(({ entityRef = '' }) => entityRef);
  };
}

/** Waits until everything that was harvested is in the index. */
async function indexed(url: string): Promise<void> {
  for (let calm = 0; calm < 3;) {
    const response = await fetch(new URL('/api/search/state', url), { headers: { authorization: `Bearer ${token}` } });
    const { isReady, behind, documents } = (await response.json()) as {
      isReady: boolean;
      behind: number;
      documents: number;
    };
    calm = isReady && behind === 0 && documents > 0 ? calm + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function withPortal(source: string, work: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-judge-'));
  const command = join(here, '../../packages/cli/src/main.ts');
  const args = ['start', '--port', '0', '--data', folder, '--source', source, '--token', token];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, found] = /Callboard is at (http\S+)/.exec(said) ?? [];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`The portal ended with ${code}: ${said}`)));
    });
    await indexed(url);
    await work(url);
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      url: { type: 'string' },
      token: { type: 'string', default: token },
      source: { type: 'string' },
      judged: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
  const named = [...(values.judged ?? []), ...positionals];
  if (values.source !== undefined && !named.length)
    throw new Error('Say with --judged what is asked of this source, and what is right.');
  const files = named.length ? named : ['tuning', 'held-out'].map((half) => join(here, `judged/${half}.tsv`));
  const judgeAll = async (url: string) => {
    for (const file of files) {
      const verdicts = await judge(readJudged(file), asker(url, values.token));
      print(basename(file, '.tsv'), verdicts);
      if (!isGood(verdicts)) process.exitCode = 1;
    }
  };
  if (values.url) return judgeAll(values.url);
  await withPortal(values.source ?? join(here, '../../examples/nightjar'), judgeAll);
}

if (import.meta.main) await main();
