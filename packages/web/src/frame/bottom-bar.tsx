import { useRouterState } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { Icon, NavLink } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './frame.module.css';
import type { NavItem } from './side-bar.tsx';

/** What fits beside each other on a narrow phone. */
const FITS = 5;

/** Where one can go, at the bottom of a phone: what fits, and the rest in a sheet above it. */
export function BottomBar({ items }: { items: readonly NavItem[] }) {
  const shown = items.length > FITS ? items.slice(0, FITS - 1) : items;
  const rest = items.slice(shown.length);
  return (
    <nav className={styles.bottom} aria-label={messages.mainNavigation}>
      <ul className={styles.bottomItems}>
        {shown.map((item) => (
          <li key={item.path}>
            <BottomLink item={item} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <More items={rest} />
          </li>
        )}
      </ul>
    </nav>
  );
}

function BottomLink({ item }: { item: NavItem }) {
  return (
    <NavLink to={item.path} className={styles.bottomItem} below={item.path !== '/'}>
      <Icon name={item.icon} size={18} />
      <span>{item.title}</span>
    </NavLink>
  );
}

function More({ items }: { items: readonly NavItem[] }) {
  const [open, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const listening = new AbortController();
    function onOutside({ target }: Event) {
      if (!holder.current?.contains(target as Node)) setOpen(false);
    }
    function onKey({ key }: KeyboardEvent) {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    }
    document.addEventListener('pointerdown', onOutside, listening);
    document.addEventListener('focusin', onOutside, listening);
    document.addEventListener('keydown', onKey, listening);
    return () => listening.abort();
  }, [open]);
  const isHere = items.some((item) => path === item.path || path.startsWith(`${item.path}/`));
  return (
    <div ref={holder}>
      <button
        ref={button}
        type="button"
        className={styles.bottomItem}
        aria-expanded={open}
        aria-controls={id}
        data-here={isHere || undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" size={18} />
        <span>{messages.more}</span>
      </button>
      <ul id={id} hidden={!open} className={styles.bottomSheet}>
        {items.map((item) => (
          <li key={item.path}>
            <NavLink to={item.path} className={styles.navItem} below>
              <Icon name={item.icon} size={18} />
              <span className={styles.navTitle}>{item.title}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
