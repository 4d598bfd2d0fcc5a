import { CallboardError, z } from '@callboard/plugin/server';
import type { State } from '../schema.ts';
import { short, text, versionOf, type HostEvent } from './host-event.ts';

const STATES: Readonly<Record<string, State>> = {
  created: 'pending',
  blocked: 'pending',
  skipped: 'aborted',
  running: 'running',
  success: 'succeeded',
  failed: 'failed',
  canceled: 'aborted',
};

const eventSchema = z.object({
  status: z.string(),
  status_changed_at: text,
  deployment_id: z.union([z.number(), z.string()]),
  deployable_url: text,
  environment: z.string(),
  ref: text,
  short_sha: text,
  commit_url: text,
  commit_title: text,
  user: z.object({ username: text, name: text }).nullish(),
  project: z.object({ path_with_namespace: z.string() }),
});

/** @returns why it is left alone, where it is. @throws {CallboardError} `input-invalid` */
export function gitlabEvent(event: string, body: unknown): HostEvent | string {
  if (event.toLowerCase() !== 'deployment hook') return 'Only deployments are of interest.';
  const { success, data } = eventSchema.safeParse(body);
  if (!success) throw new CallboardError('input-invalid', 'The webhook does not say what was deployed where');
  const { project, user, status } = data;
  const [, whole] = /\/commit\/([0-9a-f]{7,64})$/.exec(data.commit_url ?? '') ?? [];
  const commit = whole ?? data.short_sha;
  return {
    annotation: 'gitlab.com/project-slug',
    slug: project.path_with_namespace,
    report: {
      key: `gitlab:${project.path_with_namespace}:${data.deployment_id}`.slice(0, 200),
      version: short(versionOf(undefined, data.ref, commit), 200),
      environment: short(data.environment, 100),
      state: STATES[status] ?? 'pending',
      at: momentOf(data.status_changed_at),
      commit,
      commitUrl: data.commit_url,
      url: data.deployable_url,
      by: short(user?.username ?? user?.name, 200),
      note: short(data.commit_title, 500),
    },
  };
}

/** `2026-04-28 21:50:00 +0200`, as GitLab writes it. */
function momentOf(written: string | undefined): string | undefined {
  const iso = written?.replace(/^(\S+) (\S+) ([+-]\d{2})(\d{2})$/, '$1T$2$3:$4').replace(/^(\S+) (\S+) UTC$/, '$1T$2Z');
  return iso !== undefined && Number.isFinite(Date.parse(iso)) ? new Date(iso).toISOString() : undefined;
}
