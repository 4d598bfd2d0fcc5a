/** Plugins from a registry that speaks as npm does. */
import { createHash } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import { z } from '@callboard/plugin/server';
import { FetchError } from '../../net/fetch-error.ts';
import type { Fetcher, FetchResponse } from '../../net/fetcher.ts';
import { LARGEST_PACKAGE } from './unpack.ts';

export interface Registry {
  url: string;
  /** Secret; sent to the host of the registry alone. */
  token?: string | undefined;
  /** `@acme`: packages of this scope come from here, and only those. */
  scope?: string | undefined;
}

/** `name`, `name@1.2.3`, `@scope/name@latest`. */
const SPEC = /^((?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*)(?:@([\w.+-]+))?$/i;
/** Bytes of the description of a package with all its versions. */
const LARGEST_DESCRIPTION = 20_000_000;
/** How strong a checksum has to be, strongest first. */
const ALGORITHMS = ['sha512', 'sha384', 'sha256'];

const description = z.object({
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(z.string(), z.object({ dist: z.object({ tarball: z.url(), integrity: z.string().optional() }) })),
});

/**
 * The file of a package, checked against what the registry says of it.
 * @param spec name of the package, and which version of it (the one with the tag `latest` when none is named)
 * @throws {CallboardError} `input-invalid`, `not-found`
 */
export async function readFromRegistry(
  spec: string,
  registries: readonly Registry[],
  fetcher: Pick<Fetcher, 'fetch'>,
): Promise<{ content: Buffer; origin: string }> {
  const [, name, wanted = 'latest'] = SPEC.exec(spec) ?? [];
  if (name === undefined) throw new CallboardError('input-invalid', `${spec} is not the name of a package`);
  const registry = registryFor(name, registries);
  const about = await ask(fetcher, registry, `${registry.url.replace(/\/$/, '')}/${name.replace('/', '%2f')}`, {
    accept: 'application/vnd.npm.install-v1+json, application/json',
  });
  const read = description.safeParse(parseJson(about, name));
  if (!read.success) throw new CallboardError('input-invalid', `${registry.url} does not answer as a registry does`);
  const version = read.data['dist-tags'][wanted] ?? wanted;
  const found = Object.hasOwn(read.data.versions, version) ? read.data.versions[version] : undefined;
  if (!found) throw new CallboardError('not-found', `${name} has no version ${wanted}`);
  const { tarball, integrity } = found.dist;
  const file = await ask(fetcher, registry, tarball, {});
  checkIntegrity(file.body, integrity, `${name}@${version}`);
  return { content: file.body, origin: `${name}@${version}` };
}

function registryFor(name: string, registries: readonly Registry[]): Registry {
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
  const registry =
    registries.find((one) => one.scope !== undefined && one.scope === scope) ??
    registries.find((one) => one.scope === undefined);
  if (!registry)
    throw new CallboardError('input-invalid', `No registry is configured for ${name} (plugins.registries)`);
  return registry;
}

async function ask(
  fetcher: Pick<Fetcher, 'fetch'>,
  { url: base, token }: Registry,
  url: string,
  headers: Record<string, string>,
): Promise<FetchResponse> {
  // Where the file lies is said by the registry: the token is for its own host and no other.
  const isOwn = new URL(url).host === new URL(base).host;
  try {
    const answer = await fetcher.fetch(url, {
      headers,
      ...(token && isOwn ? { credentials: { authorization: `Bearer ${token}` } } : {}),
      maxBytes: Math.max(LARGEST_DESCRIPTION, LARGEST_PACKAGE),
      anyHost: true,
    });
    if (answer.status === 404) throw new CallboardError('not-found', `${url} is not there`);
    if (answer.status >= 300) throw new CallboardError('input-invalid', `${url} answers ${answer.status}`);
    return answer;
  } catch (error) {
    if (error instanceof FetchError) throw new CallboardError('input-invalid', `${error.message} ${error.hint}`);
    throw error;
  }
}

function parseJson(answer: FetchResponse, name: string): unknown {
  try {
    return JSON.parse(answer.text()) as unknown;
  } catch (error) {
    throw new CallboardError('input-invalid', `What the registry says of ${name} is not JSON`, { cause: error });
  }
}

/** @throws unless the strongest of the checksums that the registry names is the file's */
function checkIntegrity(content: Buffer, integrity: string | undefined, what: string): void {
  const named = (integrity ?? '').split(/\s+/).map((one) => /^(\w+)-([\w+/=]+)/.exec(one));
  const strongest = ALGORITHMS.map((algorithm) => named.find((one) => one?.[1] === algorithm)).find(Boolean);
  if (!strongest)
    throw new CallboardError('input-invalid', `The registry names no checksum of ${what} that can be trusted`);
  const [, algorithm, sum] = strongest;
  if (createHash(algorithm!).update(content).digest('base64') !== sum)
    throw new CallboardError(
      'input-invalid',
      `${what} is not the file that the registry speaks of: its checksum differs`,
    );
}
