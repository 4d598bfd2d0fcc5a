import { z } from 'zod';
import { configSchema } from '@callboard/server';
import { markdownTable } from './table.ts';

/** The part of JSON Schema that our configuration uses. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  required?: string[];
  minimum?: number;
  maximum?: number;
}

const example = `\`\`\`yaml
server:
  port: 7007
sources:
  - type: folder
    target: ../code
  - type: git
    target: https://git.example.org/team/player.git
    token: \${GIT_TOKEN}
webhooks:
  github:
    secret: file:/run/secrets/webhook
\`\`\``;

/** `docs/configuration.md`: every key of callboard.yaml. */
export function configurationPage(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as Schema;
  const sections = Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const rows = [...rowsOf(key, part, false)].map(([path, ...cells]) => [`\`${path}\``, ...cells]);
    const lead = part.description === undefined || part.properties === undefined ? [] : [part.description, ''];
    return ['', `## ${key}`, '', ...lead, markdownTable(['Key', 'Type', 'Default', 'What it is'], rows)];
  });
  return [
    '# Configuration',
    '',
    'Generated from the schema in `packages/server` by `npm run generate`; do not edit. The configuration is `callboard.yaml` in the folder where the portal',
    'starts, or the file that `--config` names. `callboard config check` says everything that is wrong with one, `callboard config schema` prints its JSON Schema for editors.',
    '',
    'Any text may hold `${NAME}` or `${NAME:-default}` from the environment; where that is the whole value, numbers and truth values are understood. Secrets (tokens, secrets, passwords, the URL of the database, and what a plugin declares secret) may also be `file:<path>`. Paths are relative to the file.',
    '',
    example,
    ...sections,
    '',
  ].join('\n');
}

type Row = [path: string, type: string, fallback: string, description: string];

function* rowsOf(path: string, schema: Schema, required: boolean): Generator<Row> {
  const item = schema.items;
  const map = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const parts = Object.entries(schema.properties ?? {});
  // A section without a word of its own is told by its keys.
  if (parts.length === 0) yield [path, typeOf(schema), fallbackOf(schema, required), schema.description ?? ''];
  for (const [key, part] of parts) yield* rowsOf(`${path}.${key}`, part, schema.required?.includes(key) ?? false);
  if (item?.properties) {
    for (const [key, part] of Object.entries(item.properties)) {
      yield* rowsOf(`${path}[].${key}`, part, item.required?.includes(key) ?? false);
    }
  }
  if (map?.properties) yield* rowsOf(`${path}.<name>`, map, false);
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? plural(typeOf(schema.items)) : 'values'}`;
  if (schema.type === 'object' && schema.properties === undefined) return 'map';
  return (
    { string: 'text', integer: 'whole number', object: 'section', boolean: 'true or false' }[schema.type ?? ''] ??
    schema.type ??
    'any'
  );
}

function plural(type: string): string {
  return { text: 'texts', section: 'sections' }[type] ?? type;
}

function fallbackOf(schema: Schema, required: boolean): string {
  if (schema.default !== undefined) return `\`${JSON.stringify(schema.default)}\``;
  return required ? 'required' : '';
}
