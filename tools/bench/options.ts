import { parseArgs } from 'node:util';
import type { Intake } from './organisation.ts';

/** What can be run, in this order. */
export const runNames = [
  'example',
  'plugins',
  'harvest',
  'restart',
  'change',
  'idle',
  'load',
  'inside',
  'web',
  'lighthouse',
] as const;
export type RunName = (typeof runNames)[number];
/** Those that need a browser: only when asked for. */
const webNames: readonly RunName[] = ['plugins', 'web', 'lighthouse'];

export interface BenchOptions {
  org: string;
  /** Make the organisation first, this many times the size of one large company. */
  make?: number;
  intake: Intake;
  /** PostgreSQL server; absent: SQLite. */
  database?: string;
  only: ReadonlySet<RunName>;
  /** For each query and number of connections. */
  seconds: number;
  json: boolean;
}

export const usage = `npm run bench -- --org <folder> [options]

  --org <folder>         folder of an organisation, see docs/benchmarks.md
  --make <scale>         make one there, and do nothing else; 1: 14,131 entities, 7: some 100,000
  --intake <way>         folder: its folder of repositories (default); file: its all.yaml and whatever that points at
  --database <url>       PostgreSQL server on which a database is made for the time of the bench (default: SQLite)
  --web                  only what the web and many plugins cost, in Chromium: the runs plugins, web and lighthouse
  --only <names>         some of ${runNames.join(', ')}, separated by commas
  --seconds <number>     for each query and number of connections (default: 5)
  --json                 the figures as JSON
`;

/** @throws when they make no sense */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      org: { type: 'string' },
      make: { type: 'string' },
      intake: { type: 'string', default: 'folder' },
      database: { type: 'string' },
      only: { type: 'string' },
      web: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  });
  const { org, make, intake, database, web, seconds, json } = values;
  const only = values.only ?? runNames.filter((name) => webNames.includes(name) === web).join(',');
  if (org === undefined) throw new Error('--org is missing');
  if (make !== undefined && !(Number(make) > 0 && Number(make) <= 20)) throw new Error('--make is a number up to 20');
  if (intake !== 'folder' && intake !== 'file') throw new Error(`--intake is folder or file, not ${intake}`);
  if (!(Number(seconds) > 0 && Number(seconds) <= 600)) throw new Error('--seconds is a number up to 600');
  const chosen = only.split(',').map((name) => {
    const known = runNames.find((candidate) => candidate === name.trim());
    if (known === undefined) throw new Error(`there is no run ${name}; there are ${runNames.join(', ')}`);
    return known;
  });
  return {
    org,
    ...(make !== undefined && { make: Number(make) }),
    intake,
    ...(database !== undefined && { database }),
    only: new Set(chosen),
    seconds: Number(seconds),
    json,
  };
}
