import { Button } from '@mantine/core';
import { ActionMenu, Icon, useAction } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { SourceItem } from '../types.ts';
import styles from './sources.module.css';

const PATH = '/api/callboard/sources';
const REFRESHES = ['/api/callboard/', '/api/catalog/'];

/** What a person can have a source do. */
export function SourceActions({ source }: { source: SourceItem }) {
  const id = encodeURIComponent(source.id);
  const harvest = useAction((api) => api.json(`${PATH}/${id}/harvest`, { method: 'POST', query: { wait: true } }), {
    done: () => messages.sources.harvested(source.target),
    refreshes: REFRESHES,
  });
  const confirm = useAction((api) => api.json(`${PATH}/${id}/confirm`, { method: 'POST' }), {
    done: () => messages.sources.confirmed(source.held),
    refreshes: REFRESHES,
  });
  const remove = useAction((api) => api.json(`${PATH}/${id}`, { method: 'DELETE' }), {
    done: () => messages.sources.removed(source.target),
    refreshes: REFRESHES,
  });
  const removable = source.origin === 'user' || source.origin === 'location';
  return (
    <div className={styles.actions}>
      {source.held > 0 && (
        <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {messages.sources.confirm}
        </Button>
      )}
      <Button
        leftSection={<Icon name="refresh" />}
        loading={harvest.isPending || source.state === 'harvesting'}
        onClick={() => harvest.mutate()}
      >
        {messages.sources.harvest}
      </Button>
      {removable && (
        <ActionMenu
          iconOnly
          icon="more"
          label={messages.sources.more(source.target)}
          heading={messages.sources.removeExplained(source.entities)}
          items={[{ label: messages.sources.remove, icon: 'delete', onSelect: () => remove.mutate() }]}
        />
      )}
    </div>
  );
}
