import { z } from 'zod';
import type { JsonObject } from './entity.ts';
import { compileSchema } from './check/schema.ts';
import { InvalidInput } from './invalid-input.ts';

/** A field of a kind that names other entities, and the relation that it makes. */
export interface RelationField {
  /** Dotted path of a string or a list of strings, such as `spec.owner`. */
  path: string;
  /** Relation from the entity that holds the field, such as `ownedBy`. */
  forward: string;
  /** Relation back from the target, such as `ownerOf`. */
  reverse: string;
  /** Kind of a ref that names none; absent: each ref must name its kind. */
  defaultKind?: string;
  /** Namespace of a ref that names none: `inherit` (from the entity that holds the field; the default) or `default`. */
  defaultNamespace?: 'inherit' | 'default';
  /** Kinds that make sense as target; others are warned about. */
  allowedKinds?: string[];
  /** Only for entities of these `spec.type`s. */
  types?: string[];
}

/** A field worth a column in lists of the kind. */
export interface KindColumn {
  path: string;
  title: string;
}

/** All that Callboard knows about a kind of entity. Kinds are data: the built-in ones and those of a deployment have the same form. */
export interface KindDefinition {
  /** As written in descriptors, such as `Component`. */
  kind: string;
  /** For sentences, such as `component`. */
  singular: string;
  /** Such as `components`. */
  plural: string;
  description: string;
  /** Name of a Tabler icon, such as `puzzle`. */
  icon: string;
  /** Accepted versions; `group/*` accepts every version of a group. */
  apiVersions: string[];
  /** JSON Schema (draft 7) of `spec`. */
  schema: JsonObject;
  /** Schemas that take the place of `schema` for some `spec.type`s. */
  variants?: Record<string, JsonObject>;
  relations: RelationField[];
  /** Dotted paths of lists whose order means nothing; they are kept sorted. */
  sorted: string[];
  columns: KindColumn[];
}

const jsonSchema = z.record(z.string(), z.json());
const specPath = z.string().regex(/^spec(\.[\w-]+)+$/, 'a path below spec, such as spec.owner');
const relationType = z.string().regex(/^\w+$/, 'letters, digits and underscores');

const relationField = z.strictObject({
  path: specPath,
  forward: relationType,
  reverse: relationType,
  defaultKind: z.string().optional(),
  defaultNamespace: z.enum(['inherit', 'default']).optional(),
  allowedKinds: z.array(z.string()).optional(),
  types: z.array(z.string()).optional(),
});

const kindDefinition = z.strictObject({
  kind: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,62}$/, '1 to 63 letters and digits, beginning with a letter'),
  singular: z.string().min(1).optional(),
  plural: z.string().min(1).optional(),
  description: z.string().default(''),
  icon: z.string().default('box'),
  apiVersions: z.array(z.string().min(1)).min(1),
  schema: jsonSchema.default({ type: 'object' }),
  variants: z.record(z.string(), jsonSchema).optional(),
  relations: z.array(relationField).optional(),
  sorted: z.array(specPath).default([]),
  columns: z.array(z.strictObject({ path: z.string().min(1), title: z.string().min(1) })).optional(),
});

/** `spec.owner` makes `ownedBy` / `ownerOf`: a group, unless it names a user. */
export const ownerField: RelationField = {
  path: 'spec.owner',
  forward: 'ownedBy',
  reverse: 'ownerOf',
  defaultKind: 'Group',
  allowedKinds: ['Group', 'User'],
};

/** `spec.system` makes `partOf` / `hasPart`. */
export const systemField: RelationField = {
  path: 'spec.system',
  forward: 'partOf',
  reverse: 'hasPart',
  defaultKind: 'System',
  allowedKinds: ['System'],
};

/** Relations of kinds that say nothing about relations, and of kinds that nobody has described. */
export const usualRelations: RelationField[] = [ownerField, systemField];

/**
 * Reads one kind from configuration. Only `kind` and `apiVersions` are required:
 *
 * ```yaml
 * kind: Dataset
 * apiVersions: [acme.example/v1]
 * plural: datasets
 * icon: table
 * schema:                       # JSON Schema of spec
 *   type: object
 *   required: [owner]
 *   properties:
 *     owner: { type: string, minLength: 1 }
 *     producedBy: { type: string, minLength: 1 }
 * relations:                    # absent: spec.owner and spec.system
 *   - { path: spec.owner, forward: ownedBy, reverse: ownerOf, defaultKind: Group }
 *   - { path: spec.producedBy, forward: producedBy, reverse: produces, defaultKind: Component }
 * columns:
 *   - { path: spec.owner, title: Owner }
 * ```
 * @throws {InvalidInput} naming every field that is wrong
 */
export function parseKindDefinition(json: unknown): KindDefinition {
  const result = kindDefinition.safeParse(json);
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue) => `${issue.path.join('.') || 'the definition'}: ${issue.message}`,
    );
    throw new InvalidInput(`Not a kind definition: ${problems.join('; ')}`);
  }
  for (const schema of [result.data.schema, ...Object.values(result.data.variants ?? {})])
    compileSchema(schema as JsonObject);
  const { kind, singular = kind.toLowerCase(), plural, relations, columns, variants, ...rest } = result.data;
  return {
    ...rest,
    kind,
    singular,
    plural: plural ?? `${singular}s`,
    ...(variants && { variants: variants as Record<string, JsonObject> }),
    schema: rest.schema as JsonObject,
    relations: (relations as RelationField[] | undefined) ?? usualRelations,
    columns: columns ?? [
      { path: 'spec.owner', title: 'Owner' },
      { path: 'spec.type', title: 'Type' },
    ],
  };
}
