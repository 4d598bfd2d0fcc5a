import type { Address } from '../address.ts';
import { OpenLink } from '../frame/open-link.tsx';
import type { GraphqlApi } from './types.ts';

/** A type as it is written, the name in it leading to the type. */
export function TypeRef({ api, address, type }: { api: GraphqlApi; address: Address; type: string }) {
  const [, before = '', name = '', after = ''] = /^([^\w]*)(\w*)(.*)$/.exec(type) ?? [];
  const found = api.types.find((entry) => entry.name === name && entry.kind !== 'directive');
  if (!found) return <code>{type}</code>;
  return (
    <code>
      {before}
      <OpenLink address={address} id={`${found.kind} ${name}`}>
        {name}
      </OpenLink>
      {after}
    </code>
  );
}

/** The types that several names lead to, in one line. */
export function TypeRefs({ api, address, names }: { api: GraphqlApi; address: Address; names: readonly string[] }) {
  return names.map((name, place) => (
    <span key={name}>
      {place > 0 && ', '}
      <TypeRef api={api} address={address} type={name} />
    </span>
  ));
}
