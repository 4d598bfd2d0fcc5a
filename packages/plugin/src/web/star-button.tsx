import { ActionIcon } from '@mantine/core';
import { Icon } from './icon.tsx';
import { refName } from './kinds.ts';
import { messages } from './messages.ts';
import { useStars } from './mine.ts';

/** Gives an entity the viewer's star, or takes it back. */
export function StarButton({ entityRef, title, className }: { entityRef: string; title?: string; className?: string }) {
  const { refs, toggle } = useStars();
  const isStarred = refs.includes(entityRef);
  const name = title ?? refName(entityRef);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className={className}
      aria-pressed={isStarred}
      aria-label={messages.star(name)}
      title={isStarred ? messages.unstar(name) : messages.star(name)}
      onClick={() => toggle(entityRef)}
    >
      <Icon name={isStarred ? 'star-filled' : 'star'} size={14} />
    </ActionIcon>
  );
}
