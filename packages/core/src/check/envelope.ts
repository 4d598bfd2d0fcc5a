import type { JsonObject } from '../entity.ts';
import { nearest } from '../nearest.ts';
import { escapePointer, type Problem, problem } from '../problem.ts';
import { schemaErrors } from './schema.ts';
import { schemaProblem } from './schema-problem.ts';

const text: JsonObject = { type: 'string', minLength: 1 };
const textMap: JsonObject = { type: 'object', additionalProperties: { type: 'string' } };

const envelope: JsonObject = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: {
    apiVersion: text,
    kind: text,
    metadata: {
      type: 'object',
      required: ['name'],
      properties: {
        name: text,
        namespace: text,
        title: text,
        description: { type: 'string' },
        labels: textMap,
        annotations: textMap,
        tags: { type: 'array', items: text },
        links: {
          type: 'array',
          items: { type: 'object', required: ['url'], properties: { url: text, title: text, icon: text, type: text } },
        },
      },
    },
    spec: { type: 'object' },
  },
};

const rootFields = ['apiVersion', 'kind', 'metadata', 'spec'];
const metadataFields = ['name', 'namespace', 'title', 'description', 'labels', 'annotations', 'tags', 'links'];

/** Problems of the general shape that entities of every kind have. */
export function checkEnvelope(value: JsonObject): Problem[] {
  const problems = schemaErrors(envelope, value).map((error) =>
    schemaProblem('envelope', error, value, `Malformed envelope, ${error.instancePath || '<root>'} ${error.message}`),
  );
  for (const field of Object.keys(value)) {
    if (!rootFields.includes(field)) problems.push(unknownRootField(field, value));
  }
  return problems;
}

/** Names of fields that every `metadata` may have. */
export function knownMetadataFields(): readonly string[] {
  return metadataFields;
}

function unknownRootField(field: string, value: JsonObject): Problem {
  const [meant] = nearest(
    field,
    rootFields.filter((known) => !(known in value)),
    1,
  );
  const hint = meant
    ? `Rename ${field} to ${meant}.`
    : field === 'relations' || field === 'status'
      ? `Remove ${field}: Callboard derives it.`
      : metadataFields.includes(field)
        ? `Move ${field} under metadata.`
        : undefined;
  return problem(
    'envelope',
    'root-field-unknown',
    `/${escapePointer(field)}`,
    `${field} is not a field that an entity has at its root`,
    {
      atKey: true,
      known: `Unknown field ${field}`,
      ...(hint && { hint }),
    },
  );
}
