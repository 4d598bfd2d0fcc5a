import { readFileSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import {
  type CatalogModel,
  decodeText,
  defaultLimits,
  type DescriptorResult,
  type Finding,
  findingCode,
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
  const declared = new Map<string, string>();
  for (const file of queue) {
    const result = await readFile(file, model, disk);
    const { findings, targets } = followLocations(file, result.entities, disk);
    for (const target of targets) queue.add(target);
    const shown = shownPath(file, cwd);
    const all = [...result.findings, ...findings, ...duplicates(result, file, shown, declared)].sort(
      (a, b) => a.line - b.line || a.column - b.column,
    );
    report.findings.push(...all.map((finding) => ({ ...finding, file: shown })));
    report.summary.files += 1;
    report.summary.documents += result.documents;
    report.summary.entities += result.entities.length;
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

/** Entities that another file declares too; which of them counts depends on where they are registered. */
function duplicates(result: DescriptorResult, file: string, shown: string, declared: Map<string, string>): Finding[] {
  const findings: Finding[] = [];
  for (const { ref, document, positions, position } of result.entities) {
    const place = positions['/metadata/name'] ?? position;
    const other = declared.get(ref);
    if (other === undefined) {
      declared.set(ref, `${shown}:${place.line}`);
      continue;
    }
    const { level, hint } = findingCode('entity-conflict');
    const message = `The entity ${ref} is declared in ${other} as well`;
    findings.push({ file, document, ...place, level, code: 'entity-conflict', message, hint, entityRef: ref });
  }
  return findings;
}

function shownPath(file: string, cwd: string): string {
  return relative(cwd, file).split(sep).join('/') || file;
}
