import { useState } from 'react';
import {
  EntityLink,
  ErrorState,
  Icon,
  LoadingLines,
  Time,
  formatCount,
  useApi,
  useUrlState,
} from '@callboard/plugin/web';
import { Cause } from '../shared/cause.tsx';
import { stop } from '../shared/use-stops.ts';
import { FILTERS, byDay, recentAsk } from './change-groups.ts';
import type { ChangeFilter, ChangeGroup, Day, RecentAnswer } from './change-groups.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';
import { Section } from './section.tsx';

const SHOWN = 10;

const date = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

function dayName({ back, start }: Day): string {
  if (back === 0) return messages.changes.today;
  return back === 1 ? messages.changes.yesterday : date.format(start);
}

/** What changed lately, by day; what one commit or harvest did to many entities is one line. */
export function RecentChanges({ me, isKnown }: { me: readonly string[]; isKnown: boolean }) {
  const [params, change] = useUrlState();
  const [now] = useState(() => new Date());
  const [all, setAll] = useState(false);
  const offered = FILTERS.filter((filter) => filter !== 'mine' || isKnown);
  const filter = offered.find((one) => one === params.get('changes')) ?? 'all';
  const { data, error, refetch } = useApi<RecentAnswer>('/api/callboard/recent', {
    body: recentAsk(filter, me, now),
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  function setFilter(next: ChangeFilter) {
    change((url) => (next === 'all' ? url.delete('changes') : url.set('changes', next)));
  }
  return (
    <Section
      title={messages.changes.title}
      actions={
        <div role="group" aria-label={messages.changes.filter} className={styles.tabs}>
          {offered.map((one) => (
            <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)}>
              {messages.changes.filters[one]}
            </button>
          ))}
        </div>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingLines lines={8} />}
      {data?.groups.length === 0 && <p className={styles.quiet}>{messages.changes.none[filter]}</p>}
      {data &&
        byDay(all ? data.groups : data.groups.slice(0, SHOWN), now).map((day) => (
          <div key={`${day.back}`}>
            <h3 className={styles.day}>{dayName(day)}</h3>
            <ol className={styles.changes}>
              {day.groups.map((group) => (
                <Group key={group.seq} group={group} />
              ))}
            </ol>
          </div>
        ))}
      {data && data.groups.length > SHOWN && (
        <button type="button" className={styles.plainButton} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? messages.changes.fewer : messages.changes.older(formatCount(data.groups.length - SHOWN))}
        </button>
      )}
      {all && data?.isCut && <p className={styles.quiet}>{messages.changes.cut}</p>}
    </Section>
  );
}

const OP_ICON = { create: 'add', update: 'edit', delete: 'delete', state: 'info' } as const;

function Group({ group }: { group: ChangeGroup }) {
  const [open, setOpen] = useState(false);
  const { op, count, refs, cause, at } = group;
  const [first = ''] = refs;
  const text = messages.changes.group[op](count, formatCount(count));
  return (
    <li {...stop}>
      <span className={styles.change}>
        <Icon name={OP_ICON[op]} size={14} className={styles.op} />
        {count === 1 ? (
          <span className={styles.what}>
            {messages.changes.one[op]} <Changed op={op} entityRef={first} />
          </span>
        ) : (
          <button type="button" className={styles.what} aria-expanded={open} onClick={() => setOpen(!open)}>
            {text}
            {cause.repository && <span> {messages.changes.from(cause.repository)}</span>}
            <Icon name={open ? 'down' : 'right'} size={12} />
          </button>
        )}
        <span className={styles.cause}>
          {saysMore(group) && <Cause cause={count === 1 ? cause : withoutPlace(cause)} />}
        </span>
        <span className={styles.when}>
          <Time at={at} />
        </span>
      </span>
      {open && (
        <ul className={styles.members}>
          {refs.map((entityRef) => (
            <li key={entityRef}>
              <Changed op={op} entityRef={entityRef} />
            </li>
          ))}
          {count > refs.length && <li>{messages.changes.andMore(formatCount(count - refs.length))}</li>}
        </ul>
      )}
    </li>
  );
}

/** A harvest of a plain folder has nothing to say beside its repository, which the line says already. */
function saysMore({ cause, count }: ChangeGroup): boolean {
  return cause.type !== 'harvest' || count === 1 || cause.commit !== undefined || cause.author !== undefined;
}

/** The file and line of one of many mean nothing. */
function withoutPlace({ file: _file, line: _line, repository: _repository, ...cause }: ChangeGroup['cause']) {
  return cause;
}

function Changed({ op, entityRef }: { op: ChangeGroup['op']; entityRef: string }) {
  return op === 'delete' ? <span className={styles.gone}>{entityRef}</span> : <EntityLink entityRef={entityRef} />;
}
