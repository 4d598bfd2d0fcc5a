import type { Document } from 'yaml';
import type { Moves } from '../check/normalise.ts';
import type { DescriptorEntity, DescriptorOptions } from '../descriptor.ts';
import type { Entity, Json, JsonObject } from '../entity.ts';
import type { Finding, Position } from '../finding.ts';
import type { CatalogModel } from '../model.ts';
import { type Problem, problem } from '../problem.ts';
import { defaultNamespace, entityRefOf, stringifyEntityRef } from '../ref.ts';
import { findingAt, findingOf, type Place } from './finding-at.ts';
import type { DescriptorLimits } from './limits.ts';
import { type Locator, locatorOf } from './locate.ts';
import { lookalikeOf } from './misplaced.ts';
import { LimitReached, type Lines } from './parse-yaml.ts';
import { hasPlaceholder, substitute, type Substitution } from './placeholders.ts';
import { isSkeleton } from './skeleton.ts';
import { explainFault, explainSyntax, type SyntaxExplanation } from './syntax.ts';
import { yamlValue } from './yaml-value.ts';

/** More notes of one sort than anyone reads of one document. */
const mostNotes = 20;

/** More places than a page shows; what comes after them is placed at the entity. */
const mostPositions = 1000;

/** What the documents of one file share. */
export interface FileReading {
  text: string;
  lines: Lines;
  options: DescriptorOptions;
  limits: DescriptorLimits;
  substitution: Substitution;
  /** Entities declared so far in this file, and where. */
  declared: Map<string, Position>;
}

/** What one document gives. */
export interface DocumentResult {
  findings: Finding[];
  entity?: DescriptorEntity;
  /** The entity that a document with errors would have been. */
  ref?: string;
  /** The document could not even be read as YAML, so that it may be hiding others. */
  isUnreadable?: true;
}

/** Reads one document of a file; `number` is its 1-based place. */
export async function readDocument(
  document: Document.Parsed,
  number: number,
  reading: FileReading,
): Promise<DocumentResult> {
  const { lines, options } = reading;
  const { file, model } = options;
  const place = { file, document: number };
  const locator = locatorOf(document, lines);
  const { root, notes, error } = readValue(document, place, reading);
  if (isObject(root) && isSkeleton(root)) {
    const message = 'The document is a template skeleton: its name is filled in when the template runs';
    return { findings: [findingAt(place, locator.at(''), 'template-skeleton', message)] };
  }
  if (error) return { findings: [error], ...refPart(root, model), isUnreadable: true };
  if (root === null) return { findings: [] };
  const different = isObject(root) ? lookalike(root, model) : notAnObject(root);
  if (different || !isObject(root))
    return { findings: different ? [findingOf(different, place, locator, options.knownWords)] : [] };
  const { problems, entity, moves } = await judge(root, reading);
  const findings = [...notes, ...problems.map((each) => findingOf(each, place, locator, options.knownWords))];
  if (!entity) return { findings, ...refPart(root, model) };
  const ref = entityRefOf(entity);
  const before = reading.declared.get(ref);
  if (before) {
    const message = `The entity ${ref} is declared already in line ${before.line} of this file; this one is left out`;
    const finding = findingOf(problem('hint', 'entity-duplicate', '/metadata/name', message), place, locator);
    return { findings: [...findings, { ...finding, entityRef: ref }] };
  }
  const position = locator.at('');
  reading.declared.set(ref, position);
  return {
    findings,
    entity: { entity, ref, document: number, position, positions: positionsOf(entity, model, moves, locator) },
  };
}

