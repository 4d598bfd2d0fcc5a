import { useMediaQuery } from '@mantine/hooks';
import { Icon, NavLink, useContributions, useKit } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { BottomBar } from './bottom-bar.tsx';
import { BrandMark } from './brand-mark.tsx';
import { useThemes } from './use-themes.ts';
import styles from './frame.module.css';

export interface NavItem {
  path: string;
  title: string;
  icon: string;
}

/** Where one can go: what the plugins add, under the home page. A bar at the bottom on a phone. */
export function SideBar({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const items = useContributions('navItems');
  const { current: theme } = useThemes();
  const hasHome = useContributions('pages').some((page) => page.path === '/');
  const broken = useKit().plugins.filter((plugin) => plugin.error);
  const home: NavItem[] = hasHome ? [{ path: '/', title: messages.home, icon: 'home' }] : [];
  const main = [...home, ...items.filter((item) => item.section === 'main')];
  const admin = items.filter((item) => item.section === 'admin');
  const isPhone = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false }) ?? false;
  if (isPhone) return <BottomBar items={[...main, ...admin]} />;
  return (
    <nav className={styles.side} aria-label={messages.mainNavigation}>
      <div className={styles.sideTop}>
        <BrandMark logo={theme?.logo} />
      </div>
      <NavList items={main} />
      <NavList items={admin} />
      {broken.map((plugin) => (
        <p key={plugin.id} className={styles.broken} title={plugin.error}>
          <Icon name="error" /> <span className={styles.navTitle}>{messages.pluginBroken(plugin.name)}</span>
        </p>
      ))}
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!folded}
        aria-label={folded ? messages.unfold : messages.fold}
        title={folded ? messages.unfold : messages.fold}
        onClick={() => onFold(!folded)}
      >
        <Icon name={folded ? 'unfold' : 'fold'} />
      </button>
    </nav>
  );
}

function NavList({ items }: { items: NavItem[] }) {
  return (
    <ul className={styles.navList}>
      {items.map((item) => (
        <li key={item.path}>
          <NavLink to={item.path} className={styles.navItem} title={item.title} below={item.path !== '/'}>
            <Icon name={item.icon} size={18} />
            <span className={styles.navTitle}>{item.title}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
