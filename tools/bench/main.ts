/** How fast a portal is, and how much it takes: figures beside their budgets. Nothing here fails because something is slow. */
import { describeMachine } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { readOptions, usage, type BenchOptions, type RunName } from './options.ts';
import { intakeConfig, readOrganisation, type Organisation } from './organisation.ts';
import { writeOrganisation } from './organisation/write.ts';
import { startPortalProcess, type PortalProcess } from './portal-process.ts';
import { queriesOf } from './queries.ts';
import { compare, toTable } from './report.ts';
import { runChanges } from './runs/change.ts';
import { runExample } from './runs/example.ts';
import { runFirstHarvest, runUnchangedHarvest } from './runs/harvest.ts';
import { runIdle } from './runs/idle.ts';
import { runInside } from './runs/inside.ts';
import { runLoad } from './runs/load.ts';
import { runPlugins } from './runs/plugins.ts';
import { runRestarts } from './runs/restart.ts';
import { runLighthouse, runWeb } from './runs/web.ts';
import { createWorkspace, token, type Workspace } from './workspace.ts';

const idleSeconds = 10;

async function main(args: string[]): Promise<number> {
  let options: BenchOptions;
  try {
    if (args.includes('--help')) return say(usage, 0);
    options = readOptions(args);
  } catch (error) {
    return say(`${(error as Error).message}\n\n${usage}`, 2);
  }
  if (options.make !== undefined) {
    const { entities, repositories } = writeOrganisation(options.org, options.make);
    return say(`${entities} entities in ${repositories} repositories are in ${options.org}\n`, 0);
  }
  const organisation = readOrganisation(options.org);
  const machine = describeMachine();
  const measurements = await runAll(options, organisation);
  const database = options.database === undefined ? 'sqlite' : 'postgres';
  const rows = compare(measurements, organisation.entities, database);
  const { entities, repositories } = organisation;
  const head = { machine, entities, repositories, database, intake: options.intake };
  if (options.json) return say(`${JSON.stringify({ ...head, rows })}\n`, 0);
  return say(
    `${entities} entities in ${repositories} repositories, as a ${options.intake}, on ${database}\n${machine}\n\n${toTable(rows)}\n`,
    0,
  );
}

async function runAll(options: BenchOptions, organisation: Organisation): Promise<Measurement[]> {
  const { only, seconds } = options;
  const wants = (...names: RunName[]) => names.some((name) => only.has(name));
  const measurements: Measurement[] = [];
  if (wants('example')) measurements.push(...(await runExample()));
  if (wants('plugins')) measurements.push(...(await runPlugins()));
  if (!wants('harvest', 'restart', 'change', 'idle', 'load', 'inside', 'web', 'lighthouse')) return measurements;

  const config = {
    ...intakeConfig(organisation, options.intake),
    // A browser comes as a guest.
    ...(wants('web', 'lighthouse') && { auth: { guest: true, tokens: [{ subject: 'bench', token }] } }),
  };
  const workspace = await createWorkspace(config, options.database);
  try {
    const harvest = await withPortal(workspace, async (portal) => [
      ...(await runFirstHarvest(portal, organisation)),
      ...(await runUnchangedHarvest(portal, workspace)),
    ]);
    if (wants('harvest')) measurements.push(...harvest);
    if (wants('restart')) measurements.push(...(await runRestarts(workspace, organisation)));
    const queries = queriesOf(organisation);
    if (wants('change', 'idle', 'load')) {
      const live = await withPortal(workspace, async (portal) => {
        await portal.until('/.backstage/health/v1/readiness', ({ status }) => status === 200);
        return [
          ...(wants('change') ? await runChanges(portal, organisation) : []),
          ...(wants('idle') ? await runIdle(portal, idleSeconds) : []),
          ...(wants('load') ? await runLoad(portal, queries, seconds) : []),
        ];
      });
      measurements.push(...live);
    }
    if (wants('web', 'lighthouse')) {
      const seen = await withPortal(workspace, async (portal) => {
        await portal.until('/.backstage/health/v1/readiness', ({ status }) => status === 200);
        return [
          ...(wants('web') ? await runWeb(portal, organisation) : []),
          ...(wants('lighthouse') ? runLighthouse(portal, organisation) : []),
        ];
      });
      measurements.push(...seen);
    }
    if (wants('inside')) measurements.push(...(await runInside(workspace, queries)));
  } finally {
    await workspace.remove();
  }
  return measurements;
}

async function withPortal<Result>(
  workspace: Workspace,
  work: (portal: PortalProcess) => Promise<Result>,
): Promise<Result> {
  const portal = await startPortalProcess(workspace);
  try {
    return await work(portal);
  } finally {
    await portal.stop();
  }
}

function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
