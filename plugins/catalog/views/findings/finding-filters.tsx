import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon, refName, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FacetValue, SourceItem } from '../types.ts';
import { messages as own } from './messages.ts';
import { GROUPS } from './use-finding-query.ts';
import styles from './findings.module.css';

/** Milliseconds. */
const PAUSE = 200;
const OWNERS = { field: 'relations.ownedBy', prefixes: ['group', 'user'], limit: 500 };

/** Whose findings, and from where. */
export function FindingFilters() {
  const owners = useApi<{ facets: { values: FacetValue[] }[] }>('/api/callboard/list/facets', {
    body: { facets: [OWNERS] },
    touchedBy: [{ type: 'entity' }],
  });
  const sources = useApi<{ items: SourceItem[] }>('/api/callboard/sources', { touchedBy: [{ type: 'source' }] });
  return (
    <div className={styles.filters}>
      <Search />
      <Choice
        param="owner"
        label={messages.findings.filter.owner}
        all={messages.findings.anyOwner}
        choices={(owners.data?.facets[0]?.values ?? []).map(({ value, title }) => ({
          value,
          label: title ?? refName(value),
        }))}
      />
      <Choice
        param="sourceId"
        label={messages.findings.filter.sourceId}
        all={messages.findings.anySource}
        choices={(sources.data?.items ?? []).map(({ id, target }) => ({ value: id, label: target }))}
      />
      <Choice
        param="group"
        label={own.page.group}
        all={own.page.groups['']}
        choices={GROUPS.map((value) => ({ value, label: own.page.groups[value] }))}
      />
    </div>
  );
}

/** Text that is looked for soon after the last key. */
function Search() {
  const [params, change] = useUrlState();
  const text = params.get('text') ?? '';
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(
      () => change((next) => (typed.trim() ? next.set('text', typed) : next.delete('text'))),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [typed, text, change]);
  return (
    <TextInput
      size="xs"
      type="search"
      value={typed}
      aria-label={own.page.search}
      placeholder={own.page.search}
      leftSection={<Icon name="search" size={14} />}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

interface ChoiceProps {
  param: string;
  label: string;
  all: string;
  choices: { value: string; label: string }[];
}

function Choice({ param, label, all, choices }: ChoiceProps) {
  const [params, change] = useUrlState();
  const value = params.get(param) ?? '';
  const known = value === '' || choices.some((choice) => choice.value === value);
  const sorted = choices.toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[{ value: '', label: all }, ...(known ? [] : [{ value, label: value }]), ...sorted]}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value;
        change((next) => (chosen ? next.set(param, chosen) : next.delete(param)), { push: true });
      }}
    />
  );
}
