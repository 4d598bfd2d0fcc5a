import { CodeBlock, EmptyState } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';

/** The text of an API's definition. */
export function DefinitionTab({ entity }: EntityViewProps) {
  const definition = entity.spec?.['definition'];
  if (typeof definition !== 'string' || definition.trim() === '') {
    return (
      <EmptyState icon="docs" title={messages.none}>
        {messages.noneText}
      </EmptyState>
    );
  }
  return <CodeBlock text={definition} label={messages.source} maxHeight="calc(100vh - 240px)" />;
}
