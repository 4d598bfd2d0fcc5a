/** What a person may mean by what they typed. */
import { splitEntityRef } from '@callboard/plugin/server';
import { repositoryOf } from '../harvest/repository-of.ts';

export interface Understanding {
  /** For the first step. */
  detail: string;
  /** `kind:namespace/name`, where a kind was given. */
  ref?: string;
  /** Name of an entity or of a repository. */
  name?: string;
  /** `host/owner/name`, lower case. */
  repository?: string;
  url?: string;
  /** Absolute path on this machine. */
  path?: string;
}

export function understand(target: string): Understanding {
  const url = urlOf(target);
  if (url) return { detail: `The address ${url}`, url, repository: repositoryKey(url) };
  if (/^([a-z]:[\\/]|\/|file:\/)/i.test(target)) {
    const path = target.replace(/^file:(\/\/)?/, '').replace(/(.)\/+$/, '$1');
    return { detail: `The path ${path}`, path };
  }
  const ref = /\s/.test(target) ? undefined : splitEntityRef(target);
  if (ref?.kind !== undefined && /^[a-z][a-z0-9]*$/i.test(ref.kind)) {
    const full = `${ref.kind}:${ref.namespace ?? 'default'}/${ref.name}`.toLowerCase();
    return { detail: `The entity ${full}`, ref: full, name: ref.name };
  }
  // A repository and a path in it, as people write the two one after the other.
  const name = target.replaceAll(/\s*[\s:]\s*\/?|\/{2,}/g, '/').replace(/\/+$/, '');
  return { detail: `An entity or a repository named ${target}`, name };
}

/** `host/owner/name` of a repository, however its address is written. */
export function repositoryKey(address: string): string {
  const ofFile = repositoryOf(address);
  if (ofFile !== undefined) return ofFile;
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(address);
  const plain =
    scp && !/^[a-z]+:\/\//i.test(address) ? `${scp[1]}/${scp[2]}` : address.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/i, '');
  return plain
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

function urlOf(target: string): string | undefined {
  const text = target.replace(/^url:/i, '');
  if (/^(https?|ssh|git):\/\//i.test(text) && URL.canParse(text)) return text;
  if (/^[\w.-]+@[\w.-]+:\S+$/.test(text)) return text;
  // As copied from the address bar of a browser, without https://.
  return /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}\/\S+$/i.test(text) ? `https://${text}` : undefined;
}
