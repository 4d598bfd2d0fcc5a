/** The code hosts that Callboard knows, and which host is which. */
import { azure } from './azure.ts';
import { bitbucketCloud } from './bitbucket-cloud.ts';
import { bitbucketServer } from './bitbucket-server.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { HostIntegration, Integrations, ProviderName, ScmProvider } from './provider.ts';

export const providers: readonly ScmProvider[] = [github, gitlab, bitbucketCloud, bitbucketServer, gitea, azure];

/** Hosts that are known without configuration. */
export function publicHosts(): string[] {
  return providers.flatMap((provider) => provider.hosts);
}

export function providerNamed(name: ProviderName): ScmProvider {
  return providers.find((provider) => provider.name === name)!;
}

/** What `integrations` says of a host; a host written without a port counts for every port. */
export function integrationOf(
  url: URL,
  integrations: Integrations,
): { provider: ScmProvider; host: HostIntegration } | undefined {
  const asked = url.host === 'raw.githubusercontent.com' ? 'github.com' : url.host;
  for (const provider of providers) {
    const host = integrations[provider.name].find((entry) =>
      [asked, new URL(`http://${asked}`).hostname].includes(entry.host.toLowerCase()),
    );
    if (host) return { provider, host };
  }
  return undefined;
}

/** The provider of a host: the one that is configured or public, else the one that its name gives away. */
export function providerOf(url: URL, integrations: Integrations): ScmProvider | undefined {
  const certain = certainProvider(url, integrations);
  if (certain) return certain;
  const name = /(github|gitlab|gitea|forgejo|bitbucket)/.exec(url.hostname)?.[1];
  if (name === 'github') return github;
  if (name === 'gitlab') return gitlab;
  if (name === 'bitbucket') return bitbucketServer;
  return name ? gitea : undefined;
}

export function certainProvider(url: URL, integrations: Integrations): ScmProvider | undefined {
  const configured = integrationOf(url, integrations);
  if (configured) return configured.provider;
  if (url.hostname.endsWith('.visualstudio.com')) return azure;
  return providers.find((provider) => provider.hosts.includes(url.host));
}
