/** How the places where code lives name a file in a browser, and a commit beside it. */
const PLACES: readonly [file: RegExp, commits: string][] = [
  [/^(https:\/\/[^/]+\/.+?)\/-\/(?:blob|tree|edit|raw)\//, '/-/commit/'],
  [/^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/(?:blob|tree|edit)\//, '/commit/'],
  [/^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/src\/(?:branch|commit|tag)\//, '/commit/'],
  [/^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/src\//, '/commits/'],
];

/** The page of a commit, told from the page of a file of the same repository; `undefined` where that cannot be told. */
export function commitUrl(viewUrl: string | undefined, commit: string): string | undefined {
  if (!viewUrl || !/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  for (const [file, commits] of PLACES) {
    const [, repository] = file.exec(viewUrl) ?? [];
    if (repository) return `${repository}${commits}${commit}`;
  }
  return undefined;
}
