/** One file on the web, or a pattern of files in a repository on a code host, with all that they point at. */
import { join } from 'node:path';
import { parseScmUrl } from '../scm/scm-url.ts';
import { providerNamed } from '../scm/providers.ts';
import type { ScanHint, Source, SourceEnvironment, SourceSpec } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { Answers, answersFolder } from './answers.ts';
import { UrlSnapshot } from './url-snapshot.ts';

export function openUrlSource(spec: SourceSpec, environment: SourceEnvironment): Source {
  const { target, options } = spec;
  const url = checkedTarget(target);
  const { integrations, cacheFolder, fetcher, log } = environment;
  const answers = new Answers(answersFolder(cacheFolder, target), fetcher, log);
  const file = parseScmUrl(target, integrations);
  const repository = {
    name: options.name ?? (file ? `${file.owner}/${file.name}` : join(url.host, url.pathname)),
    ...(file ? { url: providerNamed(file.provider).repositoryUrl(file) } : {}),
    // What belongs to it shows only by following what the files name.
    head: '',
  };
  return {
    origin: `url:${target}`,
    async scan(hint: ScanHint = {}) {
      const open = async () =>
        new UrlSnapshot({
          target,
          direct: options.direct === true,
          entityName: options.entityName,
          answers,
          integrations,
          force: hint.force === true,
        });
      const wanted = !hint.repositories || hint.repositories.includes(repository.name);
      return { complete: !hint.repositories, repositories: wanted ? [{ ...repository, open }] : [] };
    },
  };
}

function checkedTarget(target: string): URL {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new SourceError(
      'source-invalid',
      'The target is not a URL that begins with https:// or http://.',
      'Give the whole URL of the file.',
    );
  }
  if (url.username || url.password) {
    throw new SourceError(
      'source-invalid',
      'The target holds credentials.',
      'Take them out, and set a token for the host under integrations.',
    );
  }
  return url;
}
