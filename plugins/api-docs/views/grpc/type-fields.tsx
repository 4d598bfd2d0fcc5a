import type { Address } from '../address.ts';
import { Fields } from '../frame/fields.tsx';
import { messages } from '../messages.ts';
import { TypeName } from './type-name.tsx';
import type { ProtoFile, ProtoType } from './types.ts';

export interface TypeFieldsProps {
  api: ProtoFile;
  address: Address;
  type: ProtoType;
  title?: string;
}

/** The fields of a message, or the values of an enum. */
export function TypeFields({ api, address, type, title }: TypeFieldsProps) {
  const usual = type.kind === 'enum' ? messages.grpc.values : messages.grpc.fields;
  const rows = type.fields.map((field) => ({
    key: field.name,
    name: field.name,
    ...(field.type && { type: <TypeName api={api} address={address} type={field.type} inside={type.name} /> }),
    note: `= ${field.number}${field.oneof === undefined ? '' : ` · ${messages.schema.oneOf} ${field.oneof}`}`,
    description: field.comment,
    deprecated: field.deprecated,
  }));
  return <Fields title={title ?? usual} rows={rows} />;
}
