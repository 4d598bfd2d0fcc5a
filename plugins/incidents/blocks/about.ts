/** What the catalog says of an entity that is of use at night. */
import { contactsOf, type Contacts, type Entity, type EntityLink } from '@callboard/plugin/server';
import type { Catalog } from '../services.ts';
import { dependenciesOf, type Dependency } from './dependencies.ts';

export const runbookAnnotation = 'callboard.dev/runbook';

export interface Owner {
  entityRef: string;
  title: string;
  isPresent: boolean;
  contacts: Contacts;
}

export interface About {
  title: string;
  /** Of the entity itself. */
  ownedBy: string[];
  /** The same, and those of what it depends on. */
  owners: Owner[];
  runbooks: { title: string; url: string }[];
  /** Dashboards, logs and what else the entity links to. */
  links: { title: string; url: string }[];
  dependencies: Dependency[];
}

const RUNBOOK = /\b(run-? ?book|play-? ?book)\b/i;
const MOST_OWNERS = 60;

/** @returns nothing for an entity that is not there */
export async function aboutOf(ref: string, catalog: Catalog): Promise<About | undefined> {
  const entity = await catalog.get(ref);
  if (!entity) return undefined;
  const dependencies = dependenciesOf(ref, catalog.graph);
  const ownedBy = catalog
    .relations(ref)
    .filter(({ type }) => type === 'ownedBy')
    .map(({ targetRef }) => targetRef);
  const owners = [...new Set([...ownedBy, ...dependencies.flatMap((one) => one.owners)])];
  const runbooks = runbooksOf(entity);
  const urls = new Set(runbooks.map(({ url }) => url));
  return {
    title: titleOf(entity),
    ownedBy,
    owners: await Promise.all(owners.slice(0, MOST_OWNERS).map((owner) => ownerOf(owner, catalog))),
    runbooks,
    links: (entity.metadata.links ?? [])
      .filter(({ url }) => typeof url === 'string' && !urls.has(url))
      .map(({ url, title }) => ({ url, title: textOf(title) ?? url })),
    dependencies,
  };
}

export function runbooksOf({ metadata: { annotations, links = [] } }: Pick<Entity, 'metadata'>): About['runbooks'] {
  const annotated = textOf(annotations?.[runbookAnnotation]);
  const linked = links.filter(isRunbook).map(({ url, title }) => ({ url, title: textOf(title) ?? url }));
  const isLinked = linked.some(({ url }) => url === annotated);
  return [...(annotated === undefined || isLinked ? [] : [{ url: annotated, title: 'Runbook' }]), ...linked];
}

function isRunbook({ type, title, url }: EntityLink): boolean {
  if (typeof url !== 'string') return false;
  return [type, title].some((text) => typeof text === 'string' && RUNBOOK.test(text));
}

async function ownerOf(ref: string, catalog: Catalog): Promise<Owner> {
  const entity = await catalog.get(ref);
  if (!entity) return { entityRef: ref, title: ref, isPresent: false, contacts: {} };
  return { entityRef: ref, title: titleOf(entity), isPresent: true, contacts: contactsOf(entity) };
}

function titleOf({ metadata, spec }: Entity): string {
  const profile = spec?.['profile'] as { displayName?: unknown } | undefined;
  return textOf(metadata.title) ?? textOf(profile?.displayName) ?? metadata.name;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
