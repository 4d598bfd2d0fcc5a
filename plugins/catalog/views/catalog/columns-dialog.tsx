import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog, Icon } from '@callboard/plugin/web';
import styles from './catalog.module.css';
import { columnsAt, possibleColumns } from './columns.ts';
import { FieldList } from './field-list.tsx';
import { isField } from './facet.ts';
import { messages } from './messages.ts';
import type { CatalogState } from './use-catalog.ts';
import { useSample } from './use-fields.ts';

/** Which columns the list has, and in which order. */
export function ColumnsDialog({ state, onClose }: { state: CatalogState; onClose: () => void }) {
  const { columns, kind, setColumns } = state;
  const [search, setSearch] = useState('');
  const sample = useSample(state);
  const paths = columns.map(({ path }) => path);
  const typed = search.trim();
  const possible = [...possibleColumns(kind, sample), ...(isField(typed) ? columnsAt([typed], kind) : [])].filter(
    ({ path }, place, all) => !paths.includes(path) && all.findIndex((one) => one.path === path) === place,
  );
  function move(place: number, by: number) {
    const next = [...paths];
    const [moved] = next.splice(place, 1);
    if (moved) next.splice(place + by, 0, moved);
    setColumns(next);
  }
  return (
    <Dialog title={messages.columns.title} onClose={onClose}>
      <ol className={styles.chosenColumns} aria-label={messages.columns.shown}>
        {columns.map(({ path, title }, place) => (
          <li key={path}>
            <span title={path}>{title}</span>
            <Small
              icon="up"
              label={messages.columns.up(title)}
              disabled={place === 0}
              onClick={() => move(place, -1)}
            />
            <Small
              icon="down"
              label={messages.columns.down(title)}
              disabled={place === columns.length - 1}
              onClick={() => move(place, 1)}
            />
            <Small
              icon="close"
              label={messages.columns.remove(title)}
              disabled={columns.length === 1}
              onClick={() => setColumns(paths.filter((one) => one !== path))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.columnsFoot}>
        <p className={styles.facetNote}>{messages.columns.hint}</p>
        <Button onClick={() => setColumns(undefined)}>{messages.columns.reset}</Button>
      </div>
      <h3>{messages.columns.add}</h3>
      <input
        className={styles.dialogSearch}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={messages.columns.find}
        aria-label={messages.columns.find}
      />
      <FieldList
        label={messages.columns.add}
        columns={possible}
        search={typed}
        onPick={(path) => setColumns([...paths, path])}
      />
    </Dialog>
  );
}

interface SmallProps {
  icon: string;
  label: string;
  disabled: boolean;
  onClick: () => void;
}

function Small({ icon, label, disabled, onClick }: SmallProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={14} />
    </ActionIcon>
  );
}
