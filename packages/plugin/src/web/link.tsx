import { Link as RouterLink, useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './kit.module.css';
import { messages } from './messages.ts';
import { safeHref, searchObject } from './url.ts';

export interface LinkProps {
  /** Path in the portal, with or without a query string: `/catalog?kind=api`. */
  to: string;
  children?: ReactNode;
  className?: string | undefined;
  title?: string | undefined;
  'aria-label'?: string;
  'data-row'?: number;
}

/** A path in the portal, as the router takes it. */
export function routerTarget(to: string) {
  const [path = '/', query = ''] = to.split('?');
  return { to: path as '.', search: searchObject(new URLSearchParams(query)) as never };
}

function wantsBrowser(event: MouseEvent): boolean {
  return (
    event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  );
}

/** A link inside the portal: no reload, and what it leads to is fetched on hover. Light enough for long tables. */
export function Link({ to, children, ...rest }: LinkProps) {
  const router = useRouter();
  function follow(event: MouseEvent) {
    if (wantsBrowser(event)) return;
    event.preventDefault();
    void router.navigate(routerTarget(to));
  }
  function preload() {
    // Only a wish: when it fails, following the link says why.
    router.preloadRoute(routerTarget(to)).catch(() => undefined);
  }
  return (
    <a href={to} onClick={follow} onPointerEnter={preload} onFocus={preload} {...rest}>
      {children}
    </a>
  );
}

/** A {@link Link} that says by `aria-current` that its page is open; with `below` also on the pages below it. */
export function NavLink({ to, below = false, ...rest }: LinkProps & { below?: boolean }) {
  return (
    <RouterLink
      {...routerTarget(to)}
      preload="intent"
      activeOptions={{ exact: !below, includeSearch: false }}
      {...rest}
    />
  );
}

/** A link out of the portal. An address with an unsafe scheme is shown as text. */
export function ExternalLink({
  href,
  children,
  className,
}: {
  href: string;
  children?: ReactNode;
  className?: string | undefined;
}) {
  const safe = safeHref(href);
  if (!safe) return <span className={className}>{children ?? href}</span>;
  return (
    <a href={safe} className={className} target="_blank" rel="noreferrer noopener">
      {children ?? href}
      <Icon name="external" size={12} className={styles.outside} label={messages.opensElsewhere} />
    </a>
  );
}
