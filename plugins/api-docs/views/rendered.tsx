import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Address } from './address.ts';
import { AsyncApiView } from './asyncapi/asyncapi-view.tsx';
import styles from './definition.module.css';
import { GraphqlView } from './graphql/graphql-view.tsx';
import { GrpcView } from './grpc/grpc-view.tsx';
import { messages } from './messages.ts';
import { ScalarFrame } from './openapi/scalar-frame.tsx';
import type { Definition, TextDefinition } from './types.ts';

/** A definition in the view of its format. */
export function Rendered({
  definition,
  address,
}: {
  definition: Exclude<Definition, TextDefinition>;
  address: Address;
}) {
  switch (definition.format) {
    case 'openapi':
      return <ScalarFrame definition={definition} address={address} />;
    case 'asyncapi':
      return (
        <Pane at={address.at}>
          <AsyncApiView api={definition.api} address={address} />
        </Pane>
      );
    case 'graphql':
      return (
        <Pane at={address.at}>
          <GraphqlView api={definition.api} address={address} groups={definition.groups} />
        </Pane>
      );
    case 'grpc':
      return (
        <Pane at={address.at}>
          <GrpcView api={definition.api} address={address} />
        </Pane>
      );
  }
}

/** What is open, from its top on. */
function Pane({ at, children }: { at: string; children: ReactNode }) {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    pane.current?.scrollTo({ top: 0 });
  }, [at]);
  return (
    <div ref={pane} className={styles.pane} role="region" aria-label={messages.openapi.frame} tabIndex={0}>
      {at === '' && <VisuallyHidden component="h2">{messages.overview}</VisuallyHidden>}
      {children}
    </div>
  );
}
