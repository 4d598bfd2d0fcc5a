import { Button } from '@mantine/core';
import { Card, EntityLink, ErrorState, Icon, Time, useAction } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { REFRESHES, pluginPath } from '../plugins.ts';
import type { Plugin, PluginPackage } from '../types.ts';

const text = messages.one;

/** The packages of a plugin: what runs, and what can be gone back to. */
export function Versions({ plugin, mayManage }: { plugin: Plugin; mayManage: boolean }) {
  const { id, kind, package: current, previous } = plugin;
  const back = useAction((api) => api.json<Plugin>(`${pluginPath(id)}/rollback`, { method: 'POST' }), {
    done: ({ name, version }) => text.wentBack(name, version),
    refreshes: REFRESHES,
  });
  return (
    <Card title={text.versions}>
      {kind !== 'package' && <p className={styles.soft}>{text.fixed[kind]}</p>}
      <ul className={styles.plain}>
        {current && <Version pack={current} role={text.runs} />}
        {previous && <Version pack={previous} role={text.before} />}
      </ul>
      {previous && mayManage && (
        <Button
          className={styles.spaced}
          leftSection={<Icon name="history" />}
          loading={back.isPending}
          onClick={() => back.mutate()}
        >
          {text.goBack(previous.version)}
        </Button>
      )}
      {back.error && <ErrorState error={back.error} title={text.failedAction} />}
    </Card>
  );
}

function Version({ pack, role }: { pack: PluginPackage; role: string }) {
  return (
    <li>
      <code>{pack.version}</code> {role}
      <p className={styles.soft}>
        {text.installed} <Time at={pack.addedAt} /> {text.by} <EntityLink entityRef={pack.addedBy} icon={false} />
      </p>
      <p className={styles.faint}>{pack.origin}</p>
    </li>
  );
}
