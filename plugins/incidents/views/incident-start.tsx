import { EntityPicker, Link, Page, entityRefOf, refName, useRecents } from '@callboard/plugin/web';
import { useNavigate } from '@tanstack/react-router';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import { incidentPath } from './use-incident.ts';

const FILTER = ['kind=component'];
const SHOWN = 8;
const text = messages.start;

/** Where somebody starts who knows only the name of what is in trouble. */
export function IncidentStart() {
  const navigate = useNavigate();
  const recents = useRecents().filter((ref) => ref.startsWith('component:'));
  return (
    <Page title={text.title} description={text.text}>
      <div className={styles.picker}>
        <EntityPicker
          label={text.label}
          placeholder={text.placeholder}
          filter={FILTER}
          autoFocus
          onPick={(entity) => void navigate({ to: incidentPath(entityRefOf(entity)) as '.' })}
        />
      </div>
      {recents.length > 0 && (
        <section aria-label={text.recent}>
          <h2 className={styles.heading}>{text.recent}</h2>
          <ul className={styles.list}>
            {recents.slice(0, SHOWN).map((ref) => (
              <li key={ref} className={styles.recent}>
                <Link to={incidentPath(ref)}>{refName(ref)}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
