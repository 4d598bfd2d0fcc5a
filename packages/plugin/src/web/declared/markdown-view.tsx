import { createElement } from 'react';
import type { ReactNode } from 'react';
import { ExternalLink } from '../link.tsx';
import { isObject, textOf } from './data.ts';
import styles from './declared.module.css';
import { parseMarkdown } from './markdown.ts';
import type { Block, Inline } from './markdown.ts';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';

/** A text in Markdown. It is never HTML, and its links lead only where links may. */
export function MarkdownView({ data }: ShownProps<'markdown'>) {
  const text = textOf(isObject(data) ? data['text'] : data);
  if (text === undefined) return <Unfit view="markdown" expected="text" />;
  const blocks = parseMarkdown(text);
  const highest = Math.min(...blocks.flatMap((block) => (block.type === 'heading' ? [block.level] : [])));
  return (
    <div className={styles.markdown}>
      {blocks.map((block, index) => (
        <BlockOf key={index} block={block} highest={highest} />
      ))}
    </div>
  );
}

function BlockOf({ block, highest }: { block: Block; highest: number }) {
  switch (block.type) {
    case 'heading':
      return createElement(
        `h${Math.min(block.level - highest + 2, 6)}`,
        { className: styles.heading },
        ...nodes(block.children),
      );
    case 'paragraph':
      return <p>{nodes(block.children)}</p>;
    case 'quote':
      return <blockquote className={styles.soft}>{nodes(block.children)}</blockquote>;
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{nodes(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function nodes(parts: readonly Inline[]): ReactNode[] {
  return parts.map((part, index) => <InlineOf key={index} part={part} />);
}

function InlineOf({ part }: { part: Inline }) {
  if (typeof part === 'string') return <>{part}</>;
  if (part.type === 'code') return <code>{part.text}</code>;
  if (part.type === 'strong') return <strong>{nodes(part.children)}</strong>;
  if (part.type === 'link') return <ExternalLink href={part.url}>{nodes(part.children)}</ExternalLink>;
  return <em>{nodes(part.children)}</em>;
}
