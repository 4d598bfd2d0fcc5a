import { Button } from '@mantine/core';
import { ActionMenu, Icon, useAction, useUrlState } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { SourceItem } from '../types.ts';
import styles from './sources.module.css';

const PATH = '/api/callboard/sources';
const REFRESHES = ['/api/callboard/', '/api/catalog/'];

/** What a person can have a source do. */
export function SourceActions({ source }: { source: SourceItem }) {
  const id = encodeURIComponent(source.id);
  const harvest = useAction((api) => api.json(`${PATH}/${id}/harvest`, { method: 'POST', query: { wait: true } }), {
    done: () => messages.harvested(source.target),
    refreshes: REFRESHES,
  });
  const remove = useAction((api) => api.json(`${PATH}/${id}`, { method: 'DELETE' }), {
    done: () => messages.removed(source.target),
    refreshes: REFRESHES,
  });
  const [, change] = useUrlState();
  const removable = source.origin === 'user' || source.origin === 'location';
  return (
    <div className={styles.actions}>
      {source.held > 0 && (
        <Button onClick={() => change((next) => next.set('removal', source.id), { push: true })}>
          {messages.review}
        </Button>
      )}
      {source.origin !== 'undeclared' && (
        <Button
          leftSection={<Icon name="refresh" />}
          loading={harvest.isPending || source.state === 'harvesting'}
          onClick={() => harvest.mutate()}
        >
          {messages.harvest}
        </Button>
      )}
      {removable && (
        <ActionMenu
          iconOnly
          icon="more"
          label={messages.more(source.target)}
          heading={messages.removeExplained(source.entities)}
          items={[{ label: messages.remove, icon: 'delete', onSelect: () => remove.mutate() }]}
        />
      )}
    </div>
  );
}
