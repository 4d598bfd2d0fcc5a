import { useInfiniteQuery } from '@tanstack/react-query';
import { EntityLink, ErrorState, LoadingLines, formatCount, refName, useKit } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { Avatar } from './avatar.tsx';
import { messages } from './messages.ts';
import { ReachSwitch, useReach } from './reach-switch.tsx';
import styles from './team.module.css';
import type { Member } from './types.ts';
import { useTeam } from './use-relations.ts';

const PATH = '/api/callboard/team/members';
const PAGE = 12;

interface MemberPage {
  total: number;
  items: Member[];
}

/** The people of a team, those who lead it first. */
export function MembersCard({ entityRef }: EntityViewProps) {
  const { api } = useKit();
  const { data: team } = useTeam(entityRef);
  const [reach, setReach] = useReach('people');
  const query = { entityRef, reach, limit: PAGE };
  const members = useInfiniteQuery({
    queryKey: ['api', PATH, query],
    queryFn: ({ pageParam, signal }) => api.json<MemberPage>(PATH, { query: { ...query, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * PAGE < last.total ? all.length * PAGE : undefined),
    meta: { touchedBy: [{ type: 'entity' }] },
  });
  if (members.error && !members.data)
    return <ErrorState error={members.error} onRetry={() => void members.refetch()} />;
  const items = members.data?.pages.flatMap((page) => page.items);
  const total = members.data?.pages.at(-1)?.total ?? 0;
  const below = team?.teams.below ?? 0;
  const names = { direct: messages.team.direct, all: messages.team.all };
  return (
    <>
      {below > 0 && <ReachSwitch reach={reach} onChange={setReach} names={names} />}
      {!items && <LoadingLines lines={5} />}
      {items && total === 0 && <p className={styles.faint}>{messages.team.membersNone}</p>}
      <ul className={styles.people}>
        {items?.map((member) => (
          <Person key={member.ref} member={member} withTeams={below > 0 && reach === 'all'} />
        ))}
      </ul>
      {items && total > items.length && (
        <button
          type="button"
          className={styles.more}
          disabled={members.isFetchingNextPage}
          onClick={() => void members.fetchNextPage()}
        >
          {messages.team.more(formatCount(total - items.length))}
        </button>
      )}
    </>
  );
}

function Person({ member, withTeams }: { member: Member; withTeams: boolean }) {
  const name = member.title ?? refName(member.ref);
  return (
    <li>
      <Avatar name={name} picture={member.picture} />
      <div>
        <EntityLink entityRef={member.ref} title={name} icon={false} />
        <span className={styles.role}>
          {[
            member.isMissing ? messages.relations.missing : member.role?.replaceAll('-', ' '),
            withTeams && member.teams.map((team) => team.title ?? refName(team.ref)).join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {member.isLead && <span className={styles.lead}>{messages.team.lead}</span>}
    </li>
  );
}
