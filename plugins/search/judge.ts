/**
 * Asks a portal what people ask, and prints how often the right thing is among the first three:
 * `node plugins/search/judge.ts [--url <portal> --token <token>]`
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Judged {
  query: string;
  /** Any of these is right. */
  expected: string[];
  line: number;
}

export interface Verdict extends Judged {
  /** Place of the first right one, from 1; none: not among the first ten. */
  place: number | undefined;
  first: string[];
}

const here = import.meta.dirname;
const token = 'token-for-judging';

/** Reads `query<TAB>ref ref …`, a line each. */
export function readJudged(file: string): Judged[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((text, at) => ({ text, line: at + 1 }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'))
    .map(({ text, line }) => {
      const [query = '', refs = ''] = text.split('\t');
      return { query, expected: refs.trim().split(/\s+/), line };
    });
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

function print(name: string, verdicts: readonly Verdict[]): void {
  const share = (at: number) => success(verdicts, at).toFixed(3);
  console.log(`${name}: ${verdicts.length} queries, success@1 ${share(1)}, success@3 ${share(3)}`);
  for (const { query, expected, place, first, line } of verdicts)
    if (place === undefined || place > 3)
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
  const { values } = parseArgs({
    options: { url: { type: 'string' }, token: { type: 'string', default: token } },
  });
  const halves = async (url: string) => {
    for (const half of ['tuning', 'held-out'])
      print(half, await judge(readJudged(join(here, `judged/${half}.tsv`)), asker(url, values.token)));
  };
  if (values.url) return halves(values.url);
  await withPortal(join(here, '../../examples/nightjar'), halves);
}

if (import.meta.main) await main();
