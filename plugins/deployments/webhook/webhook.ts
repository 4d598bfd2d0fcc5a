/** Deployments from senders that sign: who sends is proved before anything is believed. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CallboardError, type z } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import type { ReportWarning } from '../record/reporting.ts';
import { reportsBody, type Report } from '../schema.ts';
import { githubEvent } from './github.ts';
import { gitlabEvent } from './gitlab.ts';
import { entitiesOf, type HostEvent } from './host-event.ts';

export interface WebhookSecrets {
  webhookSecret?: string;
  githubSecret?: string;
  gitlabToken?: string;
}

export interface Webhook {
  sender: 'github' | 'gitlab' | 'signed';
  reports: Report[];
  warnings: ReportWarning[];
  /** Why there is nothing to record. */
  ignored?: string;
}

type Headers = Record<string, string | string[] | undefined>;

/** @throws {CallboardError} `webhook-refused`, `input-invalid` */
export function readWebhook(headers: Headers, body: Buffer, secrets: WebhookSecrets, catalog: Catalog): Webhook {
  const github = one(headers, 'x-github-event');
  const gitlab = one(headers, 'x-gitlab-event');
  if (github) {
    prove(one(headers, 'x-hub-signature-256'), signatureOf(body, secrets.githubSecret), 'githubSecret');
    return fromHost('github', githubEvent(github, jsonOf(headers, body)), catalog);
  }
  if (gitlab) {
    prove(one(headers, 'x-gitlab-token'), secrets.gitlabToken, 'gitlabToken');
    return fromHost('gitlab', gitlabEvent(gitlab, jsonOf(headers, body)), catalog);
  }
  prove(one(headers, 'x-callboard-signature'), signatureOf(body, secrets.webhookSecret), 'webhookSecret');
  const reports = checked(reportsBody, jsonOf(headers, body));
  // Sent again, it is the same: the signature says nothing about when it was sent.
  const sent = createHash('sha256').update(body).digest('hex').slice(0, 32);
  const keyed = reports.map((report, index) => ({ ...report, key: report.key ?? `${sent}-${index}` }));
  return { sender: 'signed', reports: keyed, warnings: [] };
}

function fromHost(sender: 'github' | 'gitlab', event: HostEvent | string, catalog: Catalog): Webhook {
  if (typeof event === 'string') return { sender, reports: [], warnings: [], ignored: event };
  const { entityRefs, warning } = entitiesOf(event, catalog);
  const whole = entityRefs.map((entityRef) => ({ ...event.report, entityRef }));
  return { sender, reports: checked(reportsBody, whole), warnings: warning ? [warning] : [] };
}

export function signatureOf(body: string | Buffer, secret: string | undefined): string | undefined {
  return secret ? `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` : undefined;
}

/** Compares in the same time wherever they differ. @throws {CallboardError} `webhook-refused` */
function prove(given: string, expected: string | undefined, setting: string): void {
  const hint = `Set the same secret at the sender and in ${setting} of the plugin deployments.`;
  if (!expected)
    throw new CallboardError('webhook-refused', `No ${setting} is set: nobody can prove who sends`, { hint });
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  if (!timingSafeEqual(a!, b!))
    throw new CallboardError('webhook-refused', 'The signature does not fit the secret', { hint });
}

function jsonOf(headers: Headers, body: Buffer): unknown {
  const isForm = one(headers, 'content-type').startsWith('application/x-www-form-urlencoded');
  const text = body.toString('utf8');
  try {
    return JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
  } catch {
    // What the parser says is about the sender's text, and of no use to a person.
    throw new CallboardError('input-invalid', 'The body of the webhook is not JSON');
  }
}

/** @throws {CallboardError} `input-invalid`, naming all that does not fit */
function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${['body', ...path].join('/')}: ${message}`);
  throw new CallboardError('input-invalid', problems.join('; '));
}

function one(headers: Headers, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
