import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon, useUrlState } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { states } from '../plugins.ts';
import type { Wanted } from '../plugins.ts';
import type { Plugin } from '../types.ts';

const text = messages.list;
/** Milliseconds. */
const PAUSE = 150;

/** What the address says that the reader looks for. */
export function useWanted(): Wanted {
  const [params] = useUrlState();
  const get = (name: string) => params.get(name) ?? '';
  return { text: get('text'), state: get('state'), category: get('category') };
}

export function Filters({ plugins }: { plugins: readonly Plugin[] }) {
  const present = [...new Set(plugins.map(({ manifest }) => manifest?.category ?? 'other'))];
  return (
    <div className={styles.filters} role="search" aria-label={text.filters}>
      <Search />
      <Choice
        param="state"
        label={text.stateLabel}
        any={text.anyState}
        choices={states.map((value) => ({ value, label: messages.state[value] }))}
      />
      <Choice
        param="category"
        label={text.categoryLabel}
        any={text.anyCategory}
        choices={present
          .map((value) => ({ value, label: messages.category(value) }))
          .toSorted((a, b) => a.label.localeCompare(b.label))}
      />
    </div>
  );
}

function Search() {
  const [params, change] = useUrlState();
  const wanted = params.get('text') ?? '';
  const [typed, setTyped] = useState(wanted);
  useEffect(() => setTyped(wanted), [wanted]);
  useEffect(() => {
    if (typed === wanted) return undefined;
    const timer = setTimeout(
      () => change((next) => (typed.trim() ? next.set('text', typed) : next.delete('text'))),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [typed, wanted, change]);
  return (
    <TextInput
      size="xs"
      type="search"
      className={styles.search}
      value={typed}
      maxLength={200}
      aria-label={text.search}
      placeholder={text.search}
      leftSection={<Icon name="search" size={14} />}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

interface ChoiceProps {
  param: 'state' | 'category';
  label: string;
  any: string;
  choices: { value: string; label: string }[];
}

function Choice({ param, label, any, choices }: ChoiceProps) {
  const [params, change] = useUrlState();
  const value = params.get(param) ?? '';
  const isKnown = value === '' || choices.some((choice) => choice.value === value);
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[{ value: '', label: any }, ...(isKnown ? [] : [{ value, label: value }]), ...choices]}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value;
        change((next) => (chosen ? next.set(param, chosen) : next.delete(param)), { push: true });
      }}
    />
  );
}
