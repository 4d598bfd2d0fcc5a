import { refName } from '@callboard/plugin/web';
import { useKindTitle } from '../shared/use-kind-title.ts';
import { messages } from './messages.ts';

/** A way to narrow the list down. */
export interface Facet {
  /** Name in the URL. */
  param: string;
  /** Key in the filter grammar. */
  field: string;
  /** Only values that begin like this belong to the facet; they are references. */
  refsOf?: readonly string[];
}

/** The value that stands for having none, in the URL and among the chosen. */
export const NONE = '';

/** What is wrong with the entities: no field of theirs, and counted by itself, for it takes the server longer than all others. */
export const FINDINGS = 'findings';

export const facets: readonly Facet[] = [
  { param: 'kind', field: 'kind' },
  { param: 'type', field: 'spec.type' },
  { param: 'owner', field: 'relations.ownedBy', refsOf: ['group', 'user'] },
  { param: 'lifecycle', field: 'spec.lifecycle' },
  { param: FINDINGS, field: FINDINGS },
  { param: 'system', field: 'relations.partOf', refsOf: ['system'] },
  { param: 'tag', field: 'metadata.tags' },
  { param: 'namespace', field: 'metadata.namespace' },
];

const FIELD = /^(metadata|spec|relations)\.\S{1,200}$/;

/** Whether the text can be the path of a field: then it is a facet's name in the URL as it is. */
export function isField(text: string): boolean {
  return FIELD.test(text);
}

/** The facet of a field that is none of the usual ones. */
export function facetOfField(field: string): Facet {
  return { param: field, field };
}

/** What people call a field: the key of a label or annotation, else the last part in words. */
export function fieldTitle(path: string): string {
  const [, key] = /^metadata\.(?:labels|annotations)\.(.+)$/.exec(path) ?? [];
  if (key) return key;
  const words = (path.split('.').at(-1) ?? path).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/^./, (first) => first.toUpperCase());
}

export function facetTitle({ param, field }: Facet): string {
  const titles: Record<string, string> = messages.facet;
  return titles[param] ?? fieldTitle(field);
}

/** What people call a value of a facet. */
export function useValueName(): (facet: Facet, value: string) => string {
  const kindTitle = useKindTitle();
  return ({ param, field, refsOf }, value) => {
    if (value === NONE) {
      const names: Record<string, string> = messages.none;
      return names[param] ?? messages.noneOf(fieldTitle(field));
    }
    if (field === FINDINGS) {
      const names: Record<string, string> = messages.findings;
      return names[value.toLowerCase()] ?? value;
    }
    if (field === 'kind') return kindTitle(value);
    return refsOf && value.includes(':') ? refName(value) : value;
  };
}

export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
