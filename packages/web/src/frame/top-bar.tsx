import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Icon, showOverlay, useContributions, useShortcut } from '@callboard/plugin/web';
import type { Contribution } from '@callboard/plugin/web';
import { useLiveIsDown } from '../live/live.ts';
import { messages } from '../messages.ts';
import styles from './frame.module.css';
import { IdentityMenu } from './identity-menu.tsx';
import { NEXT_SCHEME, SCHEME_ICON } from './schemes.ts';

/** Search, the state of the live updates, the theme, and who is signed in. */
export function TopBar({ onShowKeys }: { onShowKeys: () => void }) {
  const finder = useContributions('overlays').find((overlay) => overlay.place === 'topBar');
  return (
    <header className={styles.top}>
      {finder ? <OverlayBox overlay={finder} /> : <SearchBox />}
      <LiveState />
      <ThemeButton />
      <IdentityMenu onShowKeys={onShowKeys} />
    </header>
  );
}

const MOD = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl ';

/** Looks like a search box, and opens the overlay that is one. */
function OverlayBox({ overlay }: { overlay: Contribution<'overlays'> }) {
  const open = () => showOverlay({ plugin: overlay.plugin.id, id: overlay.id });
  useShortcut('/', overlay.title, open);
  return (
    <button type="button" className={styles.search} aria-haspopup="dialog" onClick={open}>
      <Icon name={overlay.icon} />
      <span className={styles.searchPrompt}>{overlay.title}</span>
      {overlay.keys?.startsWith('mod+') && <kbd aria-hidden="true">{MOD + overlay.keys.slice(4).toUpperCase()}</kbd>}
    </button>
  );
}

function SearchBox() {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const focus = () => input.current?.select();
  useShortcut('/', messages.focusSearch, focus);
  useShortcut('mod+k', messages.focusSearchAnywhere, focus);
  function submit(event: FormEvent) {
    event.preventDefault();
    const term = text.trim();
    void navigate({ to: '/catalog' as '.', search: (term ? { text: term } : {}) as never });
    setText('');
  }
  return (
    <form role="search" className={styles.search} onSubmit={submit}>
      <Icon name="search" />
      <input
        ref={input}
        value={text}
        placeholder={messages.search}
        aria-label={messages.searchLabel}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">{MOD}K</kbd>
    </form>
  );
}

function LiveState() {
  const down = useLiveIsDown();
  return (
    <span role="status" className={styles.liveState}>
      {down && (
        <span className={styles.liveDown} title={messages.live.down}>
          <Icon name="offline" /> {messages.live.short}
        </span>
      )}
    </span>
  );
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = messages.themeNow(messages.theme[colorScheme]);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      className={styles.themeButton}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(NEXT_SCHEME[colorScheme])}
    >
      <Icon name={SCHEME_ICON[colorScheme]} />
    </ActionIcon>
  );
}
