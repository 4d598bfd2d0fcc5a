/** A portal in this very process, asked without a network: what an answer costs from dispatch to its bytes. */
import { startPortal } from '@callboard/server';
import { summary } from './statistics.ts';
import { token } from './workspace.ts';

export interface InsideRequest {
  dataFolder: string;
  configFile: string;
  paths: string[];
  rounds: number;
}

/** Milliseconds for each path, in the order asked for; undefined where nothing answers. */
export type InsideResult = ({ median: number; p99: number } | null)[];

const headers = { authorization: `Bearer ${token}` };
const warmUpShare = 0.2;

async function measure({ dataFolder, configFile, paths, rounds }: InsideRequest): Promise<InsideResult> {
  const portal = await startPortal({ dataFolder, configFile, port: 0, logLevel: 'error', env: process.env });
  await portal.harvested();
  const results: InsideResult = [];
  for (const path of paths) {
    const { status } = await portal.inject({ method: 'GET', url: path, headers });
    if (status !== 200) {
      results.push(null);
      continue;
    }
    const times: number[] = [];
    for (let round = -rounds * warmUpShare; round < rounds; round++) {
      const started = performance.now();
      await portal.inject({ method: 'GET', url: path, headers });
      if (round >= 0) times.push(performance.now() - started);
    }
    results.push(summary(times));
  }
  await portal.stop();
  return results;
}

if (import.meta.main)
  process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? '{}') as InsideRequest)));
