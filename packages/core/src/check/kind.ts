import type { JsonObject } from '../entity.ts';
import type { KindDefinition } from '../kind-definition.ts';
import type { CatalogModel } from '../model.ts';
import { nearest } from '../nearest.ts';
import { type Problem, problem } from '../problem.ts';
import { schemaErrors } from './schema.ts';
import { schemaProblem } from './schema-problem.ts';

const wrapped = new WeakMap<JsonObject, JsonObject>();

/** Problems of the kind, its version and its spec. Kinds that nobody has described are kept as they are. */
export function checkKind(value: JsonObject, model: CatalogModel): Problem[] {
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  const definition = model.kind(kind);
  if (!definition) return [unknownKind(kind, apiVersion, model)];
  if (definition.kind !== kind) {
    return [
      problem('kind', 'kind-wrong-case', '/kind', `The kind ${kind} is written ${definition.kind}`, {
        hint: `Write kind: ${definition.kind}.`,
      }),
    ];
  }
  const problems: Problem[] = [];
  if (!definition.apiVersions.some((version) => matchesVersion(version, apiVersion)))
    problems.push(unknownVersion(apiVersion, definition));
  if ('spec' in value && !isObject(value.spec)) return problems;
  const schema = specSchema(definition, value);
  for (const error of schemaErrors(wrap(schema), { spec: value.spec })) {
    const params = Object.entries(error.params).map(([name, param]) => `${name}: ${String(param)}`);
    const message = `${error.instancePath || '<root>'} ${error.message} - ${params.join(', ')}`;
    problems.push(schemaProblem('kind', error, value, message));
  }
  return problems;
}

/** The schema that holds for the spec of this very entity. */
function specSchema(definition: KindDefinition, value: JsonObject): JsonObject {
  const type = isObject(value.spec) ? value.spec.type : undefined;
  const variants = definition.variants ?? {};
  return (typeof type === 'string' && Object.hasOwn(variants, type) && variants[type]) || definition.schema;
}

function wrap(schema: JsonObject): JsonObject {
  const known = wrapped.get(schema) ?? { type: 'object', required: ['spec'], properties: { spec: schema } };
  wrapped.set(schema, known);
  return known;
}

function matchesVersion(pattern: string, apiVersion: string): boolean {
  return pattern.endsWith('/*') ? apiVersion.startsWith(pattern.slice(0, -1)) : pattern === apiVersion;
}

function unknownKind(kind: string, apiVersion: string, model: CatalogModel): Problem {
  const [meant] = nearest(
    kind,
    model.kinds.map((each) => each.kind),
    1,
  );
  // The apiVersion is one of ours and the name is nearly that of a kind: a slip, not a kind of somebody's own.
  const slip = meant && model.kind(meant)?.apiVersions.some((pattern) => matchesVersion(pattern, apiVersion));
  if (slip)
    return problem('kind', 'kind-misspelt', '/kind', `The kind ${kind} does not exist in ${apiVersion}`, {
      hint: `Write kind: ${meant}.`,
    });
  const hint = meant && `Write kind: ${meant} if that is what you mean.`;
  const message = `The kind ${kind} of ${apiVersion} is not known here; the entity is kept, and its spec is not checked`;
  return problem('kind', 'kind-unknown', '/kind', message, hint ? { hint } : {});
}

function unknownVersion(apiVersion: string, definition: KindDefinition): Problem {
  const versions = definition.apiVersions.join(' or ');
  const message = `The kind ${definition.kind} does not exist in ${apiVersion}, only in ${versions}`;
  return problem('kind', 'api-version-unknown', '/apiVersion', message, {
    hint: `Write apiVersion: ${definition.apiVersions[0]}.`,
  });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
