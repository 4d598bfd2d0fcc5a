import { Link, Page, formatCount, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FindingPage } from '../types.ts';
import { useStops } from '../shared/use-stops.ts';
import { AllFindings } from './all-findings.tsx';
import { Conflicts } from './conflicts.tsx';
import { Exclusions } from './exclusions.tsx';
import { messages as own } from './messages.ts';
import { useConflicts } from './use-conflicts.ts';
import { useFindingQuery } from './use-finding-query.ts';
import styles from './findings.module.css';

const LEVELS = ['error', 'warning', 'info'] as const;

/** What is wrong or worth knowing in every descriptor; names that two files claim; what is kept out. */
export function FindingsPage() {
  const [params] = useUrlState();
  useStops();
  const show = params.get('show') ?? '';
  const level = params.get('level') ?? '';
  // The tabs count what the other filters leave.
  const { level: _level, ...query } = useFindingQuery();
  const conflicts = useConflicts();
  const unsettled = conflicts.data?.items.filter(({ settled }) => !settled).length;
  const { data } = useApi<FindingPage>('/api/callboard/findings', {
    query: { ...query, limit: 0 },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  const tabs = [
    {
      to: withLevel(params, ''),
      title: messages.findings.everything,
      count: data?.total,
      open: show === '' && level === '',
    },
    ...LEVELS.map((one) => ({
      to: withLevel(params, one),
      title: messages.findings.levels[one],
      count: data?.counts[one],
      open: show === '' && level === one,
    })),
    { to: '/findings?show=conflicts', title: own.conflicts.title, count: unsettled, open: show === 'conflicts' },
    {
      to: '/findings?show=exclusions',
      title: own.exclusions.title,
      count: undefined,
      open: show === 'exclusions',
    },
  ];
  return (
    <Page title={messages.findings.title} description={messages.findings.description}>
      <nav className={styles.tabs} aria-label={messages.findings.show}>
        <ul>
          {tabs.map((tab) => (
            <li key={tab.title} data-open={tab.open || undefined}>
              <Link to={tab.to} className={styles.tab}>
                {tab.title} {tab.count !== undefined && <span className={styles.count}>{formatCount(tab.count)}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {show === 'conflicts' ? <Conflicts /> : show === 'exclusions' ? <Exclusions /> : <AllFindings />}
    </Page>
  );
}

/** The same findings of one level; what else is asked stays. */
function withLevel(params: URLSearchParams, level: string): string {
  const next = new URLSearchParams(params);
  next.delete('show');
  next.delete('level');
  if (level) next.set('level', level);
  const text = next.toString();
  return text ? `/findings?${text}` : '/findings';
}
