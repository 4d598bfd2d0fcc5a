import { EmptyState } from '@callboard/plugin/web';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { ItemList } from '../frame/item-list.tsx';
import { messages } from '../messages.ts';
import { words } from '../parsing/words.ts';
import type { OutlineGroup } from '../types.ts';
import { FieldView } from './field-view.tsx';
import { rootFields } from './lookup.ts';
import { TypeView } from './type-view.tsx';
import type { GraphqlApi } from './types.ts';

export interface GraphqlViewProps {
  api: GraphqlApi;
  address: Address;
  groups: readonly OutlineGroup[];
}

const OPERATIONS = ['query', 'mutation', 'subscription'] as const;
const TITLES = {
  query: words.groups.queries,
  mutation: words.groups.mutations,
  subscription: words.groups.subscriptions,
};

/** What the address names of a graph, or what can be asked of it. */
export function GraphqlView({ api, address, groups }: GraphqlViewProps) {
  const [kind = '', name = ''] = address.at.split(' ');
  if (kind === '') return <Overview api={api} address={address} groups={groups} />;
  const operation = OPERATIONS.find((word) => word === kind);
  if (operation) {
    const field = rootFields(api, operation).find((entry) => entry.name === name);
    if (field) return <FieldView api={api} address={address} operation={operation} field={field} />;
  }
  const type = api.types.find((entry) => entry.kind === kind && entry.name === name);
  if (!type) return <EmptyState icon="search" title={messages.asyncapi.unknown} />;
  return <TypeView api={api} address={address} type={type} />;
}

function Overview({ api, address, groups }: GraphqlViewProps) {
  const has = OPERATIONS.some((operation) => rootFields(api, operation).length > 0);
  return (
    <>
      {!has && <p className={styles.quiet}>{messages.graphql.noOperations}</p>}
      {OPERATIONS.map((operation) => (
        <ItemList
          key={operation}
          title={TITLES[operation]}
          address={address}
          items={rootFields(api, operation).map((field) => ({
            id: `${operation} ${field.name}`,
            title: field.name,
            detail: field.type,
            summary: field.description,
            deprecated: field.deprecated !== undefined,
          }))}
        />
      ))}
      {!has &&
        groups.map(({ title, items }) => (
          <ItemList key={title} title={title} items={items.map(plainItem)} address={address} />
        ))}
    </>
  );
}

function plainItem({ id, title }: { id: string; title: string }) {
  return { id, title };
}
