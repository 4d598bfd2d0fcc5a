import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useShortcut } from '@callboard/plugin/web';
import { listenForShortcuts } from '@callboard/plugin/web/shell';
import { messages } from '../messages.ts';
import styles from './frame.module.css';
import { Overlays } from './overlays.tsx';
import { SideBar } from './side-bar.tsx';
import { Toaster } from './toaster.tsx';
import { TopBar } from './top-bar.tsx';
import { useFolded } from './use-folded.ts';
import { useThemeColours } from './use-themes.ts';

const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

/** What stands around every page: side bar, top bar, toasts, keys. */
export function Frame() {
  const [folded, setFolded] = useFolded();
  const [keysShown, setKeysShown] = useState(false);
  const main = useFocusOnNewPage();
  const navigate = useNavigate();
  useThemeColours();
  useEffect(() => listenForShortcuts(), []);
  useShortcut('?', messages.showKeys, () => setKeysShown(true));
  useShortcut('g h', messages.goHome, () => void navigate({ to: '/' }));
  useShortcut('g c', messages.goCatalog, () => void navigate({ to: '/catalog' as '.' }));
  return (
    <div className={styles.frame} data-folded={folded || undefined}>
      <a href="#main" className={styles.skip}>
        {messages.skip}
      </a>
      <SideBar folded={folded} onFold={setFolded} />
      <TopBar onShowKeys={() => setKeysShown(true)} />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Overlays />
      <Toaster />
      {keysShown && (
        <Suspense>
          <KeysDialog onClose={() => setKeysShown(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Puts the focus on a page that was just opened, so that a keyboard or a screen reader goes on from there; not when only a tab or a filter changes. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const page = useRouterState({
    select: ({ matches }) => {
      const last = matches.at(-1);
      const { _splat: _, '*': __, ...params } = (last?.params ?? {}) as Record<string, string>;
      return `${last?.routeId} ${JSON.stringify(params)}`;
    },
  });
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    main.current?.focus({ preventScroll: true });
  }, [page]);
  return main;
}
