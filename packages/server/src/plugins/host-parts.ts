/** What the host itself takes from the manifests of running plugins. */
import type { PageOfPlugin } from '../http/page-files.ts';
import { frameOrigins } from './declared/frames.ts';
import type { WantedPlugin } from './host.ts';

export interface HostParts {
  /** Origins that pages of the portal may embed. */
  frames: string[];
  pages: PageOfPlugin[];
  /** Ids of the permissions with which something is changed. */
  changing: Set<string>;
}

export function hostParts(plugins: readonly WantedPlugin[]): HostParts {
  const manifests = plugins.flatMap(({ manifest }) => manifest ?? []);
  return {
    frames: frameOrigins(plugins),
    pages: manifests.flatMap(({ id, contributes }) =>
      contributes.pages.map(({ path, view }) => ({ plugin: id, path, view })),
    ),
    changing: new Set(
      manifests.flatMap(({ contributes }) => contributes.permissions.filter((one) => one.changes).map(({ id }) => id)),
    ),
  };
}
