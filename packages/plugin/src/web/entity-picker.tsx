import { useEffect, useId, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { entityRefOf } from '@callboard/core';
import type { Entity } from '@callboard/core';
import { Icon } from './icon.tsx';
import { entityTitle, refName, useKindIcon } from './kinds.ts';
import styles from './kit.module.css';
import { messages } from './messages.ts';
import { useApi } from './use-api.ts';

export interface EntityPickerProps {
  label: string;
  placeholder?: string;
  /** Conditions as in the query string, alternatives to each other: `['kind=user', 'kind=group']`. */
  filter: readonly string[];
  onPick: (entity: Entity) => void;
  autoFocus?: boolean;
}

const SHOWN = 8;
const TYPING_PAUSE = 120;
const SEARCHED = 'metadata.name,metadata.title,spec.profile.displayName,spec.profile.email';

/** A field in which one types a few letters of a name and picks the entity that is meant. */
export function EntityPicker({ label, placeholder, filter, onPick, autoFocus = false }: EntityPickerProps) {
  const [text, setText] = useState('');
  const [term, setTerm] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const id = useId();
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text.trim()), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useApi<{ items: Entity[] }>('/api/catalog/entities/by-query', {
    query: {
      filter,
      limit: SHOWN,
      orderField: 'metadata.name',
      ...(term && { fullTextFilterTerm: term, fullTextFilterFields: SEARCHED }),
    },
    enabled: open,
    keepPrevious: true,
  });
  const found = data?.items ?? [];
  const chosen = Math.min(active, found.length - 1);

  function pick(entity: Entity | undefined) {
    if (!entity) return;
    setOpen(false);
    setText('');
    onPick(entity);
  }
  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive((chosen + step + found.length) % Math.max(1, found.length));
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      pick(found[chosen]);
    }
    if (event.key === 'Escape' && open) {
      // The first press only closes the list; what the field stands in stays.
      event.stopPropagation();
      setOpen(false);
    }
  }
  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    if (!currentTarget.contains(relatedTarget)) setOpen(false);
  }
  return (
    <div className={styles.picker} onBlur={onBlur}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={open && found.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && found.length > 0 ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        // Only where somebody has just asked for the field.
        autoFocus={autoFocus}
        value={text}
        placeholder={placeholder ?? label}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={label} hidden={!open || found.length === 0} className={styles.pickerList}>
        {found.map((entity, index) => (
          <Option
            key={entityRefOf(entity)}
            id={`${id}-${index}`}
            entity={entity}
            isActive={index === chosen}
            onPick={() => pick(entity)}
          />
        ))}
      </div>
      <span role="status" className={styles.hidden}>
        {open && data && (found.length > 0 ? messages.found(found.length) : messages.nobodyFound)}
      </span>
      {open && data && found.length === 0 && <p className={styles.pickerNone}>{messages.nobodyFound}</p>}
    </div>
  );
}

interface OptionProps {
  id: string;
  entity: Entity;
  isActive: boolean;
  onPick: () => void;
}

function Option({ id, entity, isActive, onPick }: OptionProps) {
  const icon = useKindIcon(entity.kind);
  const title = entityTitle(entity);
  const name = refName(entityRefOf(entity));
  return (
    // The field keeps the focus and has the keys; an option is only pointed at.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={styles.pickerOption}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <Icon name={icon} />
      <span>{title}</span>
      {title.toLowerCase() !== name && <span className={styles.pickerName}>{name}</span>}
    </div>
  );
}
