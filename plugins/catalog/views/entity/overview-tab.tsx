import { Card, ContributedView, appliesTo, useContributions } from '@callboard/plugin/web';
import type { Contribution, EntityViewProps } from '@callboard/plugin/web';
import styles from './entity.module.css';

/** The cards that plugins add, in two columns where there is room. A card whose view draws nothing is not shown. */
export function OverviewTab({ entity, entityRef }: EntityViewProps) {
  const cards = useContributions('entityCards').filter((card) => appliesTo(entity, card.appliesTo));
  const column = (place: 'main' | 'side') => cards.filter((card) => card.place === place);
  return (
    <div className={styles.columns}>
      <Cards cards={column('main')} entity={entity} entityRef={entityRef} />
      <Cards cards={column('side')} entity={entity} entityRef={entityRef} />
    </div>
  );
}

function Cards({ cards, entity, entityRef }: EntityViewProps & { cards: Contribution<'entityCards'>[] }) {
  return (
    <div className={styles.column}>
      {cards.map((card) => (
        <Card key={`${card.plugin.id}/${card.id}`} title={card.title}>
          <ContributedView contribution={card} props={{ entity, entityRef }} />
        </Card>
      ))}
    </div>
  );
}
