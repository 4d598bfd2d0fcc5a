import { ActionIcon, Menu } from '@mantine/core';
import { Icon, useKit } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { useSession } from '../session/session-context.ts';

/** Who is signed in, and what helps them. */
export function IdentityMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { viewer } = useKit();
  const session = useSession();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={messages.identityMenu(viewer.displayName)}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label title={viewer.userEntityRef}>{viewer.displayName}</Menu.Label>
        <Menu.Item leftSection={<Icon name="keyboard" />} onClick={onShowKeys}>
          {messages.keys}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="code" />} component="a" href="/api/callboard/docs">
          {messages.apiDocs}
        </Menu.Item>
        {!viewer.userEntityRef && (
          <Menu.Item leftSection={<Icon name="sign-out" />} onClick={() => void session.leave()}>
            {messages.signOut}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
