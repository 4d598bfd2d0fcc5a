// data table
/** What a description of software is asked for, and why. */
import type { Entity, Json } from '@callboard/plugin/server';

export interface WantedField {
  id: string;
  label: string;
  /** Why readers want it. */
  why: string;
  /** Share of the whole, beside the weights of the others that apply. */
  weight: number;
  /** Which entities it is asked of, as a filter. */
  appliesTo: string;
  path: readonly string[];
  /** What to write there, to copy and change. */
  example: Json;
  isThere(entity: Entity): boolean;
}

const software = 'kind=component,kind=api,kind=resource';
const described = `${software},kind=system,kind=domain,kind=group,kind=template`;
/** Shorter ones say hardly more than the name. */
const shortestDescription = 15;

function hasText(value: unknown, shortest = 1): boolean {
  return typeof value === 'string' && value.trim().length >= shortest;
}

function hasLink(entity: Entity, pattern: RegExp): boolean {
  return (entity.metadata.links ?? []).some(({ type, title, icon }) =>
    [type, title, icon].some((text) => typeof text === 'string' && pattern.test(text)),
  );
}

function hasRelation(entity: Entity, type: string): boolean {
  return (entity.relations ?? []).some((relation) => relation.type === type);
}

export const wantedFields: readonly WantedField[] = [
  {
    id: 'description',
    label: 'Description',
    why: 'People find it by what it is for, not only by its name.',
    weight: 3,
    appliesTo: described,
    path: ['metadata', 'description'],
    example: 'What it does for whom, in one or two sentences.',
    isThere: ({ metadata }) => hasText(metadata.description, shortestDescription),
  },
  {
    id: 'owner',
    label: 'Owner',
    why: 'Somebody has to be asked when it breaks.',
    weight: 3,
    appliesTo: `${software},kind=system,kind=domain,kind=template`,
    path: ['spec', 'owner'],
    example: 'group:default/team-name',
    isThere: (entity) => hasRelation(entity, 'ownedBy'),
  },
  {
    id: 'lifecycle',
    label: 'Lifecycle',
    why: 'Others see whether they may build on it.',
    weight: 1,
    appliesTo: 'kind=component,kind=api',
    path: ['spec', 'lifecycle'],
    example: 'production',
    isThere: ({ spec }) => hasText(spec?.['lifecycle']),
  },
  {
    id: 'system',
    label: 'System',
    why: 'It shows up with what it works with, and in the map of domains.',
    weight: 1,
    appliesTo: software,
    path: ['spec', 'system'],
    example: 'system-name',
    isThere: (entity) => hasRelation(entity, 'partOf'),
  },
  {
    id: 'tags',
    label: 'Tags',
    why: 'The language, the framework and the subject make it findable.',
    weight: 1,
    appliesTo: 'kind=component,kind=api',
    path: ['metadata', 'tags'],
    example: ['go', 'payments'],
    isThere: ({ metadata }) => (metadata.tags ?? []).length > 0,
  },
  {
    id: 'runbook',
    label: 'Runbook',
    why: 'Whoever is woken at night starts there.',
    weight: 2,
    appliesTo: 'kind=component,spec.type=service',
    path: ['metadata', 'links'],
    example: [{ url: 'https://docs.example.org/runbook', title: 'Runbook', type: 'runbook' }],
    isThere: (entity) => hasLink(entity, /run-?book/i),
  },
  {
    id: 'dashboard',
    label: 'Dashboard',
    why: 'How it does is one click away.',
    weight: 1,
    appliesTo: 'kind=component,spec.type=service',
    path: ['metadata', 'links'],
    example: [{ url: 'https://grafana.example.org/d/abc', title: 'Golden signals', type: 'dashboard' }],
    isThere: (entity) => hasLink(entity, /dashboard|grafana|signals/i),
  },
  {
    id: 'docs',
    label: 'Documentation',
    why: 'Its documentation is published with all others.',
    weight: 1,
    appliesTo: 'kind=component',
    path: ['metadata', 'annotations', 'backstage.io/techdocs-ref'],
    example: 'dir:.',
    isThere: ({ metadata }) =>
      hasText(metadata.annotations?.['backstage.io/techdocs-ref']) ||
      hasText(metadata.annotations?.['backstage.io/techdocs-entity']),
  },
  {
    id: 'mission',
    label: 'Mission',
    why: 'Others see what the team is there for.',
    weight: 1,
    appliesTo: 'kind=group',
    path: ['metadata', 'annotations', 'callboard.dev/mission'],
    example: 'What the team makes possible, in one sentence.',
    isThere: ({ metadata }) => hasText(metadata.annotations?.['callboard.dev/mission']),
  },
  {
    id: 'chat',
    label: 'Chat channel',
    why: 'Everything that the team owns leads there with one click.',
    weight: 3,
    appliesTo: 'kind=group',
    path: ['metadata', 'annotations', 'callboard.dev/chat-channel'],
    example: '#team-name',
    isThere: ({ metadata }) =>
      hasText(metadata.annotations?.['callboard.dev/chat-channel']) ||
      (metadata.links ?? []).some(({ type, icon }) =>
        [type, icon].some((text) => /chat|slack|teams|discord/i.test(text ?? '')),
      ),
  },
  {
    id: 'email',
    label: 'E-mail',
    why: 'The way to reach the team from outside the chat.',
    weight: 1,
    appliesTo: 'kind=group,kind=user',
    path: ['spec', 'profile', 'email'],
    example: 'team-name@example.org',
    isThere: ({ spec }) => hasText((spec?.['profile'] as { email?: unknown } | undefined)?.email),
  },
  {
    id: 'members',
    label: 'Members',
    why: 'A team without people owns nothing.',
    weight: 1,
    appliesTo: 'kind=group,spec.type=team',
    path: ['spec', 'members'],
    example: ['ada.okonjo'],
    isThere: (entity) => hasRelation(entity, 'hasMember'),
  },
];
