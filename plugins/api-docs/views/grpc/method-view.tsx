import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { Heading } from '../frame/heading.tsx';
import { Prose } from '../frame/prose.tsx';
import { messages } from '../messages.ts';
import { findType } from './lookup.ts';
import { TypeFields } from './type-fields.tsx';
import { TypeName } from './type-name.tsx';
import type { ProtoFile, ProtoMethod } from './types.ts';

export interface MethodViewProps {
  api: ProtoFile;
  address: Address;
  service: string;
  method: ProtoMethod;
}

/** One remote call: what goes in, what comes out, and whether either is a stream. */
export function MethodView({ api, address, service, method }: MethodViewProps) {
  const { name, comment, deprecated, request, response, requestStream, responseStream } = method;
  return (
    <>
      <Heading badge="rpc" title={name} deprecated={deprecated} detail={<code>{service}</code>} />
      <Prose text={comment} />
      <p className={styles.quiet}>{kindOf(method)}</p>
      <Side api={api} address={address} title={messages.grpc.request} type={request} stream={requestStream} />
      <Side api={api} address={address} title={messages.grpc.response} type={response} stream={responseStream} />
    </>
  );
}

function kindOf({ requestStream, responseStream }: ProtoMethod): string {
  const { kinds } = messages.grpc;
  if (requestStream) return responseStream ? kinds.both : kinds.client;
  return responseStream ? kinds.server : kinds.unary;
}

interface SideProps {
  api: ProtoFile;
  address: Address;
  title: string;
  type: string;
  stream: boolean;
}

function Side({ api, address, title, type, stream }: SideProps) {
  const found = findType(api, type);
  return (
    <section className={styles.inset}>
      <h3 className={styles.sectionTitle}>
        {title} {stream && <span className={styles.tag}>{messages.grpc.stream}</span>}
      </h3>
      <p>
        <TypeName api={api} address={address} type={type} />
        {!found && <span className={styles.quiet}> {messages.grpc.elsewhere}</span>}
      </p>
      {found && <TypeFields api={api} address={address} type={found} />}
    </section>
  );
}
