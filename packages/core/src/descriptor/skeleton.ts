import type { Json, JsonObject } from '../entity.ts';

const expression = /\$\{\{|\{\{|\{%|<%/;

/**
 * Whether a document is the skeleton of a template: its kind or its name is filled in only when the template runs.
 * Unquoted, `{{ name }}` reads as a mapping inside a mapping.
 */
export function isSkeleton(root: JsonObject): boolean {
  const metadata = root.metadata;
  const { name, namespace } =
    typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
  return [root.kind, root.apiVersion, name, namespace].some((value) => isExpression(value));
}

function isExpression(value: Json | undefined): boolean {
  if (typeof value === 'string') return expression.test(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && key !== undefined && key.startsWith('{');
}
