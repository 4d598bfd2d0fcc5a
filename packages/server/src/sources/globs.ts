/** Which paths of a repository count. */
import picomatch from 'picomatch';
import { SourceError } from './source-error.ts';

/** Folders that hold what tools made or fetched: nobody describes software there. */
export const SKIPPED_FOLDERS: readonly string[] = [
  ['.git', '.hg', '.svn', 'node_modules', 'bower_components', 'jspm_packages', 'vendor', 'third_party', 'Pods'],
  ['dist', 'build', 'target', 'coverage', '.next', '.nuxt', '.output', '.turbo', '.cache', '.yarn', '.pnpm-store'],
  ['.venv', 'venv', '.tox', '__pycache__', '.mypy_cache', '.pytest_cache', '.gradle', '.terraform', '.idea', '.vscode'],
  ['.callboard'],
].flat();

export interface PathMatcher {
  /** Whether a file counts; `path` from the root of the repository. */
  matches(path: string): boolean;
  /** Whether a folder of this name is not looked into. */
  skips(folderName: string): boolean;
}

/** Compiles globs. A skipped folder is looked into all the same when one of the globs names it. */
export function createMatcher(globs: readonly string[], exclude: readonly string[]): PathMatcher {
  const named = new Set(globs.flatMap((glob) => glob.split('/')));
  const skipped = new Set(SKIPPED_FOLDERS.filter((name) => name === '.git' || !named.has(name)));
  const included = compile(globs);
  const excluded = compile(exclude);
  return {
    matches: (path) => included(path) && !excluded(path),
    skips: (name) => skipped.has(name),
  };
}

/** Whether no folder on the way to the file is one that is not looked into. */
export function isReachable(path: string, matcher: PathMatcher): boolean {
  return !path
    .split('/')
    .slice(0, -1)
    .some((name) => matcher.skips(name));
}

export function isGlob(text: string): boolean {
  return picomatch.scan(text).isGlob;
}

/** Whether a glob can take time out of all proportion to match. Such a one matches nothing. */
export function isTooComplex(glob: string): boolean {
  const parts = glob.split('/');
  const deep = parts.filter((part) => part.includes('**')).length;
  return glob.length > 1000 || deep > 4 || parts.some((part) => part.split('*').length > 6);
}

/** @throws {SourceError} when the configuration of a source has a glob that cannot be used */
export function checkGlobs(globs: readonly string[]): void {
  const bad = globs.find((glob) => !glob || isTooComplex(glob));
  if (bad === undefined) return;
  throw new SourceError(
    'source-invalid',
    `The glob "${bad.slice(0, 100)}" is not usable.`,
    'Write it with fewer wildcards.',
  );
}

function compile(globs: readonly string[]): (path: string) => boolean {
  // Files name globs, too: groups and repetitions of regular expressions stay plain text, so that none can be made to run for ever.
  const plain = globs.filter((glob) => glob && !isTooComplex(glob)).map((glob) => glob.replace(/[()+|]/g, '\\$&'));
  if (!plain.length) return () => false;
  return picomatch(plain, { dot: true, nonegate: true, noextglob: true });
}
