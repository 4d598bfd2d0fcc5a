import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { Heading } from '../frame/heading.tsx';
import { OpenLink } from '../frame/open-link.tsx';
import { Prose } from '../frame/prose.tsx';
import { TextBlock } from '../frame/text-block.tsx';
import { messages } from '../messages.ts';
import { MessageView } from './message-view.tsx';
import { addressOf } from './overview.tsx';
import type { AsyncApi, AsyncOperation } from './types.ts';

export interface OperationViewProps {
  api: AsyncApi;
  address: Address;
  operation: AsyncOperation;
}

/** One thing that is sent or received: where, and what its messages look like. */
export function OperationView({ api, address, operation }: OperationViewProps) {
  const { name, action, title, summary, description, channel, reply, bindings, deprecated } = operation;
  return (
    <>
      <Heading badge={action} title={title ?? name} deprecated={deprecated} detail={title && <code>{name}</code>} />
      <Prose text={summary} />
      <Prose text={description} />
      <ChannelLink api={api} address={address} name={channel} />
      <Messages api={api} ids={operation.messages} />
      {reply && (
        <section>
          <h3 className={styles.sectionTitle}>{messages.asyncapi.reply}</h3>
          {reply.channel && <ChannelLink api={api} address={address} name={reply.channel} />}
          <Messages api={api} ids={reply.messages} />
        </section>
      )}
      {bindings && <TextBlock title={messages.asyncapi.bindings} text={JSON.stringify(bindings, null, 2)} />}
    </>
  );
}

function ChannelLink({ api, address, name }: { api: AsyncApi; address: Address; name: string }) {
  return (
    <p>
      <span className={styles.quiet}>{messages.asyncapi.channel}</span>{' '}
      <OpenLink address={address} id={`channel ${name}`}>
        <code>{addressOf(api, name)}</code>
      </OpenLink>
    </p>
  );
}

function Messages({ api, ids }: { api: AsyncApi; ids: readonly string[] }) {
  return ids.map((id) => {
    const message = api.messages.find((entry) => entry.id === id);
    return message && <MessageView key={id} api={api} message={message} isOpen={false} />;
  });
}
