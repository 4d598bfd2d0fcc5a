import type { MouseEvent, ReactNode } from 'react';
import type { Address } from '../address.ts';

/** A link to another thing of the same definition. */
export function OpenLink({
  address,
  id,
  className,
  current,
  children,
}: {
  address: Address;
  id: string;
  className?: string | undefined;
  current?: boolean;
  children?: ReactNode;
}) {
  function follow(event: MouseEvent) {
    // A new tab or window is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    address.open(id);
  }
  return (
    <a href={address.href(id)} className={className} aria-current={current ? 'true' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
