import { EmptyState, Link, NavLink, Page } from '@callboard/plugin/web';
import type { PageViewProps } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { Domains } from './domains.tsx';
import styles from './map.module.css';
import { Organisation } from './organisation.tsx';
import { Technologies } from './technologies.tsx';

const TABS = [
  { path: '', title: messages.explore.domains, text: messages.domains.text, View: Domains },
  { path: 'groups', title: messages.explore.organisation, text: messages.organisation.text, View: Organisation },
  {
    path: 'technologies',
    title: messages.explore.technologies,
    text: messages.technologies.text,
    View: Technologies,
  },
];

/** What there is, from far above: software by domains, people by teams, technologies by use. */
export function ExplorePage({ rest }: PageViewProps) {
  const open = rest.replace(/\/$/, '');
  const tab = TABS.find(({ path }) => path === open);
  return (
    <Page title={tab && tab.path !== '' ? tab.title : messages.explore.title} description={tab?.text}>
      <nav className={styles.tabs} aria-label={messages.explore.tabs}>
        <ul>
          {TABS.map(({ path, title }) => (
            <li key={path}>
              <NavLink to={path === '' ? '/explore' : `/explore/${path}`} className={styles.tab}>
                {title}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {tab ? (
        <tab.View />
      ) : (
        <EmptyState
          icon="map-pin"
          title={messages.explore.noTab}
          action={<Link to="/explore">{messages.explore.back}</Link>}
        />
      )}
    </Page>
  );
}
