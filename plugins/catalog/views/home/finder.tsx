import { Icon, showOverlay, useContributions } from '@callboard/plugin/web';
import styles from './home.module.css';
import { messages } from './messages.ts';

/** The way to anything: opens the overlay that finds, or where no plugin has one, asks the catalog. */
export function Finder() {
  const overlay = useContributions('overlays').find(({ place }) => place === 'topBar');
  if (!overlay) return <CatalogFinder />;
  return (
    <button
      type="button"
      className={styles.finder}
      aria-haspopup="dialog"
      onClick={() => showOverlay({ plugin: overlay.plugin.id, id: overlay.id })}
    >
      <Icon name="search" size={18} />
      <span>{messages.find}</span>
    </button>
  );
}

function CatalogFinder() {
  return (
    <form role="search" aria-label={messages.findInCatalog} className={styles.finder} action="/catalog">
      <Icon name="search" size={18} />
      <input name="text" placeholder={messages.find} aria-label={messages.find} />
    </form>
  );
}
