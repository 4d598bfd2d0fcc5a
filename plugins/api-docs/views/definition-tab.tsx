import { EmptyState } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { DefinitionView } from './definition-view.tsx';
import { Parties } from './frame/parties.tsx';
import { messages } from './messages.ts';

/** What an API offers, who provides it and who uses it. */
export function DefinitionTab({ entity }: EntityViewProps) {
  const text = entity.spec?.['definition'];
  const type = entity.spec?.['type'];
  if (typeof text !== 'string' || text.trim() === '') {
    return (
      <>
        <Parties entity={entity} />
        <EmptyState icon="docs" title={messages.none}>
          {messages.noneText}
        </EmptyState>
      </>
    );
  }
  return <DefinitionView entity={entity} type={typeof type === 'string' ? type : ''} text={text} />;
}
