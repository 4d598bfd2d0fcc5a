import { useMemo, useState } from 'react';
import { Icon } from '@callboard/plugin/web';
import styles from '../definition.module.css';
import { Inline } from '../frame/prose.tsx';
import { messages } from '../messages.ts';
import { describeSchema } from './describe.ts';
import type { SchemaPart } from './describe.ts';

/** Levels that are open from the start. */
const OPEN = 2;
/** Properties beyond these wait for a click. */
const FIRST = 100;

/** A JSON Schema as a tree of its properties. References lead into `root`; what contains itself opens a level at a time. */
export function SchemaTree({ root, schema }: { root: unknown; schema: unknown }) {
  const described = useMemo(() => describeSchema(root, schema), [root, schema]);
  const { parts, refs, type, description, notes } = described;
  return (
    <div className={styles.schema}>
      <p className={styles.schemaHead}>
        <code>{type}</code>
        <Notes notes={notes} />
      </p>
      {description && <p className={styles.quiet}>{<Inline text={description} />}</p>}
      {parts.length > 0 && <Parts root={root} parts={parts} seen={refs} depth={0} />}
    </div>
  );
}

interface PartsProps {
  root: unknown;
  parts: readonly SchemaPart[];
  seen: readonly string[];
  depth: number;
}

function Parts({ root, parts, seen, depth }: PartsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? parts : parts.slice(0, FIRST);
  return (
    <ul className={styles.schemaParts}>
      {shown.map((part) => (
        <Part key={part.key} root={root} part={part} seen={seen} depth={depth} />
      ))}
      {shown.length < parts.length && (
        <li>
          <button type="button" className={styles.textButton} onClick={() => setAll(true)}>
            {messages.schema.showAll(parts.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

function Part({
  root,
  part,
  seen,
  depth,
}: {
  root: unknown;
  part: SchemaPart;
  seen: readonly string[];
  depth: number;
}) {
  const described = useMemo(() => describeSchema(root, part.schema), [root, part.schema]);
  const { type, description, notes, parts, refs, deprecated } = described;
  const recursive = refs.some((ref) => seen.includes(ref));
  const [open, setOpen] = useState(depth + 1 < OPEN && !recursive);
  const hasParts = parts.length > 0;
  return (
    <li className={styles.schemaPart}>
      <div className={styles.schemaLine}>
        {hasParts && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            aria-label={messages.schema.open(part.name)}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'right'} size={14} />
          </button>
        )}
        <code className={deprecated ? styles.struck : styles.name}>{part.name}</code>
        <span className={styles.type}>{type}</span>
        {part.required && <span className={styles.required}>{messages.schema.required}</span>}
        {deprecated && <span className={styles.tag}>{messages.deprecated}</span>}
        {recursive && <span className={styles.quiet}>{messages.schema.recursive}</span>}
        <Notes notes={notes} />
      </div>
      {description && (
        <p className={styles.quiet}>
          <Inline text={description} />
        </p>
      )}
      {open && hasParts && <Parts root={root} parts={parts} seen={[...seen, ...refs]} depth={depth + 1} />}
    </li>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return <span className={styles.quiet}>{notes.join(' · ')}</span>;
}
