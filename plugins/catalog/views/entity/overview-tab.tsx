import { Card, ContributedView, appliesTo, useContributions } from '@callboard/plugin/web';
import type { Contribution, EntityViewProps } from '@callboard/plugin/web';
import styles from './entity.module.css';

/** The cards that plugins add, in two columns where there is room. A card whose view draws nothing is not shown. */
export function OverviewTab({ entity, entityRef }: EntityViewProps) {
  const cards = firstOfEach(useContributions('entityCards').filter((card) => appliesTo(entity, card.appliesTo)));
  const column = (place: 'main' | 'side') => cards.filter((card) => card.place === place);
  return (
    <div className={styles.columns}>
      <Cards cards={column('main')} entity={entity} entityRef={entityRef} />
      <Cards cards={column('side')} entity={entity} entityRef={entityRef} />
    </div>
  );
}

/** Cards of a plugin with one title are ways to the same: an entity has use for one of them. */
function firstOfEach(cards: Contribution<'entityCards'>[]): Contribution<'entityCards'>[] {
  const names = cards.map(({ plugin, title }) => `${plugin.id}/${title}`);
  return cards.filter((_card, index) => names.indexOf(names[index]!) === index);
}

function Cards({ cards, entity, entityRef }: EntityViewProps & { cards: Contribution<'entityCards'>[] }) {
  return (
    <div className={styles.column}>
      {cards.map((card) => (
        <Card key={`${card.plugin.id}/${card.id}`} title={card.title} note={card.note}>
          <ContributedView contribution={{ ...card, note: undefined }} props={{ entity, entityRef }} />
        </Card>
      ))}
    </div>
  );
}
