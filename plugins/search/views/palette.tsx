import { useId, useLayoutEffect, useRef } from 'react';
import type { MouseEvent } from 'react';
import { Icon, formatCount } from '@callboard/plugin/web';
import type { OverlayViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { PaletteActions } from './palette-actions.tsx';
import { PaletteList } from './palette-list.tsx';
import { usePalette } from './use-palette.ts';
import styles from './search.module.css';

/** Finds anything and does anything, by keyboard: a field with a list below it, over the page. */
export function Palette({ onClose, start = '' }: OverlayViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const palette = usePalette(start, onClose);
  const { term, setTerm, groups, active, note, total } = palette;
  useLayoutEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    // It gives the focus to the first thing in it, which is the field.
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  function onBackdrop(event: MouseEvent) {
    if (event.target === dialog.current) onClose();
  }
  const isEmpty = groups.every(({ items }) => items.length === 0);
  return (
    // Escape closes it as well, and the keys are the field's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-modal="true"
      aria-label={messages.title}
      onClick={onBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.paletteBox}>
        <div className={styles.paletteField}>
          <Icon name="search" size={18} />
          <input
            role="combobox"
            aria-expanded={!isEmpty}
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={isEmpty ? undefined : `${id}-${active}`}
            aria-label={messages.termLabel}
            placeholder={messages.placeholder}
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={100}
            value={term}
            onChange={(event) => setTerm(event.target.value)}
            onKeyDown={palette.onKeyDown}
          />
          <button type="button" className={styles.paletteClose} aria-label={messages.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <PaletteList id={id} groups={groups} active={active} note={note} palette={palette} />
        <PaletteActions item={palette.selected} onRun={palette.run} />
        <span role="status" className={styles.hidden}>
          {total === undefined ? note : messages.found(total, formatCount(total))}
        </span>
      </div>
    </dialog>
  );
}
