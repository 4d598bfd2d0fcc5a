import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { ActionMenu, entityQuery, entityTitle, refName, useKit, useMe } from '@callboard/plugin/web';
import type { ActionMenuItem, Viewer } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { useSession } from '../session/session-context.ts';
import { NEXT_SCHEME, SCHEME_ICON } from './schemes.ts';
import { useThemes } from './use-themes.ts';

const WhoDialog = lazy(async () => ({ default: (await import('./who-dialog.tsx')).WhoDialog }));

/** Who the viewer is, and what helps them. */
export function IdentityMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { viewer } = useKit();
  const { isChosen } = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { current, next } = useThemes();
  const [asking, setAsking] = useState(false);
  const name = useMyName(viewer);
  const items: ActionMenuItem[] = [
    {
      label: isChosen ? messages.changeWho : messages.sayWho,
      icon: 'user',
      onSelect: () => setAsking(true),
    },
    {
      label: messages.mine,
      icon: 'catalog',
      onSelect: () => void navigate({ to: '/catalog' as '.', search: { show: 'owned' } as never }),
    },
    {
      label: messages.themeNow(messages.theme[colorScheme]),
      icon: SCHEME_ICON[colorScheme],
      onSelect: () => setColorScheme(NEXT_SCHEME[colorScheme]),
    },
    ...(next
      ? [
          {
            label: messages.coloursNow(current?.title ?? messages.portal, next.title ?? messages.portal),
            icon: 'system-theme',
            onSelect: next.choose,
          },
        ]
      : []),
    { label: messages.keys, icon: 'keyboard', onSelect: onShowKeys },
    { label: messages.apiDocs, icon: 'code', href: '/api/callboard/docs' },
  ];
  if (!viewer.userEntityRef)
    items.push({ label: messages.signOut, icon: 'sign-out', onSelect: () => void session.leave() });
  const heading = isChosen
    ? messages.youAre(name)
    : [viewer.displayName, viewer.userEntityRef].filter(Boolean).join(' · ');
  return (
    <>
      <ActionMenu iconOnly icon="user" label={messages.identityMenu(name)} heading={heading} items={items} />
      {asking && (
        <Suspense>
          <WhoDialog onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What the viewer is called: who they chose to be, else who is signed in. */
function useMyName(viewer: Viewer): string {
  const { api } = useKit();
  const { refs, isChosen } = useMe();
  const [entityRef = ''] = isChosen ? refs : [];
  const { data } = useQuery({ ...entityQuery(api, entityRef || 'user:none'), enabled: entityRef !== '' });
  if (!isChosen) return viewer.displayName;
  return data ? entityTitle(data) : refName(entityRef);
}
