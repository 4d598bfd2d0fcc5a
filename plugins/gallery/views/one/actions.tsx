import { Button } from '@mantine/core';
import { Icon, useAction, usePluginId, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { REFRESHES, pluginPath } from '../plugins.ts';
import type { Plugin } from '../types.ts';

const text = messages.one;

/** What a person can have a plugin do; what cannot be, its part of the page says why. */
export function PluginActions({ plugin: { id, name, kind, enabled, locked, remote } }: { plugin: Plugin }) {
  const [, change] = useUrlState();
  // Without this page nobody could switch it on again here.
  const isThisOne = usePluginId() === id;
  const open = (dialog: 'update' | 'remove') => change((next) => next.set(dialog, '1'), { push: true });
  const turn = useAction(
    (api, on: boolean) => api.json<Plugin>(pluginPath(id), { method: 'PATCH', body: { enabled: on } }),
    { done: (plugin) => (plugin.enabled ? text.switchedOn(name) : text.switchedOff(name)), refreshes: REFRESHES },
  );
  return (
    <>
      {!locked && !isThisOne && (
        <Button
          {...(enabled ? {} : { variant: 'filled' })}
          loading={turn.isPending}
          onClick={() => turn.mutate(!enabled)}
        >
          {enabled ? text.switchOff : text.switchOn}
        </Button>
      )}
      {kind === 'package' && (
        <Button leftSection={<Icon name="package" />} onClick={() => open('update')}>
          {text.update}
        </Button>
      )}
      {(kind === 'package' || remote?.addedBy !== undefined) && (
        <Button leftSection={<Icon name="delete" />} onClick={() => open('remove')}>
          {text.remove}
        </Button>
      )}
    </>
  );
}
