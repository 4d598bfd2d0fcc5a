import { ExternalLink, Icon, toast } from '@callboard/plugin/web';
import { channelAddress } from './hit-facts.ts';
import { messages } from './messages.ts';
import type { PaletteItem } from './palette-items.ts';
import { openChannel } from './use-palette.ts';
import styles from './search.module.css';

const MOD = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
const LINKS = 3;

/** What can be done with the selected row without opening it. */
export function PaletteActions({ item, onRun }: { item: PaletteItem | undefined; onRun: (item: PaletteItem) => void }) {
  const { hit } = item ?? {};
  const chat = hit?.owner?.chat;
  return (
    <div role="group" aria-label={messages.actions} className={styles.actions}>
      {item && (
        <button type="button" className={styles.action} onClick={() => onRun(item)}>
          <kbd aria-hidden="true">↵</kbd> {messages.open}
        </button>
      )}
      {hit && chat && (
        <button
          type="button"
          className={styles.action}
          title={messages.channelOf(hit.owner?.title ?? '')}
          onClick={() => openChannel(hit)}
        >
          <kbd aria-hidden="true">{MOD} ↵</kbd> {chat.title}
          {channelAddress(hit) && <Icon name="external" size={12} />}
        </button>
      )}
      {hit?.entityRef && (
        <button type="button" className={styles.action} onClick={() => void copyRef(hit.entityRef!)}>
          <Icon name="copy" size={14} /> {messages.copyRef}
        </button>
      )}
      {hit?.links.slice(0, LINKS).map(({ title, url }) => (
        <ExternalLink key={url} href={url} className={styles.action}>
          {title}
        </ExternalLink>
      ))}
    </div>
  );
}

async function copyRef(ref: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(ref);
    toast({ message: messages.copied, detail: ref });
  } catch {
    // Browsers refuse the clipboard outside https and localhost, or when the person said no.
    toast({ level: 'error', message: messages.copyRefused });
  }
}
