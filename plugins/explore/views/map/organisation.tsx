import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { CodeBlock, EmptyState, ErrorState, LoadingLines, usePluginApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GroupItem, Page } from '../types.ts';
import { GroupPanel } from './group-panel.tsx';
import { GroupTree } from './group-tree.tsx';
import styles from './map.module.css';
import { above, forestOf, treeRows } from './tree.ts';

/** With fewer groups than this all branches begin open. */
const FEW = 40;

/** The tree of teams, and beside it the one that is chosen. */
export function Organisation() {
  const { data, error, refetch } = usePluginApi<Page<GroupItem>>('/groups', { touchedBy: [{ type: 'entity' }] });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  if (data.total === 0) {
    const { title, text, example } = messages.organisation.empty;
    return (
      <EmptyState
        icon="users-group"
        title={title}
        action={
          <div className={styles.example}>
            <CodeBlock text={example} label={title} />
          </div>
        }
      >
        {text}
      </EmptyState>
    );
  }
  return <Teams groups={data.items} total={data.total} />;
}

function Teams({ groups, total }: { groups: readonly GroupItem[]; total: number }) {
  const words = messages.organisation;
  const [params, change] = useUrlState();
  const text = params.get('text') ?? '';
  const selected = params.get('group') ?? undefined;
  const forest = useMemo(() => forestOf(groups), [groups]);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set((groups.length < FEW ? groups : forest.roots).map(({ ref }) => ref)),
  );
  useEffect(() => {
    // Whoever comes with an address sees where in the tree its group is.
    if (selected) setOpen((before) => new Set([...before, ...above(forest.byRef, selected)]));
  }, [selected, forest]);
  const rows = useMemo(() => treeRows(forest, open, text), [forest, open, text]);
  const group = selected === undefined ? undefined : forest.byRef.get(selected);

  function toggle(ref: string, isOpen: boolean) {
    const next = new Set(open);
    if (isOpen) next.add(ref);
    else next.delete(ref);
    setOpen(next);
  }
  function select(ref: string | undefined) {
    change((next) => (ref === undefined ? next.delete('group') : next.set('group', ref)));
  }
  return (
    <div>
      <div className={styles.bar}>
        <input
          type="search"
          className={styles.search}
          aria-label={words.filter}
          placeholder={words.placeholder}
          value={text}
          onChange={({ target }) =>
            change((next) => (target.value ? next.set('text', target.value) : next.delete('text')))
          }
        />
        <span role="status" className={styles.faint}>
          {words.found(text ? rows.filter(({ isFound }) => isFound).length : groups.length, groups.length)}
        </span>
        <Button onClick={() => setOpen(new Set(groups.map(({ ref }) => ref)))}>{words.expand}</Button>
        <Button onClick={() => setOpen(new Set())}>{words.collapse}</Button>
      </div>
      {total > groups.length && <p>{words.cut(total - groups.length)}</p>}
      <div className={styles.organisation}>
        {rows.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <GroupTree rows={rows} selected={selected} onToggle={toggle} onSelect={select} />
        )}
        <section className={styles.groupPanel} aria-label={words.panel} data-empty={group ? undefined : true}>
          {group ? (
            <GroupPanel group={group} onClose={() => select(undefined)} />
          ) : (
            <p className={styles.faint}>{words.choose}</p>
          )}
        </section>
      </div>
    </div>
  );
}
