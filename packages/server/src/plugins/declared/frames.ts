import type { WantedPlugin } from '../host.ts';

/** Origins that the page may embed, as the manifests say; those of settings are what whoever set them let in. */
export function frameOrigins(plugins: readonly WantedPlugin[]): string[] {
  const origins = plugins.flatMap(({ manifest, problem, config = {} }) => {
    if (!manifest || problem) return [];
    const { pages, entityTabs, entityCards, homeWidgets } = manifest.contributes;
    return [...pages, ...entityTabs, ...entityCards, ...homeWidgets]
      .flatMap(({ show }) => (show?.view === 'frame' ? show.from : []))
      .flatMap((from) => originOf(from, config));
  });
  return [...new Set(origins)].toSorted();
}

function originOf(from: string, config: Record<string, unknown>): string[] {
  const name = /^\$\{config\.(\w+)\}$/.exec(from)?.[1];
  const address = name === undefined ? from : config[name];
  const url = typeof address === 'string' ? URL.parse(address) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? [url.origin] : [];
}
