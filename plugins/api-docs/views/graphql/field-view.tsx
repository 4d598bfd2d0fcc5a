import { useMemo } from 'react';
import type { Address } from '../address.ts';
import { Fields } from '../frame/fields.tsx';
import { Heading } from '../frame/heading.tsx';
import { Prose } from '../frame/prose.tsx';
import { TextBlock } from '../frame/text-block.tsx';
import { messages } from '../messages.ts';
import { fieldRow } from './field-row.tsx';
import { exampleRequest, namedType } from './lookup.ts';
import type { GraphqlOperation } from './lookup.ts';
import { TypeRef } from './type-ref.tsx';
import type { GraphqlApi, GraphqlField } from './types.ts';

export interface FieldViewProps {
  api: GraphqlApi;
  address: Address;
  operation: GraphqlOperation;
  field: GraphqlField;
}

/** One operation: what it takes, what it returns, how it is asked. */
export function FieldView({ api, address, operation, field }: FieldViewProps) {
  const example = useMemo(() => exampleRequest(api, operation, field), [api, operation, field]);
  const returned = api.types.find((entry) => entry.name === namedType(field.type) && entry.kind !== 'directive');
  return (
    <>
      <Heading
        badge={operation}
        title={field.name}
        deprecated={field.deprecated !== undefined}
        detail={<TypeRef api={api} address={address} type={field.type} />}
      />
      <Prose text={field.description} />
      <Prose text={field.deprecated} />
      <Fields
        title={messages.graphql.arguments}
        rows={field.args.map((argument) => fieldRow(api, address, argument))}
      />
      {returned && (
        <Fields
          title={`${messages.graphql.returns} ${returned.name}`}
          rows={returned.fields.map((entry) => fieldRow(api, address, entry))}
        />
      )}
      <TextBlock title={messages.graphql.example} text={example} />
    </>
  );
}
