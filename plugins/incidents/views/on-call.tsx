import { EntityLink, ExternalLink, Time } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { OnCall } from './types.ts';

const text = messages.onCall;

export function OnCallPeople({ onCall: { people, url, pageUrl } }: { onCall: OnCall }) {
  return (
    <>
      <ul className={styles.list}>
        {people.map(({ name, entityRef, role, until, contacts = [] }) => (
          <li key={name + role} className={styles.person}>
            <b>{entityRef === undefined ? name : <EntityLink entityRef={entityRef} title={name} icon={false} />}</b>
            <span className={styles.soft}>
              {role}
              {until !== undefined && (
                <>
                  {' '}
                  {text.until} <Time at={until} />
                </>
              )}
            </span>
            {contacts.map((contact) => (
              <ExternalLink key={contact.url} href={contact.url}>
                {contact.title}
              </ExternalLink>
            ))}
          </li>
        ))}
      </ul>
      {people.length === 0 && <p className={styles.soft}>{text.none}</p>}
      <p className={styles.inline}>
        {pageUrl !== undefined && <ExternalLink href={pageUrl}>{text.page}</ExternalLink>}
        {url !== undefined && <ExternalLink href={url}>{text.schedule}</ExternalLink>}
      </p>
    </>
  );
}
