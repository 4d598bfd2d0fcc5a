import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { ConfigError, startPortal, type Portal } from '@callboard/server';
import { openClient, type Client } from './client.ts';
import { Exit, type Io } from './io.ts';
import { summaryLines, type HarvestSummary, type SummaryFinding } from './summary.ts';

interface HarvestOptions {
  json: boolean;
  config?: string;
}

const examples = `
Examples:
  callboard harvest ~/code/player
  callboard harvest https://git.example.org/team/player.git
  callboard harvest ~/code --json | jq .entities

Exit code: 0 without findings of level error, 1 with them, 2 when it could not run.
`;

export function harvestCommand(io: Io): Command {
  return new Command('harvest')
    .argument('<source>', 'folder, git URL or URL of a file')
    .option('--json', 'print the summary as JSON', false)
    .option('-c, --config <file>', 'configuration for kinds, rules and tokens (default: ./callboard.yaml)')
    .addHelpText('after', examples)
    .action((source: string, options: HarvestOptions) => harvest(source, options, io));
}

/** A portal of its own, asked what it found and thrown away: so this says exactly what a portal would. */
async function harvest(source: string, options: HarvestOptions, io: Io): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-harvest-'));
  const token = randomBytes(24).toString('hex');
  const port = await freePort();
  let portal: Portal | undefined;
  try {
    portal = await startPortal({
      port,
      host: '127.0.0.1',
      dataFolder,
      // Empty: the embedded database in the folder above, never the configured one.
      databaseUrl: '',
      sources: [source],
      token,
      logLevel: 'silent',
      env: process.env,
      ...(options.config !== undefined && { configFile: options.config }),
    });
    const summary = await summarise(source, portal, openClient(`http://127.0.0.1:${port}`, token));
    io.stdout(options.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryLines(summary).join('\n') + '\n');
    if (summary.findings.counts.error > 0) throw new Exit(1);
  } catch (error) {
    if (error instanceof ConfigError) throw new Exit(2, `the configuration has mistakes:\n${error.message}`);
    throw error;
  } finally {
    await portal?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function summarise(source: string, portal: Portal, client: Client): Promise<HarvestSummary> {
  const started = performance.now();
  await portal.harvested();
  const sources = await portal.sources.list();
  const failed = sources.find((status) => status.error && status.origin === 'config');
  if (failed?.error) throw new Exit(2, `${failed.error.message} ${failed.error.hint}`);
  const facets = await client.get<{ facets: { kind: { value: string; count: number }[] } }>(
    '/api/catalog/entity-facets?facet=kind',
  );
  const byKind = Object.fromEntries(facets.facets.kind.map(({ value, count }) => [value, count]));
  const items = await client.getAll<SummaryFinding>('/api/callboard/findings');
  function level(name: string): number {
    return items.filter((finding) => finding.level === name).length;
  }
  return {
    source,
    milliseconds: Math.round(performance.now() - started),
    repositories: sources.reduce((sum, status) => sum + status.repositories, 0),
    entities: { total: Object.values(byKind).reduce((a, b) => a + b, 0), byKind },
    findings: { counts: { error: level('error'), warning: level('warning'), info: level('info') }, items },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Exit(2, 'no free port');
  return address.port;
}
