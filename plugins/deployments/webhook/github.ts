import { CallboardError, z } from '@callboard/plugin/server';
import type { State } from '../schema.ts';
import { short, text, versionOf, type HostEvent } from './host-event.ts';

const STATES: Readonly<Record<string, State>> = {
  queued: 'pending',
  pending: 'pending',
  waiting: 'pending',
  in_progress: 'running',
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
  inactive: 'removed',
};

/** What a pipeline may say besides, in the payload of the deployment. */
const payload = z.preprocess(parsed, z.object({ version: text, region: text, entityRef: text }).partial().catch({}));
const person = z.object({ login: text }).nullish();

const eventSchema = z.object({
  deployment: z.object({
    id: z.union([z.number(), z.string()]),
    sha: text,
    ref: text,
    environment: z.string(),
    description: text,
    created_at: text,
    creator: person,
    payload,
  }),
  deployment_status: z
    .object({
      state: z.string(),
      created_at: text,
      description: text,
      target_url: text,
      log_url: text,
      creator: person,
    })
    .nullish(),
  repository: z.object({ full_name: z.string(), html_url: text }),
});

/** @returns why it is left alone, where it is. @throws {CallboardError} `input-invalid` */
export function githubEvent(event: string, body: unknown): HostEvent | string {
  if (!['deployment', 'deployment_status'].includes(event)) return 'Only deployments are of interest.';
  const { success, data } = eventSchema.safeParse(body);
  if (!success) throw new CallboardError('input-invalid', 'The webhook does not say what was deployed where');
  const { deployment, deployment_status: status, repository } = data;
  const { sha } = deployment;
  const said: { version?: string | undefined; region?: string | undefined; entityRef?: string | undefined } =
    deployment.payload;
  return {
    annotation: 'github.com/project-slug',
    slug: repository.full_name,
    entityRef: said.entityRef,
    report: {
      key: `github:${deployment.id}`,
      version: short(versionOf(said.version, deployment.ref, sha), 200),
      environment: short(deployment.environment, 100),
      region: short(said.region, 100),
      state: status ? (STATES[status.state] ?? 'pending') : 'pending',
      at: status?.created_at ?? deployment.created_at,
      commit: sha,
      commitUrl: sha && repository.html_url ? `${repository.html_url}/commit/${sha}` : undefined,
      url: status?.log_url ?? status?.target_url,
      by: short(deployment.creator?.login ?? status?.creator?.login, 200),
      note: short(status?.description ?? deployment.description, 500),
    },
  };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? {};
  try {
    return JSON.parse(value);
  } catch {
    // Whatever people keep there: it is not for us.
    return {};
  }
}
