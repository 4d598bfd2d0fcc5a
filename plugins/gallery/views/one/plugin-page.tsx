import { Suspense, lazy } from 'react';
import { Card, EmptyState, ErrorState, Link, LoadingLines, Page, useUrlState } from '@callboard/plugin/web';
import type { PageViewProps } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { usePlugins } from '../plugins.ts';
import { ReadOnly } from '../read-only.tsx';
import type { Plugin } from '../types.ts';
import { PluginActions } from './actions.tsx';
import { Added } from './added.tsx';
import { Facts } from './facts.tsx';
import { Health } from './health.tsx';
import { Permissions } from './permissions.tsx';
import { Trouble } from './trouble.tsx';
import { Service } from './service.tsx';
import { Services } from './services.tsx';
import { SettingsForm } from './settings/settings-form.tsx';
import { Versions } from './versions.tsx';

const InstallDialog = lazy(async () => ({ default: (await import('../install/install-dialog.tsx')).InstallDialog }));
const RemoveDialog = lazy(async () => ({ default: (await import('./remove-dialog.tsx')).RemoveDialog }));

const text = messages.one;

/** All that there is to know of one plugin, and to do about it. */
export function PluginPage({ params: { id = '' } }: PageViewProps) {
  const { data, error, refetch } = usePlugins();
  const plugin = data?.items.find((one) => one.id === id);
  if (plugin) return <Known plugin={plugin} mayManage={data?.mayManage ?? false} />;
  return (
    <Page title={id}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={8} />}
      {data && (
        <EmptyState icon="puzzle" title={text.unknown(id)} action={<Link to="/plugins">{text.all}</Link>}>
          {text.unknownText}
        </EmptyState>
      )}
    </Page>
  );
}

function Known({ plugin, mayManage }: { plugin: Plugin; mayManage: boolean }) {
  const [params, change] = useUrlState();
  const close = () => change((next) => ['update', 'remove'].forEach((one) => next.delete(one)));
  const mayReplace = mayManage && plugin.kind === 'package';
  const mayRemove = mayReplace || (mayManage && plugin.remote?.addedBy !== undefined);
  return (
    <Page title={plugin.name} description={plugin.description} actions={mayManage && <PluginActions plugin={plugin} />}>
      <Facts plugin={plugin} />
      {!mayManage && <ReadOnly />}
      <Trouble plugin={plugin} />
      <div className={styles.columns}>
        <div>
          <Added plugin={plugin} />
          <Card title={messages.settings.title}>
            <SettingsForm plugin={plugin} mayManage={mayManage} />
          </Card>
        </div>
        <div>
          {plugin.remote && <Service service={plugin.remote} />}
          <Health plugin={plugin} />
          <Permissions plugin={plugin} />
          <Services plugin={plugin} />
          <Versions plugin={plugin} mayManage={mayManage} />
        </div>
      </div>
      <Suspense>
        {mayReplace && params.has('update') && <InstallDialog updates={plugin} onClose={close} />}
        {mayRemove && params.has('remove') && <RemoveDialog plugin={plugin} onClose={close} />}
      </Suspense>
    </Page>
  );
}
