import { ActionMenu, useKit } from '@callboard/plugin/web';
import type { ActionMenuItem } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { useSession } from '../session/session-context.ts';

/** Who is signed in, and what helps them. */
export function IdentityMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { viewer } = useKit();
  const session = useSession();
  const items: ActionMenuItem[] = [
    { label: messages.keys, icon: 'keyboard', onSelect: onShowKeys },
    { label: messages.apiDocs, icon: 'code', href: '/api/callboard/docs' },
  ];
  if (!viewer.userEntityRef)
    items.push({ label: messages.signOut, icon: 'sign-out', onSelect: () => void session.leave() });
  const heading = [viewer.displayName, viewer.userEntityRef].filter(Boolean).join(' · ');
  return (
    <ActionMenu
      iconOnly
      icon="user"
      label={messages.identityMenu(viewer.displayName)}
      heading={heading}
      items={items}
    />
  );
}
