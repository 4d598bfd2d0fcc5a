import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createModel, InvalidInput, type KindDefinition, readKindDefinitions } from '@callboard/core';
import { Command, CommanderError } from 'commander';
import { Exit, type Io } from './io.ts';
import { findDescriptors } from './validate-files.ts';
import { jsonReport, textReport } from './validate-report.ts';
import { openDisk } from './validate-repository.ts';
import { validateFiles } from './validate-run.ts';

interface Options {
  json?: true;
  strict?: true;
  kinds?: string;
}

const details = `
Files are read whatever their name. Folders are searched for catalog-info.yaml and for other YAML files that hold
entities; what their Locations name is read too. Nothing is fetched: URLs are noted and left alone, and so are
references to entities elsewhere; "callboard harvest" says what a portal would find.

Ends with 0 when there are no errors, 1 when there are, 2 when it could not run.

Examples:
  callboard validate                          everything below this folder
  callboard validate catalog-info.yaml        one file
  callboard validate --strict services/*/catalog-info.yaml
  callboard validate --kinds kinds.yaml --json . > findings.json
`;

/** Runs `callboard validate ...args`. @returns the exit code */
export async function runValidate(args: string[], io: Io): Promise<number> {
  const command = new Command('callboard validate')
    .description('Check descriptors, without a portal and offline.')
    .argument('[paths...]', 'files and folders; this folder if none is given')
    .option('--json', 'print findings as JSON')
    .option('--strict', 'count warnings as errors')
    .option('--kinds <file>', 'definitions of further kinds (YAML or JSON)')
    .addHelpText('after', details)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: (text) => io.stderr(text) });
  try {
    command.parse(args, { from: 'user' });
    return await validate(command.args, command.opts<Options>(), io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Exit)) throw error;
    io.stderr(`callboard validate: ${error.message}\n`);
    return error.code;
  }
}

async function validate(paths: string[], options: Options, io: Io): Promise<number> {
  const model = createModel({ kinds: options.kinds === undefined ? [] : readKinds(options.kinds, io) });
  const { files, folders } = findDescriptors(paths.length > 0 ? paths : ['.'], io.cwd, model);
  const report = await validateFiles(files, io.cwd, model, openDisk(folders));
  io.stdout(options.json ? jsonReport(report) : textReport(report, io.isTTY));
  const { errors, warnings } = report.summary;
  return errors > 0 || (options.strict && warnings > 0) ? 1 : 0;
}

function readKinds(file: string, io: Io): KindDefinition[] {
  try {
    return readKindDefinitions(readFileSync(resolve(io.cwd, file), 'utf8'));
  } catch (error) {
    if (error instanceof InvalidInput) throw new Exit(2, `${file}: ${error.message}`);
    throw new Exit(2, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
