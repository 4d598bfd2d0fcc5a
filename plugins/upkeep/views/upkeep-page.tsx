import { Button, Checkbox } from '@mantine/core';
import {
  EmptyState,
  ErrorState,
  LoadingLines,
  Page,
  formatCount,
  useApi,
  useMe,
  useUrlState,
} from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { ReportTable } from './report-table.tsx';
import type { ListName, Report } from './types.ts';
import styles from './upkeep.module.css';

const text = messages.page;
const lists = Object.keys(text.lists) as ListName[];
const STEP = 50;
const MOST = 200;

/** What wants tending, list by list; everybody's, or only what is the viewer's. */
export function UpkeepPage() {
  const [params, change] = useUrlState();
  const me = useMe();
  const list = lists.find((name) => name === params.get('list')) ?? 'incomplete';
  const mine = params.get('mine') === '1' && me.isChosen;
  const limit = Math.min(MOST, Number(params.get('show')) || STEP);
  const { data, error, refetch } = useApi<Report>('/api/upkeep/report', {
    query: { list, limit, ...(mine && { owner: me.refs }) },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  const choose = (name: ListName) =>
    change((next) => {
      next.set('list', name);
      next.delete('show');
    });
  return (
    <Page title={text.title} description={text.text}>
      <div className={styles.tabs} role="group" aria-label={text.title}>
        {lists.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-pressed={name === list}
            onClick={() => choose(name)}
          >
            {text.lists[name]} {data && formatCount(data.counts[name])}
          </button>
        ))}
      </div>
      {me.isChosen && (
        <Checkbox
          size="xs"
          label={text.mine}
          checked={mine}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            change((next) => (on ? next.set('mine', '1') : next.delete('mine')));
          }}
        />
      )}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={8} />}
      {data?.total === 0 && (
        <EmptyState title={text.noneTitle} icon="done">
          {text.none[list]}
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          <ReportTable list={list} rows={data.items} />
          <p className={styles.soft}>{text.count(data.items.length, data.total)}</p>
          {data.items.length < data.total && limit < MOST && (
            <div>
              <Button
                size="xs"
                variant="default"
                onClick={() => change((next) => next.set('show', String(Math.min(MOST, limit + STEP))))}
              >
                {text.more}
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}
