import { messages } from '../messages.ts';
import styles from './frame.module.css';

/** The board with its notices, and the name. */
export function BrandMark({ logo }: { logo?: string | undefined }) {
  return (
    <span className={styles.brand}>
      {logo === undefined ? <OwnMark /> : <img src={logo} alt="" height={22} />}
      <span className={styles.brandName}>{messages.portal}</span>
    </span>
  );
}

function OwnMark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <rect x="1.5" y="1.5" width="21" height="21" rx="5" fill="var(--cb-amber)" />
      <g fill="var(--cb-on-amber)">
        <rect x="5.5" y="6" width="5.5" height="12" rx="1.2" />
        <rect x="13" y="6" width="5.5" height="5" rx="1.2" />
        <rect x="13" y="13" width="5.5" height="5" rx="1.2" fillOpacity=".55" />
      </g>
    </svg>
  );
}
