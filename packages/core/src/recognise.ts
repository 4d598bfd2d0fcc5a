import type { CatalogModel } from './model.ts';

const apiVersionLine = /^apiVersion:[ \t]*["']?([\w.-]+)/gm;
const groupsOf = new WeakMap<CatalogModel, Set<string>>();

/** Whether a name is the conventional one of descriptor files. */
export function isDescriptorName(path: string): boolean {
  return /(^|\/)catalog-info\.ya?ml$/.test(path);
}

/** Whether a text (the beginning of it is enough) holds a document of an API group that has kinds in the catalog. Looks at the text only, without reading the YAML. */
export function looksLikeDescriptor(head: string, model: CatalogModel): boolean {
  const groups =
    groupsOf.get(model) ??
    new Set([
      'callboard.dev',
      ...model.kinds.flatMap((kind) => kind.apiVersions.map((version) => version.split('/')[0] ?? version)),
    ]);
  groupsOf.set(model, groups);
  for (const [, group] of head.matchAll(apiVersionLine)) if (group !== undefined && groups.has(group)) return true;
  return false;
}
