/** What a push says, in the shapes of the different hosts. */
import { CallboardError } from '@callboard/plugin/server';
import { z } from 'zod';

export type WebhookProvider = 'github' | 'gitlab' | 'bitbucket' | 'gitea';

export interface Push {
  repositoryUrls: string[];
  branch?: string;
}

const url = z.string().nullish();

const githubPush = z
  .object({
    ref: z.string().default(''),
    repository: z.object({ clone_url: url, ssh_url: url, html_url: url, git_url: url }),
  })
  .transform(({ ref, repository: { clone_url, ssh_url, html_url, git_url } }) =>
    toPush([clone_url, ssh_url, html_url, git_url], [ref]),
  );

const gitlabPush = z
  .object({
    ref: z.string().default(''),
    project: z.object({ git_http_url: url, git_ssh_url: url, web_url: url }),
  })
  .transform(({ ref, project }) => toPush([project.git_http_url, project.git_ssh_url, project.web_url], [ref]));

const bitbucketCloudPush = z
  .object({
    repository: z.object({ links: z.object({ html: z.object({ href: z.string() }) }) }),
    push: z.object({ changes: z.array(z.object({ new: named().nullish(), old: named().nullish() })) }),
  })
  .transform(({ repository, push }) =>
    toPush(
      [repository.links.html.href],
      push.changes.map(({ new: now, old }) => (now ?? old)?.reference ?? ''),
    ),
  );

const bitbucketServerPush = z
  .object({
    repository: z.object({ links: z.record(z.string(), z.array(z.object({ href: z.string() }))) }),
    changes: z.array(z.object({ ref: z.object({ id: z.string() }) })),
  })
  .transform(({ repository: { links }, changes }) =>
    toPush(
      [...(links['clone'] ?? []), ...(links['self'] ?? [])].map(({ href }) => href),
      changes.map(({ ref }) => ref.id),
    ),
  );

const pushes: Record<WebhookProvider, z.ZodType<Push>> = {
  github: githubPush,
  gitea: githubPush,
  gitlab: gitlabPush,
  bitbucket: z.union([bitbucketCloudPush, bitbucketServerPush]),
};

/** @throws {CallboardError} `input-invalid` when it does not say which repository was pushed to */
export function readPush(provider: WebhookProvider, body: unknown): Push {
  const { success, data } = pushes[provider].safeParse(body);
  if (!success || !data.repositoryUrls.length) {
    throw new CallboardError('input-invalid', 'The webhook does not say which repository was pushed to.');
  }
  return data;
}

function named() {
  return z
    .object({ name: z.string(), type: z.string().default('branch') })
    .transform(({ name, type }) => ({ reference: `refs/${type === 'tag' ? 'tags' : 'heads'}/${name}` }));
}

function toPush(urls: (string | null | undefined)[], references: string[]): Push {
  const branches = new Set(
    references.filter((name) => name.startsWith('refs/heads/')).map((name) => name.slice('refs/heads/'.length)),
  );
  const [branch] = branches;
  return {
    repositoryUrls: [...new Set(urls.filter((text): text is string => Boolean(text)))],
    ...(branch !== undefined && branches.size === 1 && references.length === 1 ? { branch } : {}),
  };
}
