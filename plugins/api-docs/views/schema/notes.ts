import { messages } from '../messages.ts';
import { listAt, own } from '../parsing/values.ts';
import type { Values } from '../parsing/values.ts';

const LONGEST = 200;
const words = messages.schema.notes;

const LIMITS: readonly (readonly [key: string, say: (value: string) => string])[] = [
  ['format', words.format],
  ['const', words.fixed],
  ['default', words.default],
  ['minimum', words.least],
  ['maximum', words.most],
  ['minLength', words.shortest],
  ['maxLength', words.longest],
  ['minItems', words.shortest],
  ['maxItems', words.longest],
  ['pattern', words.pattern],
];

/** What a schema says of its values, in short. */
export function notesOf(schema: Values): string[] {
  const values = listAt(schema, 'enum');
  return [
    ...LIMITS.flatMap(([key, say]) => (own(schema, key) === undefined ? [] : [say(shown(own(schema, key)))])),
    ...(values.length > 0 ? [words.values(values.map(shown).join(', ').slice(0, LONGEST))] : []),
    ...(own(schema, 'nullable') === true ? [words.nullable] : []),
    ...(own(schema, 'readOnly') === true ? [words.readOnly] : []),
    ...(own(schema, 'writeOnly') === true ? [words.writeOnly] : []),
  ];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
