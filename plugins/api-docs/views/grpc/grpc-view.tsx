import { EmptyState } from '@callboard/plugin/web';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { ItemList } from '../frame/item-list.tsx';
import { Heading } from '../frame/heading.tsx';
import { Prose } from '../frame/prose.tsx';
import { messages } from '../messages.ts';
import { MethodView } from './method-view.tsx';
import { TypeFields } from './type-fields.tsx';
import type { ProtoFile, ProtoMethod, ProtoType } from './types.ts';

export interface GrpcViewProps {
  api: ProtoFile;
  address: Address;
}

/** What the address names of a proto file, or its services. */
export function GrpcView({ api, address }: GrpcViewProps) {
  const { at } = address;
  if (at === '') return <Overview api={api} address={address} />;
  for (const service of api.services) {
    const method = service.methods.find(({ name }) => at === `rpc ${service.name}.${name}`);
    if (method) return <MethodView api={api} address={address} service={service.name} method={method} />;
  }
  const type = api.types.find(({ kind, name }) => at === `${kind} ${name}`);
  if (!type) return <EmptyState icon="search" title={messages.asyncapi.unknown} />;
  return (
    <>
      <Heading badge={type.kind} title={type.name} />
      <Prose text={type.comment} />
      <TypeFields api={api} address={address} type={type} />
    </>
  );
}

function Overview({ api, address }: GrpcViewProps) {
  const types = api.services.length === 0 ? api.types : [];
  return (
    <>
      <Prose text={api.comment} />
      {api.services.length === 0 && <p className={styles.quiet}>{messages.grpc.noServices}</p>}
      {api.services.map((service) => (
        <ItemList
          key={service.name}
          title={service.name}
          about={service.comment}
          address={address}
          items={service.methods.map((method) => methodItem(service.name, method))}
        />
      ))}
      <ItemList title={messages.grpc.types} items={types.map(typeItem)} address={address} />
      {api.imports.length > 0 && (
        <section>
          <h3 className={styles.sectionTitle}>{messages.grpc.imports}</h3>
          <ul className={styles.items}>
            {api.imports.map((path) => (
              <li key={path} className={styles.item}>
                <code>{path}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function methodItem(service: string, method: ProtoMethod) {
  const { name, request, response, requestStream, responseStream, comment, deprecated } = method;
  const word = (stream: boolean, type: string) => `${stream ? `${messages.grpc.stream} ` : ''}${type}`;
  const detail = `${word(requestStream, request)} → ${word(responseStream, response)}`;
  return { id: `rpc ${service}.${name}`, title: name, detail, summary: comment, deprecated };
}

function typeItem({ kind, name, comment }: ProtoType) {
  return { id: `${kind} ${name}`, title: name, summary: comment };
}
