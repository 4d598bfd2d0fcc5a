import type { Document } from 'yaml';
import type { Entity } from './entity.ts';
import { findingCode } from './finding-codes.ts';
import type { Finding, Position } from './finding.ts';
import { defaultLimits, type DescriptorLimits, exceedsBytes } from './descriptor/limits.ts';
import { LimitReached, parseYaml } from './descriptor/parse-yaml.ts';
import type { PlaceholderReader, Substitution } from './descriptor/placeholders.ts';
import { type DocumentResult, readDocument } from './descriptor/read-document.ts';
import type { CatalogModel } from './model.ts';

export interface DescriptorOptions {
  /** Path of the file: for findings, and to resolve placeholders against. */
  file: string;
  model: CatalogModel;
  limits?: Partial<DescriptorLimits>;
  /** Expand YAML merge keys (`<<`); off unless told. */
  enableMerge?: boolean;
  /** Absent: a document with a placeholder fails. */
  placeholders?: PlaceholderReader;
  /** Messages as existing clients of the API know them, in place of plain words. */
  knownWords?: boolean;
}

/** An entity that a file declares. */
export interface DescriptorEntity {
  entity: Entity;
  /** `kind:namespace/name`, lower case. */
  ref: string;
  /** 1-based place of the document in its file. */
  document: number;
  position: Position;
  /** Where `/kind`, `/metadata/name`, every value of a relation field and the targets of a Location stand: JSON pointer in the entity as given here → place. */
  positions: Record<string, Position>;
}

/** A document that gave no entity because of an error. */
export interface FailedDescriptor {
  /** 1-based place; 0: the file as a whole, or all that comes after the entities that could be read. */
  document: number;
  /** The entity that it would have been; absent when it could not be read for sure, so that it may have been any of the file. */
  ref?: string;
  /** The first error; it is among the findings as well. */
  finding: Finding;
}

export interface DescriptorResult {
  /** Documents in the file; empty ones count. */
  documents: number;
  entities: DescriptorEntity[];
  /** In the order of the file. */
  findings: Finding[];
  failed: FailedDescriptor[];
}

/**
 * Reads a descriptor file: every entity in it, and everything that is wrong or worth knowing, each with its place.
 * A bad document does not take the others with it. Never throws because of what the file holds.
 */
export async function readDescriptor(text: string, options: DescriptorOptions): Promise<DescriptorResult> {
  const result: DescriptorResult = { documents: 0, entities: [], findings: [], failed: [] };
  const limits = { ...defaultLimits, ...options.limits };
  const hasMark = text.startsWith('\uFEFF');
  const content = hasMark ? text.slice(1) : text;
  if (hasMark)
    result.findings.push(wholeFile(options.file, 'byte-order-mark', 'The file begins with a byte order mark'));
  const refused = refusal(content, options.file, limits);
  if (refused) {
    result.findings.push(refused);
    result.failed.push({ document: 0, finding: refused });
    return result;
  }
  await readDocuments(content, options, limits, result);
  if (result.entities.length === 0 && result.findings.every((finding) => finding.code === 'byte-order-mark')) {
    result.findings.push(wholeFile(options.file, 'file-empty', 'The file holds no entity'));
  }
  result.findings.sort((a, b) => a.line - b.line || a.column - b.column);
  return result;
}

async function readDocuments(
  text: string,
  options: DescriptorOptions,
  limits: DescriptorLimits,
  result: DescriptorResult,
): Promise<void> {
  const { documents, lines } = parseYaml(text, limits);
  const substitution: Substitution = { file: options.file, reader: options.placeholders, limits, bytes: 0 };
  const reading = { text, lines, options, limits, substitution, declared: new Map<string, Position>() };
  try {
    for (const document of documents) {
      if (result.documents === limits.documents) throw tooMany(document, limits);
      result.documents += 1;
      addDocument(result, await readDocument(document, result.documents, reading));
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    const { level, hint } = findingCode(error.code);
    const finding: Finding = {
      file: options.file,
      ...lines.at(error.offset),
      level,
      code: error.code,
      message: error.message,
      hint,
    };
    result.findings.push(finding);
    result.failed.push({ document: 0, finding });
  }
}

function addDocument(result: DescriptorResult, { findings, entity, ref, isUnreadable }: DocumentResult): void {
  const entityRef = entity?.ref ?? ref;
  const placed = entityRef === undefined ? findings : findings.map((finding) => ({ ...finding, entityRef }));
  result.findings.push(...placed);
  if (entity) result.entities.push(entity);
  const error = placed.find((finding) => finding.level === 'error');
  if (error && !entity)
    result.failed.push({
      document: result.documents,
      ...(ref !== undefined && !isUnreadable && { ref }),
      finding: error,
    });
}

function refusal(text: string, file: string, limits: DescriptorLimits): Finding | undefined {
  if (exceedsBytes(text, limits.bytes))
    return wholeFile(file, 'file-too-large', `The file is larger than ${limits.bytes} bytes`);
  if (text.includes('\0')) return wholeFile(file, 'file-binary', 'The file holds NUL bytes; it is not text');
  return undefined;
}

function tooMany(document: Document.Parsed, limits: DescriptorLimits): LimitReached {
  return new LimitReached(
    'yaml-too-many-documents',
    `The file holds more than ${limits.documents} documents; the others are left out`,
    document.range[0],
  );
}

function wholeFile(file: string, code: string, message: string): Finding {
  const { level, hint } = findingCode(code);
  return { file, line: 1, column: 1, level, code, message, hint };
}
