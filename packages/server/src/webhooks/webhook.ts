/** Webhooks of code hosts: who sends them is proved before anything in them is believed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CallboardError } from '@callboard/plugin/server';
import type { Config } from '../config/schema.ts';
import { readPush, type WebhookProvider } from './push.ts';

export type { WebhookProvider } from './push.ts';

export interface Webhook {
  provider: WebhookProvider;
  event: string;
  /** All the ways in which the host writes where the repository is; see `matchesRepository`. */
  repositoryUrls: string[];
  /** Absent when the push was to more than one branch, or to a tag. */
  branch?: string;
  /** Why there is nothing to do; absent for a push. */
  ignored?: string;
}

type Headers = Record<string, string | string[] | undefined>;

/** The configuration `webhooks`. */
export type WebhookSecrets = Config['webhooks'];

/** Each host names its event in a header of its own. Gitea also sends GitHub's, so it comes first. */
const PROVIDERS: readonly { name: WebhookProvider; eventHeaders: string[]; pushes: string[] }[] = [
  { name: 'gitea', eventHeaders: ['x-gitea-event', 'x-forgejo-event'], pushes: ['push'] },
  { name: 'gitlab', eventHeaders: ['x-gitlab-event'], pushes: ['push hook'] },
  { name: 'bitbucket', eventHeaders: ['x-event-key'], pushes: ['repo:push', 'repo:refs_changed'] },
  { name: 'github', eventHeaders: ['x-github-event'], pushes: ['push'] },
];

/**
 * Checks and reads a webhook.
 * @param headers names in lower case
 * @param rawBody the bytes as they came: the signature is over them
 * @throws {CallboardError} `webhook-refused` unless it proves to know the configured secret; `input-invalid` when it cannot be read
 */
export function parseWebhook(headers: Headers, rawBody: Buffer, secrets: WebhookSecrets): Webhook {
  const provider = PROVIDERS.find(({ eventHeaders }) => eventHeaders.some((name) => headers[name] !== undefined));
  if (!provider) throw new CallboardError('input-invalid', 'No header says which host sent this webhook.');
  const event = provider.eventHeaders.map((name) => one(headers, name)).find(Boolean) ?? '';
  const secret = secrets[provider.name]?.secret;
  if (!secret) throw new CallboardError('webhook-refused', `No secret is configured for webhooks of ${provider.name}.`);
  if (!isProved(provider.name, headers, rawBody, secret))
    throw new CallboardError('webhook-refused', 'The signature does not fit the secret.');
  if (!provider.pushes.includes(event.toLowerCase())) {
    return { provider: provider.name, event, repositoryUrls: [], ignored: 'Only pushes are of interest.' };
  }
  return { provider: provider.name, event, ...readPush(provider.name, jsonOf(headers, rawBody)) };
}

function isProved(provider: WebhookProvider, headers: Headers, body: Buffer, secret: string): boolean {
  if (provider === 'gitlab') return sameText(one(headers, 'x-gitlab-token'), secret);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  if (provider === 'gitea')
    return sameText(one(headers, 'x-gitea-signature') || one(headers, 'x-forgejo-signature'), signature);
  const header = provider === 'github' ? 'x-hub-signature-256' : 'x-hub-signature';
  return sameText(one(headers, header), `sha256=${signature}`);
}

/** Compares in the same time wherever they differ. */
function sameText(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHmac('sha256', 'compare').update(text).digest());
  return timingSafeEqual(a!, b!);
}

function one(headers: Headers, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function jsonOf(headers: Headers, body: Buffer): unknown {
  const form = one(headers, 'content-type').startsWith('application/x-www-form-urlencoded');
  const text = form ? (new URLSearchParams(body.toString('utf8')).get('payload') ?? '') : body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    // Whatever the parser says is about the host's text, not about anything that a person wrote.
    throw new CallboardError('input-invalid', 'The body of the webhook is not JSON.');
  }
}
