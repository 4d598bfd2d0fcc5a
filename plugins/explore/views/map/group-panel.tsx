import { ActionIcon } from '@mantine/core';
import {
  EntityLink,
  Icon,
  Link,
  LoadingLines,
  entityPath,
  entityRefOf,
  entityTitle,
  formatCount,
  useApi,
  useKinds,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GroupItem } from '../types.ts';
import styles from './map.module.css';
import { titleOf } from './tree.ts';

const SHOWN = 50;

interface People {
  items: Entity[];
  totalItems: number;
}

/** Who is in a team, and what it owns. */
export function GroupPanel({ group, onClose }: { group: GroupItem; onClose: () => void }) {
  const words = messages.organisation;
  const { members, allMembers, owned, allOwned, lead, ref } = group;
  return (
    <>
      <header>
        <h2>
          <Link to={entityPath(ref)}>{titleOf(group)}</Link>
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      {group.type && <p className={styles.faint}>{group.type}</p>}
      <dl className={styles.panelFacts}>
        {lead && (
          <>
            <dt>{words.lead}</dt>
            <dd>
              <EntityLink entityRef={lead} />
            </dd>
          </>
        )}
        <dt>{words.people}</dt>
        <dd>{words.own(formatCount(members), formatCount(allMembers))}</dd>
        <dt>{words.owns}</dt>
        <dd>{words.own(formatCount(owned), formatCount(allOwned))}</dd>
      </dl>
      <Owned group={ref} />
      <Members group={ref} />
    </>
  );
}

function Owned({ group }: { group: string }) {
  const kinds = useKinds();
  const { data } = useApi<{ facets: Record<string, { value: string; count: number }[]> }>(
    '/api/catalog/entity-facets',
    { query: { facet: 'kind', filter: `relations.ownedBy=${group}` }, touchedBy: [{ type: 'entity' }] },
  );
  const counts = data?.facets['kind'] ?? [];
  if (counts.length === 0) return null;
  return (
    <section aria-label={messages.organisation.owned}>
      <h3>{messages.organisation.owned}</h3>
      <ul>
        {counts.map(({ value, count }) => {
          const kind = kinds.find((one) => one.kind.toLowerCase() === value.toLowerCase());
          return (
            <li key={value}>
              <Link to={`/catalog?kind=${value.toLowerCase()}&owner=${encodeURIComponent(group)}`}>
                {messages.domains.count(count, (count === 1 ? kind?.singular : kind?.plural) ?? value)}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Members({ group }: { group: string }) {
  const { data } = useApi<People>('/api/catalog/entities/by-query', {
    query: {
      filter: `kind=user,relations.memberOf=${group}`,
      fields: 'kind,metadata.name,metadata.namespace,metadata.title,spec.profile.displayName',
      limit: String(SHOWN),
    },
    touchedBy: [{ type: 'entity' }],
  });
  const words = messages.organisation;
  return (
    <section aria-label={words.members}>
      <h3>{words.members}</h3>
      {!data ? (
        <LoadingLines />
      ) : data.items.length === 0 ? (
        <p className={styles.faint}>{words.noMembers}</p>
      ) : (
        <ul>
          {data.items.map((person) => (
            <li key={entityRefOf(person)}>
              <EntityLink entityRef={entityRefOf(person)} title={entityTitle(person)} />
            </li>
          ))}
        </ul>
      )}
      {data && data.totalItems > data.items.length && (
        <Link to={`${entityPath(group)}`}>{words.allMembers(data.totalItems)}</Link>
      )}
    </section>
  );
}
