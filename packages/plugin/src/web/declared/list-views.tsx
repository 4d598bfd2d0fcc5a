import { EntityLink } from '../entity-link.tsx';
import { Icon } from '../icon.tsx';
import { ExternalLink } from '../link.tsx';
import { Time } from '../time.tsx';
import { isObject, momentOf, objectsIn, textOf } from './data.ts';
import type { Fields } from './data.ts';
import styles from './declared.module.css';
import { levelIcons, levelOf } from './levels.ts';
import { useMore } from './more.tsx';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { StatusMark } from './value.tsx';

/** Things with a title, and what else is known of them: text, status, at, url, entity. A text is a title. */
export function ListView({ data }: ShownProps<'list'>) {
  const list = Array.isArray(data) ? (data as unknown[]) : [data];
  const items = objectsIn(list.map((item) => (isObject(item) ? item : { title: textOf(item) ?? '' })));
  const { shown, more } = useMore(items ?? []);
  if (!items) return <Unfit view="list" expected="list" />;
  return (
    <>
      <ul className={styles.list}>
        {shown.map((item, index) => (
          <li key={index}>
            <ItemLine item={item} />
          </li>
        ))}
      </ul>
      {more}
    </>
  );
}

/** What happened when, newest first. */
export function TimelineView({ data }: ShownProps<'timeline'>) {
  const items = objectsIn(data)?.map((item) => ({ ...item, at: momentOf(item['at']) }) as Fields);
  const sorted = items?.toSorted((a, b) => String(b['at'] ?? '').localeCompare(String(a['at'] ?? '')));
  const { shown, more } = useMore(sorted ?? [], 20);
  if (!sorted) return <Unfit view="timeline" expected="list" />;
  return (
    <>
      <ol className={styles.timeline}>
        {shown.map((item, index) => (
          <li key={index} data-level={levelOf(textOf(item['status']) ?? '')}>
            <Icon name={levelIcons[levelOf(textOf(item['status']) ?? '')]} size={14} />
            <ItemLine item={item} />
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}

/** Where else to look. */
export function LinksView({ data }: ShownProps<'links'>) {
  const links = objectsIn(data);
  if (!links) return <Unfit view="links" expected="list" />;
  return (
    <ul className={styles.links}>
      {links.map((link, index) => (
        <li key={index}>
          <Icon name={textOf(link['icon']) ?? 'link'} />
          <Title item={link} />
          {textOf(link['text']) && <span className={styles.faint}>{textOf(link['text'])}</span>}
        </li>
      ))}
    </ul>
  );
}

function ItemLine({ item }: { item: Fields }) {
  const text = textOf(item['text']);
  const status = textOf(item['status']);
  const at = momentOf(item['at']);
  return (
    <div className={styles.item}>
      <p className={styles.itemLine}>
        <Title item={item} />
        {status && <StatusMark status={status} />}
        {at && (
          <span className={styles.itemTime}>
            <Time at={at} />
          </span>
        )}
      </p>
      {text && <p className={styles.soft}>{text}</p>}
    </div>
  );
}

function Title({ item }: { item: Fields }) {
  const entity = textOf(item['entity']);
  const url = textOf(item['url']);
  const title = textOf(item['title']) ?? url ?? entity ?? '';
  if (entity) return <EntityLink entityRef={entity} title={textOf(item['title'])} />;
  return url ? <ExternalLink href={url}>{title}</ExternalLink> : <span className={styles.wrap}>{title}</span>;
}
