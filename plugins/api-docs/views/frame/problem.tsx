import { CodeBlock, EntityLink, Icon } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import type { Problem } from '../types.ts';

/** What is wrong with a definition, where, and who can put it right. */
export function Problems({ title, problems, entity }: { title: string; problems: readonly Problem[]; entity: Entity }) {
  const owner = entity.relations?.find(({ type }) => type === 'ownedBy')?.targetRef;
  return (
    <div className={styles.problem} role="note">
      <p className={styles.problemTitle}>
        <Icon name="findings" size={16} /> {title}
      </p>
      <ul>
        {problems.map(({ message, line, column }, place) => (
          <li key={place}>
            {line !== undefined && <strong>{messages.problem.place(line, column ?? 1)}: </strong>}
            {message}
          </li>
        ))}
      </ul>
      {owner && (
        <p className={styles.quiet}>
          {messages.problem.owner} <EntityLink entityRef={owner} />
        </p>
      )}
    </div>
  );
}

/** The text of a definition, with the line marked where something is wrong; then it is so low that the line is in view. */
export function SourceText({ text, line }: { text: string; line?: number | undefined }) {
  const height = line === undefined ? 'max(calc(100dvh - 160px), 320px)' : 'max(calc(100dvh - 400px), 240px)';
  return <CodeBlock text={text} label={messages.source} line={line} maxHeight={height} />;
}