/** The value of a document as far as it can be read, with the first error in its YAML. */
function readValue(
  document: Document.Parsed,
  place: Place,
  { text, lines, limits, options }: FileReading,
): { root: Json; notes: Finding[]; error?: Finding } {
  const explained = (offset: number, { code, message, hint }: SyntaxExplanation): Finding =>
    findingAt(place, lines.at(offset), code, message, hint);
  try {
    const { value, complexKeys, faults } = yamlValue(document, limits, options.enableMerge ?? false);
    const notes = [
      ...complexKeys
        .slice(0, mostNotes)
        .map((offset) => explained(offset, { code: 'yaml-complex-key', message: 'A mapping or list stands as a key' })),
      ...document.warnings.slice(0, mostNotes).map(({ pos }) =>
        explained(pos[0], {
          code: 'yaml-tag-unknown',
          message: 'A YAML tag has no meaning here; the plain value is used',
        }),
      ),
    ];
    const [broken] = document.errors;
    const [fault] = faults;
    if (broken) return { root: value, notes, error: explained(broken.pos[0], explainSyntax(broken, text)) };
    if (fault)
      return { root: value, notes, error: explained(fault.offset, explainFault(fault, lines.at(fault.offset))) };
    return { root: value, notes };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return { root: null, notes: [], error: explained(error.offset, error) };
  }
}

interface Judgement {
  problems: Problem[];
  entity?: Entity;
  moves: Moves;
}

async function judge(root: JsonObject, { options, substitution }: FileReading): Promise<Judgement> {
  if (!hasPlaceholder(root)) return options.model.checkEntity(root);
  const filled = await substitute(root, substitution);
  const failed = filled.problems.filter((each) => each.level === 'error').map((each) => each.pointer);
  const { problems, entity, moves } = options.model.checkEntity(filled.value, [...filled.unread, ...failed]);
  return { problems: [...filled.problems, ...problems], moves, ...(entity && failed.length === 0 && { entity }) };
}

function lookalike(root: JsonObject, model: CatalogModel): Problem | undefined {
  if (typeof root.kind === 'string' && model.kind(root.kind)) return undefined;
  const found = lookalikeOf(root);
  if (found)
    return problem('envelope', 'file-misplaced', '', `The document is ${found.what}, not a descriptor`, {
      hint: found.hint,
    });
  if ('apiVersion' in root || 'kind' in root) return undefined;
  return problem(
    'envelope',
    'document-not-entity',
    '',
    'The document is not an entity: it has neither apiVersion nor kind',
  );
}

function notAnObject(root: Json): Problem {
  return problem(
    'envelope',
    'document-not-object',
    '',
    `The document is ${Array.isArray(root) ? 'a list' : 'a single value'}, not a mapping of names to values`,
    { known: `Expected object at root, got ${Array.isArray(root) ? 'array' : typeof root}` },
  );
}

/** Where the values stand that later checks point at, by their place in the stored form. */
function positionsOf(entity: Entity, model: CatalogModel, moves: Moves, locator: Locator): Record<string, Position> {
  const positions: Record<string, Position> = {
    '/kind': locator.at('/kind'),
    '/metadata/name': locator.at('/metadata/name'),
  };
  if (entity.kind === 'Location')
    for (const pointer of targetPointers(entity)) positions[pointer] = locator.at(pointer);
  for (const { pointer } of model.references(entity).slice(0, mostPositions)) {
    const slash = pointer.lastIndexOf('/');
    const list = pointer.slice(0, slash);
    const former = moves.get(list)?.[Number(pointer.slice(slash + 1))];
    positions[pointer] = locator.at(former === undefined ? pointer : `${list}/${former}`);
  }
  return positions;
}

function targetPointers({ spec }: Entity): string[] {
  const targets = Array.isArray(spec?.targets) ? spec.targets : [];
  return [
    ...(spec?.target === undefined ? [] : ['/spec/target']),
    ...targets.map((_, index) => `/spec/targets/${index}`),
  ];
}

/** The ref of a broken document, if all its parts are such as a sound one could have. */
function refPart(root: Json, { validators }: CatalogModel): { ref?: string } {
  if (!isObject(root) || !isObject(root.metadata)) return {};
  const { kind } = root;
  const { name, namespace = defaultNamespace } = root.metadata;
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof namespace !== 'string') return {};
  if (validators.kind(kind) ?? validators.entityName(name) ?? validators.namespace(namespace)) return {};
  return { ref: stringifyEntityRef({ kind, namespace, name }) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
