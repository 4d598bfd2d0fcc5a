/** Which sources a webhook is about. */
import { NO_INTEGRATIONS, type Integrations } from '../sources/scm/provider.ts';
import { parseRepositoryUrl, repositoryKey } from '../sources/scm/repository-url.ts';
import { parseScmUrl, scmRepositoryKey } from '../sources/scm/scm-url.ts';
import type { SourceSpec } from '../sources/source.ts';

/**
 * Whether a source reads one of the repositories, however either side writes the URL. Folders match nothing: they are watched.
 * @param repositoryUrls as `parseWebhook` gives them
 */
export function matchesRepository(
  spec: Pick<SourceSpec, 'type' | 'target'>,
  repositoryUrls: readonly string[],
  integrations: Integrations = NO_INTEGRATIONS,
): boolean {
  const mine = keyOf(spec, integrations);
  return mine !== undefined && repositoryUrls.some((url) => keyOfRepository(url) === mine);
}

function keyOf({ type, target }: Pick<SourceSpec, 'type' | 'target'>, integrations: Integrations): string | undefined {
  if (type === 'git') return keyOfRepository(target);
  const file = type === 'url' ? parseScmUrl(target, integrations) : undefined;
  return file && scmRepositoryKey(file);
}

function keyOfRepository(url: string): string | undefined {
  const address = parseRepositoryUrl(url);
  return address && repositoryKey(address);
}
