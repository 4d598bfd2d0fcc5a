import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { EmptyState, ErrorState, Icon, LoadingLines, Page, useUrlState } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { matching, usePlugins } from '../plugins.ts';
import { ReadOnly } from '../read-only.tsx';
import { Filters, useWanted } from './filters.tsx';
import { PluginTable } from './plugin-table.tsx';

const InstallDialog = lazy(async () => ({ default: (await import('../install/install-dialog.tsx')).InstallDialog }));

const text = messages.list;

/** Every plugin that is there; the way to a further one. */
export function PluginsPage() {
  const [params, change] = useUrlState();
  const wanted = useWanted();
  const { data, error, refetch } = usePlugins();
  const shown = data && matching(data.items, wanted);
  const install = data?.mayManage && (
    <Button
      variant="filled"
      leftSection={<Icon name="add" />}
      onClick={() => change((next) => next.set('install', '1'), { push: true })}
    >
      {text.install}
    </Button>
  );
  return (
    <Page title={text.title} description={text.text} actions={install}>
      {data && !data.mayManage && <ReadOnly />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={8} />}
      {data && shown && (
        <>
          <div className={styles.bar}>
            <Filters plugins={data.items} />
            <p className={styles.soft} role="status">
              {text.count(shown.length, data.items.length)}
            </p>
          </div>
          {shown.length > 0 ? (
            <PluginTable plugins={shown} />
          ) : (
            <EmptyState
              icon="puzzle"
              title={text.none}
              action={
                <Button
                  onClick={() => change((next) => ['text', 'state', 'category'].forEach((one) => next.delete(one)))}
                >
                  {text.showAll}
                </Button>
              }
            >
              {text.noneText}
            </EmptyState>
          )}
        </>
      )}
      {data?.mayManage && params.has('install') && (
        <Suspense>
          <InstallDialog onClose={() => change((next) => next.delete('install'))} />
        </Suspense>
      )}
    </Page>
  );
}
