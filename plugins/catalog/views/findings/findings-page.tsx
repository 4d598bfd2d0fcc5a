import { Link, Page, formatCount, useApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FindingPage } from '../types.ts';
import { AllFindings } from './all-findings.tsx';
import { Conflicts } from './conflicts.tsx';
import { Exclusions } from './exclusions.tsx';
import styles from './findings.module.css';

const LEVELS = ['error', 'warning', 'info'] as const;

/** What is wrong or worth knowing in every descriptor; names that two files claim; what is kept out. */
export function FindingsPage() {
  const [params] = useUrlState();
  const show = params.get('show') ?? '';
  const level = params.get('level') ?? '';
  const { data } = useApi<FindingPage>('/api/callboard/findings', {
    query: { limit: 1 },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  const tabs = [
    { to: '/findings', title: messages.findings.everything, count: data?.total, open: show === '' && level === '' },
    ...LEVELS.map((one) => ({
      to: `/findings?level=${one}`,
      title: messages.findings.levels[one],
      count: data?.counts[one],
      open: show === '' && level === one,
    })),
    { to: '/findings?show=conflicts', title: messages.conflicts.title, count: undefined, open: show === 'conflicts' },
    {
      to: '/findings?show=exclusions',
      title: messages.exclusions.title,
      count: undefined,
      open: show === 'exclusions',
    },
  ];
  return (
    <Page title={messages.findings.title} description={messages.findings.description}>
      <nav className={styles.tabs} aria-label={messages.findings.show}>
        <ul>
          {tabs.map((tab) => (
            <li key={tab.to} data-open={tab.open || undefined}>
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
