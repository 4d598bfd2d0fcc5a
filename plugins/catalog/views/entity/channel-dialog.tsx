import { stringify } from 'yaml';
import { CodeBlock, Dialog, ExternalLink, parseEntityRef } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Owner } from './use-owners.ts';

const EDIT_URL = 'backstage.io/edit-url';
const EXAMPLE_HOST = 'https://chat.example.org/channels';

/** Says that nobody told how to reach the owner, and which lines would. */
export function ChannelDialog({ owner, onClose }: { owner: Owner | undefined; onClose: () => void }) {
  const editUrl = owner?.entity?.metadata.annotations?.[EDIT_URL];
  return (
    <Dialog title={owner ? messages.channel.title(owner.title) : messages.message.noOwner} onClose={onClose} wide>
      <p>{explanation(owner)}</p>
      <CodeBlock text={stringify(linesFor(owner))} label={messages.channel.yaml} />
      {editUrl && (
        <p>
          <ExternalLink href={editUrl}>{messages.channel.edit}</ExternalLink>
        </p>
      )}
    </Dialog>
  );
}

function explanation(owner: Owner | undefined): string {
  if (!owner) return messages.channel.noOwner;
  if (owner.entity === null) return messages.channel.missing(owner.title);
  const { chat } = owner.contacts;
  return chat ? messages.channel.noAddress(owner.title, chat.title) : messages.channel.none(owner.title);
}

function linesFor(owner: Owner | undefined): Record<string, unknown> {
  if (!owner) return { spec: { owner: messages.channel.exampleTeam } };
  const { name, namespace } = parseEntityRef(owner.entityRef);
  const channel = owner.contacts.chat?.title ?? `#${name}`;
  const metadata = {
    name,
    ...(namespace !== 'default' && { namespace }),
    annotations: { 'callboard.dev/chat-channel': channel },
    links: [{ url: `${EXAMPLE_HOST}/${channel.replace(/^#/, '')}`, title: channel, type: 'chat' }],
  };
  if (owner.entity !== null) return { metadata };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata,
    spec: { type: 'team', children: [], members: [] },
  };
}
