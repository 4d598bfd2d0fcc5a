import { readFileSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import {
  type CatalogModel,
  decodeText,
  defaultLimits,
  type DescriptorResult,
  type Finding,
  findingCode,
  type Position,
  readDescriptor,
} from '@callboard/core';
import { followLocations } from './validate-locations.ts';
import type { Disk } from './validate-repository.ts';

/** What validating found. */
export interface Report {
  summary: { files: number; documents: number; entities: number; errors: number; warnings: number };
  /** In the order of files and lines; paths are relative to where the command was called. */
  findings: Finding[];
}

/** Checks files, and those that Locations in them name. */
export async function validateFiles(
  files: readonly string[],
  cwd: string,
  model: CatalogModel,
  disk: Disk,
): Promise<Report> {
  const report: Report = { summary: { files: 0, documents: 0, entities: 0, errors: 0, warnings: 0 }, findings: [] };
  const queue = new Set(files);
  const read: { file: string; shown: string; findings: Finding[] }[] = [];
  const declared = new Map<string, Declaration[]>();
  for (const file of queue) {
    const result = await readFile(file, model, disk);
    const { findings, targets } = followLocations(file, result.entities, disk);
    for (const target of targets) queue.add(target);
    const shown = shownPath(file, cwd);
    read.push({ file, shown, findings: [...result.findings, ...findings] });
    for (const declaration of declarationsOf(result, file, shown))
      declared.set(declaration.ref, [...(declared.get(declaration.ref) ?? []), declaration]);
    report.summary.files += 1;
    report.summary.documents += result.documents;
    report.summary.entities += result.entities.length;
  }
  const conflicts = Map.groupBy([...declared.values()].flatMap(conflictsOf), ({ file }) => file);
  for (const { file, shown, findings } of read) {
    const all = [...findings, ...(conflicts.get(file) ?? [])].sort((a, b) => a.line - b.line || a.column - b.column);
    report.findings.push(...all.map((finding) => ({ ...finding, file: shown })));
  }
  report.summary.errors = report.findings.filter((finding) => finding.level === 'error').length;
  report.summary.warnings = report.findings.filter((finding) => finding.level === 'warning').length;
  return report;
}

async function readFile(file: string, model: CatalogModel, disk: Disk): Promise<DescriptorResult> {
  try {
    if (statSync(file).size > defaultLimits.bytes)
      return unusable(file, 'file-too-large', `The file is larger than ${defaultLimits.bytes} bytes`);
    const text = decodeText(readFileSync(file));
    if (text === undefined) return unusable(file, 'file-binary', 'The file is not UTF-8 text');
    return await readDescriptor(text, { file, model, placeholders: disk.readPlaceholder });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return unusable(file, 'file-unreadable', `The file could not be read: ${error.message}`);
  }
}

function unusable(file: string, code: string, message: string): DescriptorResult {
  const { level, hint } = findingCode(code);
  return {
    documents: 0,
    entities: [],
    failed: [],
    findings: [{ file, line: 1, column: 1, level, code, message, hint }],
  };
}

interface Declaration {
  ref: string;
  file: string;
  document: number;
  place: Position;
  /** `file:line`, as it is shown. */
  shown: string;
}

function declarationsOf(result: DescriptorResult, file: string, shown: string): Declaration[] {
  return result.entities.map(({ ref, document, positions, position }) => {
    const place = positions['/metadata/name'] ?? position;
    return { ref, file, document, place, shown: `${shown}:${place.line}` };
  });
}

/** A finding for each file that declares what another one declares too, as in a portal; which of them counts depends on where they are registered. */
function conflictsOf(declarations: readonly Declaration[]): Finding[] {
  if (declarations.length < 2) return [];
  const { level, hint } = findingCode('entity-conflict');
  return declarations.map(({ ref, file, document, place }, at) => {
    const others = declarations.filter((_, other) => other !== at).map(({ shown }) => shown);
    const message = `The entity ${ref} is declared in ${others.join(' and ')} as well`;
    return { file, document, ...place, level, code: 'entity-conflict', message, hint, entityRef: ref };
  });
}

function shownPath(file: string, cwd: string): string {
  return relative(cwd, file).split(sep).join('/') || file;
}
