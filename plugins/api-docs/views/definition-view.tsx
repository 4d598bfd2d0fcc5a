import { useMemo } from 'react';
import { LoadingLines } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { useAddress } from './address.ts';
import type { Address } from './address.ts';
import styles from './definition.module.css';
import { fileNameOf } from './file-name.ts';
import { findIn } from './frame/find.ts';
import { Outline, OutlineSelect } from './frame/outline.tsx';
import { Parties } from './frame/parties.tsx';
import { Problems, SourceText } from './frame/problem.tsx';
import { Toolbar } from './frame/toolbar.tsx';
import { messages } from './messages.ts';
import { Rendered } from './rendered.tsx';
import type { Definition, OutlineGroup } from './types.ts';
import { useDefinition } from './use-definition.ts';

const NOTHING: readonly OutlineGroup[] = [];

/** The frame that definitions of every format share. */
export function DefinitionView({ entity, type, text }: { entity: Entity; type: string; text: string }) {
  const definition = useDefinition(type, text);
  const address = useAddress();
  const groups = definition?.groups ?? NOTHING;
  const found = useMemo(() => findIn(groups, address.find), [groups, address.find]);
  return (
    <div className={styles.definition}>
      <Parties entity={entity} />
      <Toolbar
        definition={definition}
        found={found}
        address={address}
        text={text}
        fileName={fileNameOf(entity.metadata.name, type, text)}
      />
      {definition ? (
        <Body definition={definition} found={found} address={address} entity={entity} text={text} />
      ) : (
        <div role="status" aria-label={messages.reading}>
          <LoadingLines lines={8} />
        </div>
      )}
    </div>
  );
}

interface BodyProps {
  definition: Definition;
  found: readonly OutlineGroup[];
  address: Address;
  entity: Entity;
  text: string;
}

function Body({ definition, found, address, entity, text }: BodyProps) {
  const { warnings } = definition;
  const notes = warnings.length > 0 && (
    <Problems title={messages.problem.warnings} problems={warnings} entity={entity} />
  );
  if (definition.format === 'text') {
    const { problem, pretty } = definition;
    return (
      <>
        {problem && <Problems title={messages.problem.title} problems={[problem]} entity={entity} />}
        <SourceText text={pretty ?? text} line={problem?.line} />
      </>
    );
  }
  if (address.view === 'source') {
    return (
      <>
        {notes}
        <SourceText text={text} line={warnings[0]?.line} />
      </>
    );
  }
  return (
    <>
      {notes}
      <OutlineSelect groups={found} address={address} />
      <div className={styles.panes}>
        <Outline groups={found} address={address} />
        <Rendered definition={definition} address={address} />
      </div>
    </>
  );
}
