/** Where the files of a folder are for people: on this machine, and on the code host that its checkout came from. */
import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileLocation } from '@callboard/plugin/server';
import type { Integrations, ScmFile } from '../scm/provider.ts';
import { repositoryKey } from '../scm/repository-url.ts';
import { resolveTarget, scmFileOf, scmLocation } from '../scm/scm-url.ts';
import type { Checkout } from './git-config.ts';

export interface Place {
  locate(path: string): FileLocation;
  canonical(path: string): string;
  resolve(from: string, target: string): { inside: string } | { outside: string };
}

/** @param realRoot `root` with all links followed */
export function createPlace(
  root: string,
  realRoot: string,
  checkout: Checkout | undefined,
  branch: string | undefined,
  integrations: Integrations,
): Place {
  const prefix = checkout ? slashes(relative(checkout.top, realRoot)) : '';
  const remote = checkout?.remote;
  const scm = remote && scmFileOf(remote, branch ?? '', integrations);
  const onHost = (path: string): ScmFile | undefined => scm && { ...scm, path: prefix ? `${prefix}/${path}` : path };

  function realPath(path: string): string {
    try {
      return realpathSync.native(join(root, path));
    } catch {
      // Not there: what it would be called is all that there is to say.
      return join(realRoot, path);
    }
  }

  return {
    locate(path) {
      const file = branch ? onHost(path) : undefined;
      const { viewUrl, editUrl } = file ? scmLocation(file) : {};
      return { ref: `file:${join(root, path)}`, ...(viewUrl ? { viewUrl } : {}), ...(editUrl ? { editUrl } : {}) };
    },
    canonical(path) {
      const real = realPath(path);
      return remote && checkout
        ? `${repositoryKey(remote)}:${slashes(relative(checkout.top, real))}`
        : `file:${slashes(real)}`;
    },
    resolve: (from, target) => resolveTarget(from, target, scm && { ...scm, path: prefix }, integrations),
  };
}

function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
