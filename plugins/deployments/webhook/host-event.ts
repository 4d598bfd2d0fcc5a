/** A deployment as a code host tells it, and the entities that it is about. */
import { z } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import type { ReportWarning } from '../record/reporting.ts';

export interface HostEvent {
  /** Annotation that names the repository, and what it has to say. */
  annotation: string;
  slug: string;
  /** The entity that the deployment itself names. */
  entityRef?: string | undefined;
  /** A report as one would send it, but for the entity. */
  report: Record<string, unknown>;
}

/** Entities that one repository deploys at once. */
const MOST = 50;
const SLUG = /^[\w.-]+(\/[\w.-]+)+$/;
/** Names of tags; those of branches say nothing about what is deployed from them. */
const TAG = /^(refs\/tags\/.+|v?\d[\w.+-]*)$/;

/** Those that say that the repository is theirs; where there are none, a reference under which it waits for one. */
export function entitiesOf(
  { annotation, slug, entityRef }: HostEvent,
  { graph }: Catalog,
): { entityRefs: string[]; warning?: ReportWarning } {
  if (entityRef !== undefined) return { entityRefs: [entityRef] };
  const found = SLUG.test(slug) ? graph.search(`metadata.annotations.${annotation}=${slug}`) : [];
  if (found.length) return { entityRefs: found.slice(0, MOST).map((node) => graph.ref(node)) };
  const host = annotation.slice(0, annotation.indexOf('.'));
  const warning: ReportWarning = {
    index: 0,
    reason: 'repository-unknown',
    message: `No entity has the annotation ${annotation}: ${slug}`,
    hint: `Add it to the entity that is deployed from there; until then the deployment is kept as one of the repository.`,
  };
  return { entityRefs: [`repository:${host}/${slug.replaceAll(/[^\w-]+/g, '.')}`], warning };
}

/** What people call the version: the tag, else the beginning of the commit. */
export function versionOf(
  given: string | undefined,
  reference: string | undefined,
  commit: string | undefined,
): string {
  if (given) return given;
  if (reference && reference !== commit && TAG.test(reference)) return reference.replace(/^refs\/tags\//, '');
  return commit?.slice(0, 7) || reference || 'unknown';
}

/** A text that may be missing or empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || undefined);

/** A text that is too long for a field loses its end. */
export function short(value: string | undefined, most: number): string | undefined {
  return (
    value
      ?.replaceAll(/\p{Cc}+/gu, ' ')
      .slice(0, most)
      .trim() || undefined
  );
}
