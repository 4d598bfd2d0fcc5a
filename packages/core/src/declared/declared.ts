/** What a manifest says without code, held against the rest of it. */
import { placesOf, usesEntity, type DataSource } from './data-source.ts';
import type { Show } from './show.ts';
import type { Placeholder } from './template.ts';

/** Something that is drawn: by a view of the web half, or by a built-in one. */
interface Drawn {
  view?: string | undefined;
  show?: Show | undefined;
  data?: string | undefined;
  appliesTo?: string | undefined;
}

interface Declaring {
  config: Record<string, { secret: boolean }>;
  data: Record<string, DataSource>;
}

/** @returns what is wrong with what is to be drawn, with the key that it stands at */
export function drawnProblem(
  item: Drawn,
  { data, config }: Declaring,
  isOfEntity: boolean,
): { key?: string; message: string } | undefined {
  const { view, show } = item;
  if ((view === undefined) === (show === undefined)) return { message: 'has either view or show' };
  if (show === undefined) return item.data === undefined ? undefined : { key: 'data', message: 'goes with show' };
  if (show.view === 'facts') {
    if (item.data !== undefined) return { key: 'data', message: 'the view facts has no data source: it shows facts' };
    return isOfEntity ? undefined : { key: 'show', message: 'facts are of an entity, and there is none here' };
  }
  if (item.data === undefined) return { message: 'show needs data: the name of a data source' };
  const source = Object.hasOwn(data, item.data) ? data[item.data] : undefined;
  if (!source) return { key: 'data', message: `${item.data} is not among the data sources that the plugin declares` };
  if (!isOfEntity && usesEntity(source))
    return { key: 'data', message: `${item.data} needs an entity, and there is none here` };
  const setting = show.view === 'frame' && show.from.map((from) => /^\$\{config\.(\w+)\}$/.exec(from)?.[1]);
  const unknown = setting && setting.find((name) => name !== undefined && !Object.hasOwn(config, name));
  return unknown ? { key: 'show', message: `the plugin has no setting ${unknown}` } : undefined;
}

/** @returns what is wrong with the settings that a data source uses */
export function settingsProblem(source: DataSource, { config }: Declaring): string | undefined {
  for (const { from, path } of placesOf(source)) {
    if (from !== 'config') continue;
    if (!Object.hasOwn(config, path)) return `the plugin has no setting ${path}`;
    if (config[path]!.secret && source.value !== undefined)
      return `${path} is a secret, and value is shown to people; secrets go into url, headers and body`;
  }
  return undefined;
}

/** A contribution that cannot show anything of an entity without an annotation or label is for entities that have it. */
export function narrowed<Item extends Drawn>(item: Item, data: Record<string, DataSource>): Item {
  const source = item.show && item.data !== undefined ? data[item.data] : undefined;
  return source ? narrowedBy(item, source) : item;
}

/** As `narrowed`, by what a data source needs. */
export function narrowedBy<Item extends { appliesTo?: string | undefined }>(item: Item, source: DataSource): Item {
  return narrowedTo(item, placesOf(source));
}

/** As `narrowed`, by places for values. */
export function narrowedTo<Item extends { appliesTo?: string | undefined }>(
  item: Item,
  places: readonly Placeholder[],
): Item {
  const needed = places
    .filter(({ from }) => from === 'entity')
    .map(({ path }) => /^(annotation|label)\.(.+)$/.exec(path))
    .filter((match) => match !== null)
    .map(([, what, name]) => `metadata.${what}s.${name}`);
  const conditions = new Set([...(item.appliesTo ? [item.appliesTo] : []), ...needed]);
  return needed.length ? { ...item, appliesTo: [...conditions].join(',') } : item;
}
