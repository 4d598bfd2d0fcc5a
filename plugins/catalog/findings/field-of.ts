import type { Catalog } from '../catalog.ts';
import type { CatalogFinding } from './graph-findings.ts';

/** Findings that another value of their field puts right. */
const mendable = new Set([
  'envelope-malformed',
  'format-invalid',
  'value-not-text',
  'spec-invalid',
  'reference-invalid',
  'reference-unlikely',
  'reference-kind-unusual',
  'reference-dangling',
  'annotation-unfit',
]);

/** Messages about a field begin with its path. */
const path = /^(?:metadata|spec)\.\w+(?:\[\d+\]|\["[^"]*"\]|\.\w+)*(?=\s)/;

/** The field that a finding is about; `undefined` where the catalog has no entity whose field it would be. */
export function fieldOf({ code, message, entityRef }: CatalogFinding, { index }: Pick<Catalog, 'index'>) {
  if (entityRef === undefined || !mendable.has(code) || index.find(entityRef) === undefined) return undefined;
  return path.exec(message)?.[0];
}
