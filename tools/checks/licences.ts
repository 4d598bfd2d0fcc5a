import { lockedPackages, type LockedPackage } from '../locked-packages.ts';

/** Licences that ask for no more than to keep the notice. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Besides, for packages used as they are published, which the hashes of the lock file make sure of: copyleft that ends at the package's own files. Its source is where
 * the registry says, its notice stays with it, and nothing of ours falls under it. Whoever changes such a package must publish the change, so nobody does.
 */
const alsoUnmodified = new Set(['EPL-2.0']);

/** Besides, for what only builds and tests use and nobody is handed: file-level copyleft, and data under attribution. */
const alsoForTools = new Set(['MPL-2.0', 'CC-BY-4.0']);

/** Every package that the lock file names has a licence that we can keep to. */
export function checkLicences(root: string): string[] {
  return refusedPackages(lockedPackages(root));
}

/** One line for each package whose licence is not allowed. */
export function refusedPackages(packages: LockedPackage[]): string[] {
  return packages
    .filter((entry) => !isAllowed(entry.licence, entry.development))
    .map((entry) => `${entry.name}@${entry.version}: licence ${entry.licence ?? 'not stated'}`);
}

function isAllowed(licence: string | undefined, development: boolean): boolean {
  if (licence === undefined) return false;
  const known = (name: string) =>
    permissive.has(name) || alsoUnmodified.has(name) || (development && alsoForTools.has(name));
  const plain = licence.replaceAll(/[()]/g, '');
  if (plain.includes(' AND ')) return plain.split(' AND ').every(known);
  return plain.split(' OR ').some(known);
}
