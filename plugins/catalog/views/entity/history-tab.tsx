import { useUrlState } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { AsItWas } from './as-it-was.tsx';
import { Changes } from './changes.tsx';
import styles from './history.module.css';
import { messages } from './messages.ts';

/** What changed, when and why; and the entity as it was on a day. */
export function HistoryTab({ entityRef, entity }: EntityViewProps) {
  const [params, change] = useUrlState();
  const day = params.get('on') ?? '';
  const viewUrl = entity.metadata.annotations?.['backstage.io/view-url'];
  const dayField = (
    <label className={styles.field}>
      {messages.history.asItWasOn}
      <input
        type="date"
        value={day}
        max={new Date().toISOString().slice(0, 10)}
        onChange={(event) =>
          change((next) => (event.target.value ? next.set('on', event.target.value) : next.delete('on')))
        }
      />
    </label>
  );
  if (day)
    return (
      <AsItWas
        entityRef={entityRef}
        entity={entity}
        day={day}
        dayField={dayField}
        onClose={() =>
          change((next) => {
            next.delete('on');
            next.delete('show');
          })
        }
      />
    );
  return <Changes entityRef={entityRef} viewUrl={viewUrl} dayField={dayField} />;
}
