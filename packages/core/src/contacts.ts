import type { Entity, EntityLink } from './entity.ts';

/** How to reach whoever an entity stands for, or belongs to. */
export interface Contacts {
  /** Chat channel: its name as people say it, and where it opens when that is known. */
  chat?: { title: string; url?: string };
  email?: string;
}

/** Annotation that names the chat channel, such as `#playback`. */
export const chatChannelAnnotation = 'callboard.dev/chat-channel';

/** Services whose links lead into a chat, by words that stand in a link's type, icon or host. */
const chatWords =
  /\b(chat|slack|teams\.microsoft|msteams|discord|mattermost|zulip|rocketchat|matrix\.to|chat\.google)\b/i;

/** The contacts that an entity itself declares, of a team or a person in most cases. */
export function contactsOf(entity: Pick<Entity, 'metadata' | 'spec'>): Contacts {
  const channel = textOf(entity.metadata.annotations?.[chatChannelAnnotation]);
  const link = entity.metadata.links?.find(isChat);
  const title = channel ?? (link && (textOf(link.title) ?? link.url));
  const profile = entity.spec?.['profile'];
  const email =
    typeof profile === 'object' && profile !== null && !Array.isArray(profile) ? textOf(profile['email']) : undefined;
  return {
    ...(title !== undefined && { chat: { title, ...(link && { url: link.url }) } }),
    ...(email !== undefined && { email }),
  };
}

/** Whether a link leads into a chat. */
export function isChat({ type, icon, url }: EntityLink): boolean {
  return [type, icon, hostOf(url)].some((text) => typeof text === 'string' && chatWords.test(text));
}

function hostOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
