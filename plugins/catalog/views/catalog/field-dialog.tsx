import { useState } from 'react';
import { Dialog } from '@callboard/plugin/web';
import styles from './catalog.module.css';
import { fieldsIn } from './columns.ts';
import { FieldList } from './field-list.tsx';
import { fieldTitle, isField } from './facet.ts';
import { messages } from './messages.ts';
import type { CatalogState } from './use-catalog.ts';
import { useSample } from './use-fields.ts';

interface FieldDialogProps {
  state: CatalogState;
  onPick: (field: string) => void;
  onClose: () => void;
}

/** Picks a field or a label that the list can be narrowed down by. */
export function FieldDialog({ state, onPick, onClose }: FieldDialogProps) {
  const [search, setSearch] = useState('');
  const sample = useSample(state);
  const there = new Set(state.query.facets.map(({ field }) => field));
  const fields = [...new Set(sample.flatMap(fieldsIn))].filter((field) => !there.has(field)).toSorted();
  const typed = search.trim();
  const all = isField(typed) && !there.has(typed) ? [...new Set([...fields, typed])] : fields;
  return (
    <Dialog title={messages.fields.title} onClose={onClose}>
      <input
        className={styles.dialogSearch}
        value={search}
        data-autofocus
        onChange={(event) => setSearch(event.target.value)}
        placeholder={messages.fields.find}
        aria-label={messages.fields.find}
      />
      <FieldList
        label={messages.fields.title}
        columns={all.map((path) => ({ path, title: fieldTitle(path) }))}
        search={typed}
        onPick={(path) => {
          onPick(path);
          onClose();
        }}
      />
    </Dialog>
  );
}
