/** What of a plugin is there with its settings: what asks a tool that nobody set up costs nothing and shows nothing. */
import type { Contributions, Manifest } from '../manifest.ts';
import type { ActionCallDefinition } from './action-call.ts';
import { placesOf, type DataSource } from './data-source.ts';
import { parseTemplate, placesIn, type Placeholder } from './template.ts';

type Settings = Record<string, unknown>;

const PORTAL = /^portal:\/api\/([a-z][a-z0-9-]*)(?:\/|$)/;

/** The plugin of this portal that an address leads to: `portal:/api/<plugin>/…`. */
export function portalPlugin(address: unknown): string | undefined {
  return typeof address === 'string' ? PORTAL.exec(address)?.[1] : undefined;
}

/**
 * The manifest without what cannot be asked: data sources and actions with a setting in their address, body or data that has no value, and
 * all that shows them. A header is left out of a request instead.
 * @param noteOf what is to be said of all that comes from a plugin of this portal, such as `Sample data`
 */
export function configured(
  manifest: Manifest,
  settings: Settings,
  noteOf: (plugin: string) => string | undefined = () => undefined,
): Manifest {
  const { data, calls, contributes } = manifest;
  if (!Object.keys(data).length && !Object.keys(calls).length) return manifest;
  const sources = Object.fromEntries(
    Object.entries(data)
      .filter(([, source]) => isSet(placesOf(withoutHeaders(source)), settings))
      .map(([name, source]) => {
        const note = source.note ?? noteOfSource(source, settings, noteOf);
        return [name, note === undefined ? source : { ...source, note }];
      }),
  );
  const doable = pick(calls, (call) => isSet(placesOfCall(call), settings));
  const kept = <Item extends { data?: string | undefined; note?: string | undefined }>(items: Item[]): Item[] =>
    items.flatMap((item) => {
      if (item.data === undefined) return [item];
      const source = Object.hasOwn(sources, item.data) ? sources[item.data] : undefined;
      if (!source) return [];
      const note = item.note ?? source.note;
      return [note === undefined ? item : { ...item, note }];
    });
  const pages = kept(contributes.pages);
  const gone = new Set(contributes.pages.filter(({ path }) => !pages.some((page) => page.path === path)).map(pathOf));
  return {
    ...manifest,
    data: sources,
    calls: doable,
    services: { ...manifest.services, offers: offersOf(manifest, sources) },
    contributes: {
      ...contributes,
      pages,
      navItems: contributes.navItems.filter(({ path }) => !gone.has(path)),
      entityTabs: kept(contributes.entityTabs),
      entityCards: kept(contributes.entityCards),
      entityBadges: kept(contributes.entityBadges),
      homeWidgets: kept(contributes.homeWidgets),
      facts: kept(contributes.facts),
      entityActions: contributes.entityActions.filter(
        ({ id }) => !Object.hasOwn(calls, id) || Object.hasOwn(doable, id),
      ),
      annotations: contributes.annotations.filter(({ name }) => {
        const isRead = readsAnnotation(name);
        const readers = [...Object.entries(data).filter(isRead), ...Object.entries(calls).filter(isRead)];
        return !readers.length || readers.some(([key]) => Object.hasOwn(sources, key) || Object.hasOwn(doable, key));
      }),
    },
  };
}

/** Settings without a value that something of the plugin waits for. */
export function settingsMissed({ data, calls }: Manifest, settings: Settings): string[] {
  const places = [
    ...Object.values(data).flatMap((source) => placesOf(withoutHeaders(source))),
    ...Object.values(calls).flatMap(placesOfCall),
  ];
  return [...new Set(places.filter((one) => !isSet([one], settings)).map(({ path }) => path))].toSorted();
}

/** What is to be said of all that a data source shows. */
function noteOfSource(
  { url }: DataSource,
  settings: Settings,
  noteOf: (plugin: string) => string | undefined,
): string | undefined {
  const [first] = url === undefined ? [] : parseTemplate(url);
  const plugin = typeof first === 'object' && first.from === 'config' ? portalPlugin(settings[first.path]) : undefined;
  return plugin === undefined ? undefined : noteOf(plugin);
}

function withoutHeaders(source: DataSource): DataSource {
  return { ...source, headers: {}, ...(source.first && { first: { ...source.first, headers: {} } }) };
}

function isSet(places: readonly Placeholder[], settings: Settings): boolean {
  return places.every(({ from, path }) => from !== 'config' || (settings[path] ?? '') !== '');
}

function placesOfCall({ call, preview, undo }: ActionCallDefinition): Placeholder[] {
  const asked = [call, undo?.call].flatMap((one) =>
    one ? [one.url, one.body ?? null, one.progress?.url ?? null] : [],
  );
  return placesIn([...asked, preview?.url ?? null, preview?.summary ?? null], 'action');
}

/** Whatever a plugin with a server half of its own offers, and what comes from the data sources that are there. */
function offersOf({ services, data }: Manifest, there: Record<string, DataSource>): string[] {
  const of = (sources: Record<string, DataSource>) => Object.values(sources).map(({ offers }) => offers);
  return services.offers.filter((id) => !of(data).includes(id) || of(there).includes(id));
}

function readsAnnotation(name: string): ([key, value]: [string, unknown]) => boolean {
  const place = `entity.annotation.${name}`;
  const ways = [`${place}}`, `${place} `, `${place}|`, `\\"${name}\\"`];
  return ([, value]) => {
    const text = JSON.stringify(value);
    return ways.some((way) => text.includes(way));
  };
}

function pick<T>(record: Record<string, T>, isWanted: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => isWanted(value)));
}

function pathOf({ path }: Contributions['pages'][number]): string {
  return path;
}
