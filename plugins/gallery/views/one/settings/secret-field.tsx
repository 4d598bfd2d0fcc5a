import { Button, TextInput } from '@mantine/core';
import styles from '../../gallery.module.css';
import { messages } from '../../messages.ts';
import type { FieldProps } from './setting-field.tsx';

const text = messages.settings;

/** A secret: whether it is set, and the ways to set another or none. What it is never comes to the browser. */
export function SecretField({ setting: { name, description, isSet }, draft, onChange }: FieldProps) {
  const drafted = draft[name];
  if (typeof drafted === 'string')
    return (
      <div className={styles.field}>
        <TextInput
          type="password"
          label={name}
          description={description}
          value={drafted}
          autoComplete="new-password"
          autoFocus
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Keep name={name} onKeep={() => onChange(undefined)} />
      </div>
    );
  const state = drafted === null ? text.secretCleared : isSet ? text.secretSet : text.secretUnset;
  const enter = isSet ? text.replace : text.enter;
  return (
    <div className={styles.fixed} role="group" aria-label={name}>
      <p>{name}</p>
      <p className={styles.soft}>{description}</p>
      <div className={styles.secret}>
        <span>{state}</span>
        <Button aria-label={text.labelled(enter, name)} onClick={() => onChange('')}>
          {enter}
        </Button>
        {isSet && drafted === undefined && (
          <Button aria-label={text.labelled(text.clear, name)} onClick={() => onChange(null)}>
            {text.clear}
          </Button>
        )}
        {drafted === null && <Keep name={name} onKeep={() => onChange(undefined)} />}
      </div>
    </div>
  );
}

function Keep({ name, onKeep }: { name: string; onKeep: () => void }) {
  return (
    <Button variant="subtle" color="gray" aria-label={text.labelled(text.keep, name)} onClick={onKeep}>
      {text.keep}
    </Button>
  );
}
