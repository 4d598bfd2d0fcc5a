import { useState } from 'react';
import { EntityLink, LoadingLines, entityTitle, formatCount } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './team.module.css';
import type { TeamItem } from './types.ts';
import { useTeam } from './use-relations.ts';

const SHOWN = 8;

/** Where the team stands among the teams: those above it, itself, those right below it. */
export function TeamTreeCard({ entity, entityRef }: EntityViewProps) {
  const { data } = useTeam(entityRef);
  const [open, setOpen] = useState(false);
  if (!data) return <LoadingLines lines={4} />;
  const { path, teams } = data;
  if (path.length === 0 && teams.total === 0) return <p className={styles.faint}>{messages.team.treeNone}</p>;
  const shown = open ? teams.items : teams.items.slice(0, SHOWN);
  const left = teams.total - shown.length;
  return (
    <ul className={styles.tree}>
      {path.map((team, depth) => (
        <li key={team.ref} style={{ paddingLeft: depth * 16 }}>
          <EntityLink entityRef={team.ref} title={team.title} />
        </li>
      ))}
      <li style={{ paddingLeft: path.length * 16 }} aria-current="true">
        <strong>{entityTitle(entity)}</strong>
      </li>
      {shown.map((team) => (
        <li key={team.ref} style={{ paddingLeft: (path.length + 1) * 16 }}>
          <TeamLine team={team} />
        </li>
      ))}
      {(left > 0 || open) && (
        <li style={{ paddingLeft: (path.length + 1) * 16 }}>
          <button type="button" className={styles.more} onClick={() => setOpen(!open)}>
            {open ? messages.team.fewer : messages.team.more(formatCount(left))}
          </button>
        </li>
      )}
    </ul>
  );
}

/** A team with how many people and things it has. */
export function TeamLine({ team }: { team: TeamItem }) {
  return (
    <span className={styles.teamLine}>
      <EntityLink entityRef={team.ref} title={team.title} />
      <span className={styles.faint}>
        {messages.team.people(team.members, formatCount(team.members))} ·{' '}
        {messages.team.things(team.owned, formatCount(team.owned))}
      </span>
    </span>
  );
}
