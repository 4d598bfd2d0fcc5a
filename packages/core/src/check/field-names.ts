import type { JsonObject } from '../entity.ts';
import type { KindDefinition } from '../kind-definition.ts';
import type { CatalogModel } from '../model.ts';
import { nearest } from '../nearest.ts';
import { escapePointer, type Problem, problem } from '../problem.ts';
import { knownMetadataFields } from './envelope.ts';

/** Names that people write although they are far from the right ones, letter by letter. */
const synonyms: Record<string, string[]> = {
  ownedBy: ['owner'],
  team: ['owner'],
  dependencies: ['dependsOn'],
  requires: ['dependsOn'],
  partOf: ['system', 'subcomponentOf', 'domain', 'subdomainOf'],
  apis: ['providesApis'],
  exposesApis: ['providesApis'],
  usesApis: ['consumesApis'],
  stage: ['lifecycle'],
  groups: ['memberOf'],
};

const knownSpecFields = new WeakMap<KindDefinition, string[]>();

/** Warns about fields that look like slips of known ones which the entity does not have. Other fields are nobody's business. */
export function checkFieldNames(value: JsonObject, model: CatalogModel): Problem[] {
  const definition = typeof value.kind === 'string' ? model.kind(value.kind) : undefined;
  return [
    ...misspelt('metadata', value.metadata, knownMetadataFields()),
    ...(definition ? misspelt('spec', value.spec, specFields(definition)) : []),
  ];
}

function misspelt(parent: string, value: unknown, known: readonly string[]): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const missing = known.filter((field) => !Object.hasOwn(value, field));
  const problems: Problem[] = [];
  for (const field of Object.keys(value)) {
    if (known.includes(field) || field === 'uid' || field === 'etag') continue;
    const synonym = Object.hasOwn(synonyms, field)
      ? synonyms[field]?.find((each) => missing.includes(each))
      : undefined;
    const meant = synonym ?? nearest(field, missing, 1)[0];
    if (meant === undefined) continue;
    const message = `${parent}.${field} is not a known field; did you mean ${meant}?`;
    problems.push(
      problem('hint', 'field-misspelt', `/${parent}/${escapePointer(field)}`, message, {
        hint: `Rename ${field} to ${meant}, or leave it if it is your own.`,
        atKey: true,
      }),
    );
  }
  return problems;
}

function specFields(definition: KindDefinition): string[] {
  const known = knownSpecFields.get(definition);
  if (known) return known;
  const schemas = [definition.schema, ...Object.values(definition.variants ?? {})];
  const fields = [
    ...schemas.flatMap((schema) => Object.keys((schema.properties ?? {}) as JsonObject)),
    ...definition.relations.map((field) => field.path.split('.')[1] ?? ''),
  ];
  const unique = [...new Set(fields)];
  knownSpecFields.set(definition, unique);
  return unique;
}
