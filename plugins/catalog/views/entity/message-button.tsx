import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { ActionMenu, Icon, entityPath, lazyView, safeHref, useShortcut } from '@callboard/plugin/web';
import type { ActionMenuItem } from '@callboard/plugin/web';
import styles from './header.module.css';
import { linkIcon } from './links.ts';
import { messages } from './messages.ts';
import type { Owner } from './use-owners.ts';

const ChannelDialog = lazyView(async () => (await import('./channel-dialog.tsx')).ChannelDialog);
const LINKS_SHOWN = 6;

function openElsewhere(address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}

/** Where the first click leads: the chat, else a letter; nowhere when neither is known. */
function firstWay(owner: Owner | undefined): string | undefined {
  const { chat, email } = owner?.contacts ?? {};
  return (chat?.url && safeHref(chat.url)) ?? (email && safeHref(`mailto:${email}`));
}

/** One click to whoever answers for the thing, and every other way to reach them beside it. */
export function MessageButton({ owners, isSelf }: { owners: readonly Owner[]; isSelf: boolean }) {
  const [explains, setExplains] = useState(false);
  const navigate = useNavigate();
  const [owner] = owners;
  const way = firstWay(owner);
  const label = isSelf ? messages.message.self : messages.message.owner;
  const chat = owner?.contacts.chat;
  function explain() {
    setExplains(true);
  }
  useShortcut('m', messages.entity.keys.message, () => (way ? openElsewhere(way) : explain()));
  // Not told yet who it is: the place is kept.
  const pending = owner?.entity === undefined && owner !== undefined;
  const look = {
    variant: 'filled',
    leftSection: <Icon name={way?.startsWith('mailto:') ? 'mail' : 'chat'} />,
    className: styles.messageMain,
  } as const;
  return (
    <div className={styles.message}>
      {way ? (
        <Button
          component="a"
          href={way}
          target="_blank"
          rel="noreferrer noopener"
          title={chat?.title ?? owner?.contacts.email}
          {...look}
        >
          {label}
        </Button>
      ) : (
        <Button {...look} variant="default" disabled={pending} onClick={explain}>
          {owner ? label : messages.message.noOwner}
        </Button>
      )}
      <ActionMenu
        iconOnly
        icon="down"
        label={messages.message.ways}
        items={owners.flatMap((one) => waysTo(one, isSelf, explain, (to) => void navigate({ to: to as '.' })))}
      />
      {explains && (
        <Suspense>
          <ChannelDialog owner={owner} onClose={() => setExplains(false)} />
        </Suspense>
      )}
    </div>
  );
}

function waysTo(owner: Owner, isSelf: boolean, explain: () => void, go: (path: string) => void): ActionMenuItem[] {
  const { chat, email } = owner.contacts;
  const address = chat?.url && safeHref(chat.url);
  const links = (owner.entity?.metadata.links ?? []).filter(({ url }) => url !== chat?.url).slice(0, LINKS_SHOWN);
  return [
    address && chat
      ? { label: messages.message.open(chat.title), icon: 'chat', onSelect: () => openElsewhere(address) }
      : { label: messages.message.addChannel, icon: 'add', onSelect: explain },
    ...(email
      ? [{ label: messages.message.write(email), icon: 'mail', onSelect: () => openElsewhere(`mailto:${email}`) }]
      : []),
    ...(isSelf
      ? []
      : [
          {
            label: messages.message.about(owner.title),
            icon: 'users-group',
            onSelect: () => go(entityPath(owner.entityRef)),
          },
        ]),
    ...links.flatMap((link) => {
      const href = safeHref(link.url);
      return href ? [{ label: link.title ?? link.url, icon: linkIcon(link), onSelect: () => openElsewhere(href) }] : [];
    }),
  ];
}
