import { Icon } from './icon.tsx';
import { Link as RouterLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './kit.module.css';
import { messages } from './messages.ts';
import { safeHref, searchObject } from './url.ts';

export interface LinkProps {
  /** Path in the portal, with or without a query string: `/catalog?kind=api`. */
  to: string;
  children?: ReactNode;
  className?: string | undefined;
  title?: string;
  'aria-label'?: string;
  /** `false`: `aria-current` only on the very page, not below it. */
  activeBelow?: boolean;
  'data-row'?: number;
}

/** A link inside the portal: no reload, and what it leads to is fetched on hover. */
export function Link({ to, activeBelow = false, ...rest }: LinkProps) {
  const [path = '/', query = ''] = to.split('?');
  return (
    <RouterLink
      to={path as '.'}
      search={searchObject(new URLSearchParams(query)) as never}
      preload="intent"
      activeOptions={{ exact: !activeBelow, includeSearch: false }}
      {...rest}
    />
  );
}

/** A link out of the portal. An address with an unsafe scheme is shown as text. */
export function ExternalLink({ href, children, className }: { href: string; children?: ReactNode; className?: string | undefined }) {
  const safe = safeHref(href);
  if (!safe) return <span className={className}>{children ?? href}</span>;
  return (
    <a href={safe} className={className} target="_blank" rel="noreferrer noopener">
      {children ?? href}
      <Icon name="external" size={12} className={styles.outside} label={messages.opensElsewhere} />
    </a>
  );
}
