import type { Address } from '../address.ts';
import type { FieldRow } from '../frame/fields.tsx';
import { messages } from '../messages.ts';
import { TypeRef } from './type-ref.tsx';
import type { GraphqlApi, GraphqlArgument, GraphqlField } from './types.ts';

/** A field, an argument or a value as a row. */
export function fieldRow(api: GraphqlApi, address: Address, field: GraphqlArgument | GraphqlField): FieldRow {
  const args = 'args' in field ? field.args : [];
  const directives = 'directives' in field ? field.directives : [];
  const notes = [
    ...args.map(({ name, type }) => `${name}: ${type}`),
    ...(field.default === undefined ? [] : [messages.schema.notes.default(field.default)]),
    ...directives,
  ];
  return {
    key: field.name,
    name: field.name,
    ...(field.type && { type: <TypeRef api={api} address={address} type={field.type} /> }),
    note: notes.join(' · '),
    description: [field.description, field.deprecated].filter(Boolean).join('\n'),
    deprecated: field.deprecated !== undefined,
  };
}
