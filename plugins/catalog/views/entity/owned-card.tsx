import { useState } from 'react';
import { ErrorState, Link, LoadingLines, formatCount, useKinds, useUrlState } from '@callboard/plugin/web';
import type { EntityViewProps, KindInfo } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { OwnedList } from './owned-list.tsx';
import { ReachSwitch, useReach } from './reach-switch.tsx';
import type { Reach } from './reach-switch.tsx';
import styles from './team.module.css';
import type { OwnedGroup, TeamSummary } from './types.ts';
import { useTeam } from './use-relations.ts';

const CHIPS = 9;

/** Everything that a team or a person owns: counted by kind and type, listed page by page. */
export function OwnedCard({ entityRef }: EntityViewProps) {
  const { data, error, refetch } = useTeam(entityRef);
  const [reach, setReach] = useReach('owned');
  const [params, change] = useUrlState();
  const kinds = useKinds();
  const [open, setOpen] = useState(false);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  const { owned } = data;
  if (owned.all === 0) return <p className={styles.faint}>{messages.team.ownedNone}</p>;
  const groups = owned.groups.filter((group) => group[reach] > 0);
  const chosen = groups.find((group) => keyOf(group) === params.get('things'));
  const shown = groups.filter((group, at) => open || at < CHIPS || group === chosen);
  const hasMore = data.teams.below > 0 || data.memberOf.length > 0;
  const names =
    data.memberOf.length > 0
      ? { direct: messages.team.personDirect, all: messages.team.personAll }
      : { direct: messages.team.direct, all: messages.team.all };
  const inCatalog = catalogPath(data, reach, entityRef, chosen);
  return (
    <>
      <div className={styles.bar}>
        {hasMore && <ReachSwitch reach={reach} onChange={setReach} names={names} />}
        {inCatalog && <Link to={inCatalog}>{messages.team.inCatalog}</Link>}
      </div>
      <ul className={styles.chips} aria-label={messages.team.kinds}>
        <li>
          <button type="button" aria-pressed={!chosen} onClick={() => change((url) => url.delete('things'))}>
            {messages.team.everything(formatCount(owned[reach]))}
          </button>
        </li>
        {shown.map((group) => (
          <li key={keyOf(group)}>
            <button
              type="button"
              aria-pressed={group === chosen}
              onClick={() => change((url) => url.set('things', keyOf(group)))}
            >
              {nameOf(group, group[reach], kinds)} <span>{formatCount(group[reach])}</span>
            </button>
          </li>
        ))}
        {groups.length > CHIPS && (
          <li>
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? messages.team.fewer : messages.team.more(formatCount(groups.length - CHIPS))}
            </button>
          </li>
        )}
      </ul>
      {groups.length === 0 ? (
        <p className={styles.faint}>{messages.team.ownedNoneDirect}</p>
      ) : (
        <OwnedList
          query={{ entityRef, reach, kind: chosen?.kind, type: chosen?.type }}
          total={chosen?.[reach] ?? owned[reach]}
          withOwner={reach === 'all' && hasMore}
        />
      )}
    </>
  );
}

function keyOf({ kind, type }: OwnedGroup): string {
  return type ? `${kind}/${type}` : kind;
}

function nameOf({ kind, type }: OwnedGroup, count: number, kinds: readonly KindInfo[]): string {
  const known = kinds.find((one) => one.kind.toLowerCase() === kind);
  const word = (count === 1 ? known?.singular : known?.plural) ?? kind;
  return type ? `${word} · ${type}` : word;
}

/** The same things in the catalog; with the teams below only where their names fit into an address. */
function catalogPath(
  { owners }: TeamSummary,
  reach: Reach,
  entityRef: string,
  group: OwnedGroup | undefined,
): string | undefined {
  const named = reach === 'direct' ? [entityRef] : owners;
  if (!named) return undefined;
  const params = new URLSearchParams(named.map((owner) => ['owner', owner]));
  if (group) params.set('kind', group.kind);
  if (group?.type) params.set('type', group.type);
  return `/catalog?${params.toString()}`;
}
