/** What the host itself takes from the manifests of running plugins. */
import type { PageOfPlugin } from '../http/page-files.ts';
import type { WantedPlugin } from './host.ts';

export function pagesOf(plugins: readonly WantedPlugin[]): PageOfPlugin[] {
  return plugins.flatMap(({ manifest }) =>
    (manifest?.contributes.pages ?? []).map(({ path, view }) => ({ plugin: manifest!.id, path, view })),
  );
}

/** Ids of the permissions with which something is changed. */
export function changingPermissions(plugins: readonly WantedPlugin[]): Set<string> {
  const all = plugins.flatMap(({ manifest }) => manifest?.contributes.permissions ?? []);
  return new Set(all.filter(({ changes }) => changes).map(({ id }) => id));
}
