import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import styles from './kit.module.css';

export interface ActionMenuItem {
  label: string;
  icon?: string;
  /** What it does; or `href`, where it leads. */
  onSelect?: () => void;
  href?: string;
}

export interface ActionMenuProps {
  label: string;
  icon: string;
  items: readonly ActionMenuItem[];
  /** Said at the top of the open menu. */
  heading?: string;
  /** Only the icon is shown; the label is still said. */
  iconOnly?: boolean;
  busy?: boolean;
}

/** A button that opens a short list of things to do. */
export function ActionMenu({ label, icon, items, heading, iconOnly = false, busy = false }: ActionMenuProps) {
  const [open, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    function closeOutside(event: Event) {
      if (!holder.current?.contains(event.target as Node)) setOpen(false);
    }
    function closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape') return;
      setOpen(false);
      holder.current?.querySelector('button')?.focus();
    }
    const listening = new AbortController();
    document.addEventListener('pointerdown', closeOutside, listening);
    document.addEventListener('focusin', closeOutside, listening);
    document.addEventListener('keydown', closeOnEscape, listening);
    return () => listening.abort();
  }, [open]);
  function close() {
    setOpen(false);
    holder.current?.querySelector('button')?.focus();
  }
  const control = { 'aria-expanded': open, 'aria-controls': id, onClick: () => setOpen(!open) };
  return (
    <div ref={holder} className={styles.menu}>
      {iconOnly ? (
        <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} loading={busy} {...control}>
          <Icon name={icon} />
        </ActionIcon>
      ) : (
        <Button leftSection={<Icon name={icon} />} loading={busy} {...control}>
          {label}
        </Button>
      )}
      <ul id={id} hidden={!open} className={styles.menuItems}>
        {heading && <li className={styles.menuHeading}>{heading}</li>}
        {items.map((item) => (
          <li key={item.label}>
            <MenuItem item={item} onDone={close} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function MenuItem({ item, onDone }: { item: ActionMenuItem; onDone: () => void }) {
  const content = (
    <>
      {item.icon && <Icon name={item.icon} />} {item.label}
    </>
  );
  if (item.href) return <a href={item.href}>{content}</a>;
  function select() {
    onDone();
    item.onSelect?.();
  }
  return (
    <button type="button" onClick={select}>
      {content}
    </button>
  );
}
