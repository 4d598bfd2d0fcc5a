import { Button, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Card, ErrorState, LoadingLines, entityTitle, useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { upkeepPath } from '../types.ts';
import type { EditedFile } from '../types.ts';
import styles from '../upkeep.module.css';
import { placeOf } from './begin.ts';
import { draftOf, editsOf } from './draft.ts';
import type { Draft, TextField } from './draft.ts';
import { Preview } from './preview.tsx';
import { ReferenceField } from './reference-field.tsx';
import { Rows } from './rows.tsx';

const text = messages.form;
const TYPING_PAUSE = 250;

export interface EditFormProps {
  entity: Entity;
  canPropose: boolean;
  /** Where the form begins, as the URL says; anything else: at its top. */
  part: string;
  onClose: () => void;
}

/** A form whose result is a change of the file, shown while one types. It begins with what the file says now, which may be what is to be mended. */
export function EditForm(props: EditFormProps) {
  const { data, error } = useApi<Entity>(`${upkeepPath(props.entity)}/descriptor`, { staleTime: 0 });
  if (error) return <ErrorState error={error} />;
  return data ? <Form {...props} described={data} /> : <LoadingLines lines={8} />;
}

function Form({ entity, described, canPropose, part, onClose }: EditFormProps & { described: Entity }) {
  const [before] = useState(() => draftOf(described));
  const [draft, setDraft] = useState<Draft>(before);
  const path = upkeepPath(entity);
  const edits = useSettled(useMemo(() => editsOf(before, draft), [before, draft]));
  const preview = useApi<EditedFile>(`${path}/edit`, {
    body: { edits },
    enabled: edits.length > 0,
    keepPrevious: true,
    staleTime: 0,
  });
  useWarnBeforeLeaving(edits.length > 0);
  const fields = useBeginAt(part);
  const put = (changes: Partial<Draft>) => setDraft((old) => ({ ...old, ...changes }));
  const field = (name: TextField, label: string) => (
    <TextInput
      size="xs"
      label={label}
      data-part={name}
      value={draft[name]}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
  const isOwned = entity.spec?.['owner'] !== undefined || !/^(group|user)$/i.test(entity.kind);
  return (
    <Card
      title={text.title}
      actions={
        <Button size="xs" variant="default" onClick={onClose}>
          {text.close}
        </Button>
      }
    >
      <p className={styles.soft}>{text.text}</p>
      <div className={styles.form}>
        <div ref={fields} className={styles.fields}>
          {field('title', text.name)}
          <Textarea
            size="xs"
            autosize
            minRows={2}
            label={text.description}
            data-part="description"
            value={draft.description}
            onChange={(event) => put({ description: event.currentTarget.value })}
          />
          {isOwned && (
            <>
              <ReferenceField
                part="owner"
                label={text.owner}
                placeholder={text.ownerPlaceholder}
                filter={['kind=group', 'kind=user']}
                value={draft.owner}
                onChange={(owner) => put({ owner })}
              />
              <ReferenceField
                part="system"
                label={text.system}
                placeholder={text.systemPlaceholder}
                filter={['kind=system']}
                value={draft.system}
                onChange={(system) => put({ system })}
              />
            </>
          )}
          {field('lifecycle', text.lifecycle)}
          {field('type', text.type)}
          <TextInput
            size="xs"
            label={text.tags}
            data-part="tags"
            description={text.tagsHint}
            value={draft.tags}
            onChange={(event) => put({ tags: event.currentTarget.value })}
          />
          <Rows
            part="links"
            legend={text.links}
            rows={draft.links}
            fields={{ url: text.linkUrl, title: text.linkTitle, type: text.linkType }}
            empty={{ url: '', title: '', type: '' }}
            onChange={(links) => put({ links })}
          />
          <Rows
            part="annotations"
            legend={text.annotations}
            rows={draft.annotations}
            fields={{ name: text.annotationName, value: text.annotationValue }}
            empty={{ name: '', value: '' }}
            onChange={(annotations) => put({ annotations })}
          />
        </div>
        <section className={styles.preview} aria-label={text.preview}>
          <h3>{text.preview}</h3>
          <Preview
            name={entityTitle(entity)}
            path={path}
            edits={edits}
            file={preview.data}
            error={preview.error}
            canPropose={canPropose}
          />
        </section>
      </div>
    </Card>
  );
}

/** Puts the focus where somebody wants to begin: in the field, or on the button that adds a row. */
function useBeginAt(part: string) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const all = [...(fields.current?.querySelectorAll<HTMLElement>('[data-part]') ?? [])];
    const { name, row, value } = placeOf(part);
    const meant = all.find((one) => one.dataset['part'] === name);
    const rows = [...(meant?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].map((one) =>
      one.querySelector('input'),
    );
    const first = row === undefined ? rows.find((input) => value !== undefined && input?.value === value) : rows[row];
    const inside =
      first ??
      (meant?.matches('fieldset')
        ? [...meant.querySelectorAll<HTMLElement>('button')].at(-1)
        : meant?.querySelector<HTMLElement>('input'));
    const target = meant?.matches('input, textarea') ? meant : inside;
    target?.focus();
    target?.scrollIntoView({ block: 'center' });
  }, [part]);
  return fields;
}

/** A value once it has stayed the same for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The browser asks before a page with unsaved work is left. */
function useWarnBeforeLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
