import { ContributedView, appliesTo, useContributions, useEntity } from '@callboard/plugin/web';

/** What plugins say of the entity in a word; one that draws nothing takes no room. */
export function EntityBadges() {
  const { entity, entityRef } = useEntity();
  const badges = useContributions('entityBadges').filter((badge) => appliesTo(entity, badge.appliesTo));
  return badges.map((badge) => (
    <li key={`${badge.plugin.id}/${badge.id}`}>
      <ContributedView contribution={badge} props={{ entity, entityRef, title: badge.title }} placeholder={null} />
    </li>
  ));
}
