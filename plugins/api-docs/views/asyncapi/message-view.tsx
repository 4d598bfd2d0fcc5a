import { useMemo } from 'react';
import styles from '../definition.module.css';
import { Heading } from '../frame/heading.tsx';
import { Prose } from '../frame/prose.tsx';
import { TextBlock } from '../frame/text-block.tsx';
import { messages } from '../messages.ts';
import { exampleOf } from '../schema/example.ts';
import { SchemaTree } from '../schema/schema-tree.tsx';
import type { AsyncApi, AsyncMessage } from './types.ts';

/** What a message carries. `isOpen`: it is what the page is about, so that it bears the title. */
export function MessageView({ api, message, isOpen }: { api: AsyncApi; message: AsyncMessage; isOpen: boolean }) {
  const { name, title, summary, description, contentType, correlation } = message;
  const detail = contentType && <code>{contentType}</code>;
  return (
    <article className={isOpen ? undefined : styles.inset}>
      {isOpen ? (
        <Heading title={title ?? name} detail={detail} />
      ) : (
        <h3 className={styles.sectionTitle}>
          {messages.asyncapi.message} <code>{title ?? name}</code> {detail}
        </h3>
      )}
      <Prose text={summary} />
      <Prose text={description} />
      {correlation && (
        <p>
          <span className={styles.quiet}>{messages.asyncapi.correlation}</span> <code>{correlation}</code>
        </p>
      )}
      <Payload api={api} message={message} />
      <Examples api={api} message={message} />
    </article>
  );
}

function Payload({ api, message: { payload, headers, schemaFormat } }: { api: AsyncApi; message: AsyncMessage }) {
  if (schemaFormat !== undefined) {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null, null, 2);
    return <TextBlock title={messages.schema.otherLanguage(schemaFormat)} text={text} />;
  }
  return (
    <>
      <h3 className={styles.sectionTitle}>{messages.asyncapi.payload}</h3>
      {payload === undefined ? (
        <p className={styles.quiet}>{messages.schema.empty}</p>
      ) : (
        <SchemaTree root={api.document} schema={payload} />
      )}
      {headers !== undefined && (
        <>
          <h3 className={styles.sectionTitle}>{messages.asyncapi.headers}</h3>
          <SchemaTree root={api.document} schema={headers} />
        </>
      )}
    </>
  );
}

function Examples({ api, message }: { api: AsyncApi; message: AsyncMessage }) {
  const { examples, payload, schemaFormat } = message;
  const made = useMemo(() => {
    const hasNone = examples.length === 0 && payload !== undefined && schemaFormat === undefined;
    return hasNone ? JSON.stringify(exampleOf(api.document, payload), null, 2) : undefined;
  }, [api, examples, payload, schemaFormat]);
  if (made !== undefined) return <TextBlock title={messages.schema.exampleMade} text={made} />;
  return examples.map(({ name, value }, place) => (
    <TextBlock
      key={place}
      title={name === undefined ? messages.schema.example : `${messages.schema.example}: ${name}`}
      text={JSON.stringify(value, null, 2)}
    />
  ));
}
