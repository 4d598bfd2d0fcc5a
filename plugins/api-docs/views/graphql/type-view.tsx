import { useMemo } from 'react';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { Fields } from '../frame/fields.tsx';
import { Heading } from '../frame/heading.tsx';
import { ItemList } from '../frame/item-list.tsx';
import { Prose } from '../frame/prose.tsx';
import { messages } from '../messages.ts';
import { fieldRow } from './field-row.tsx';
import { usersOf } from './lookup.ts';
import { TypeRefs } from './type-ref.tsx';
import type { GraphqlApi, GraphqlType } from './types.ts';

const MEMBERS = { union: messages.graphql.oneOf, directive: messages.graphql.places };
const FIELDS = { enum: messages.graphql.values, directive: messages.graphql.arguments };

/** One type: what is in it and where it is used. */
export function TypeView({ api, address, type }: { api: GraphqlApi; address: Address; type: GraphqlType }) {
  const users = useMemo(() => usersOf(api, type), [api, type]);
  const { kind, name, members, directives } = type;
  const memberTitle = kind in MEMBERS ? MEMBERS[kind as keyof typeof MEMBERS] : messages.graphql.implements;
  const fieldTitle = kind in FIELDS ? FIELDS[kind as keyof typeof FIELDS] : messages.graphql.fields;
  return (
    <>
      <Heading badge={kind} title={name} detail={directives.length > 0 && <code>{directives.join(' ')}</code>} />
      <Prose text={type.description} />
      {members.length > 0 && (
        <p>
          <span className={styles.quiet}>{memberTitle}</span> <TypeRefs api={api} address={address} names={members} />
        </p>
      )}
      <Fields title={fieldTitle} rows={type.fields.map((field) => fieldRow(api, address, field))} />
      <ItemList title={messages.graphql.usedBy} items={users} address={address} />
    </>
  );
}
