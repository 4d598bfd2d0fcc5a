import { useState } from 'react';
import { EntityLink, Icon, LoadingLines, formatCount, useApi } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './team.module.css';
import type { Direction, PairPage, TeamLink, TeamSummary } from './types.ts';
import { useTeam } from './use-relations.ts';

const SHOWN = 6;
const PAIRS_SHOWN = 20;

/** Which teams this one needs and which need it, because of the things that they own. */
export function TeamDependenciesCard({ entityRef }: EntityViewProps) {
  const { data } = useTeam(entityRef);
  if (!data) return <LoadingLines lines={5} />;
  return (
    <div className={styles.dependencies}>
      <TeamLinks links={data.neededBy} direction="neededBy" entityRef={entityRef} />
      <TeamLinks links={data.needs} direction="needs" entityRef={entityRef} />
    </div>
  );
}

interface TeamLinksProps {
  links: TeamSummary['needs'];
  direction: Direction;
  entityRef: string;
}

function TeamLinks({ links, direction, entityRef }: TeamLinksProps) {
  const [open, setOpen] = useState(false);
  const none = direction === 'needs' ? messages.team.needsNone : messages.team.neededByNone;
  const shown = open ? links.items : links.items.slice(0, SHOWN);
  const left = links.total - SHOWN;
  return (
    <section aria-label={messages.team[direction]}>
      <h3>
        {messages.team[direction]} <span>{messages.team.teams(links.total, formatCount(links.total))}</span>
      </h3>
      {links.total === 0 && <p className={styles.faint}>{none}</p>}
      <ul>
        {shown.map((team) => (
          <OtherTeam key={team.ref} team={team} direction={direction} entityRef={entityRef} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className={styles.more} onClick={() => setOpen(!open)}>
          {open ? messages.team.fewer : messages.team.more(formatCount(left))}
        </button>
      )}
    </section>
  );
}

function OtherTeam({ team, direction, entityRef }: { team: TeamLink; direction: Direction; entityRef: string }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className={styles.otherTeam}>
        <EntityLink entityRef={team.ref} title={team.title} />
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {messages.team.links(team.count, formatCount(team.count))} <Icon name={open ? 'down' : 'right'} size={12} />
        </button>
      </div>
      {open && <Pairs team={team.ref} direction={direction} entityRef={entityRef} />}
    </li>
  );
}

/** The things that make the link. */
function Pairs({ team, direction, entityRef }: { team: string; direction: Direction; entityRef: string }) {
  const [limit, setLimit] = useState(PAIRS_SHOWN);
  const { data } = useApi<PairPage>('/api/callboard/team/dependencies', {
    query: { entityRef, team, direction, limit },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  if (!data) return <LoadingLines lines={2} />;
  const left = data.total - data.items.length;
  return (
    <ul className={styles.pairs}>
      {data.items.map(({ own, other }) => {
        const [from, to] = direction === 'needs' ? [own, other] : [other, own];
        return (
          <li key={`${own.ref} ${other.ref}`}>
            <EntityLink entityRef={from.ref} title={from.title} /> <span>{messages.team.arrow}</span>{' '}
            <EntityLink entityRef={to.ref} title={to.title} />
          </li>
        );
      })}
      {left > 0 && limit < 200 && (
        <li>
          <button type="button" className={styles.more} onClick={() => setLimit(200)}>
            {messages.team.more(formatCount(left))}
          </button>
        </li>
      )}
    </ul>
  );
}
