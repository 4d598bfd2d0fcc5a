/** What may be read, as the configuration says it. */
import type { Config } from '../config/schema.ts';
import { durationMs } from '../config/schema.ts';
import { publicHosts } from '../sources/scm/providers.ts';
import { parseRepositoryUrl } from '../sources/scm/repository-url.ts';
import type { FetcherOptions } from './fetcher.ts';
import type { HostRule } from './host-rules.ts';

/** Hosts that serve the files of public code hosts. */
const PUBLIC_FILE_HOSTS = ['raw.githubusercontent.com', 'api.github.com', 'api.bitbucket.org'];

/** Nobody configured it, so it may not lead inside. */
const PUBLIC_REGISTRY = 'registry.npmjs.org';

/**
 * Files are read from the public code hosts, from the hosts under `integrations` and from those under `reading.allow`. A host that the
 * configuration itself names as a code host may be a private one.
 */
export function fetcherOptions(
  config: Pick<Config, 'integrations' | 'reading' | 'sources' | 'harvest' | 'plugins'>,
): FetcherOptions {
  const named = [
    ...Object.values(config.integrations).flat().flatMap(integrationHosts),
    ...config.sources.flatMap(sourceHost),
  ];
  const known = [...publicHosts(), ...PUBLIC_FILE_HOSTS];
  return {
    allowHosts: [
      ...[...known, ...named].map((host): HostRule => ({ host })),
      { host: '*.visualstudio.com' },
      ...config.reading.allow,
    ],
    allowPrivate: [
      ...config.reading.allowPrivate,
      ...named.filter((host) => !known.includes(host)),
      ...config.plugins.registries.map(({ url }) => new URL(url).host).filter((host) => host !== PUBLIC_REGISTRY),
    ],
    timeoutMs: durationMs(config.reading.timeout),
    maxBytes: config.harvest.limits.fileBytes,
  };
}

function integrationHosts(entry: Config['integrations']['github'][number]): string[] {
  const urls = [entry.apiBaseUrl, entry.rawBaseUrl].filter((url) => url !== undefined);
  return [entry.host.toLowerCase(), ...urls.map((url) => new URL(url).host)];
}

function sourceHost({ target }: Config['sources'][number]): string[] {
  if (/^https?:/.test(target) && URL.canParse(target)) return [new URL(target).host];
  const address = parseRepositoryUrl(target);
  return address ? [address.hostname] : [];
}
