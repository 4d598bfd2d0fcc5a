/** What stands between the repository and the rest in the URL of a file, on the code hosts that are in use. */
const marks = [
  /\/-\/(?:blob|raw|tree|edit)\//,
  /\/(?:blob|raw|tree|edit|blame)\//,
  /\/src\/(?:branch|commit|tag)\//,
  /\/src\//,
  /\/browse\//,
];

/**
 * The repository that the URL of a file belongs to, as `host/owner/name` in lower case; `undefined` for a URL that does not look like that
 * of a file in a repository.
 */
export function repositoryOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.host.toLowerCase();
  if (host === 'raw.githubusercontent.com') return nameOf('github.com', url.pathname.split('/').slice(1, 3), 2);
  if (url.searchParams.has('path') && url.pathname.includes('/_git/')) return `${host}${url.pathname.toLowerCase()}`;
  for (const mark of marks) {
    const found = mark.exec(url.pathname);
    if (found) return nameOf(host, url.pathname.slice(1, found.index).split('/'), 2);
  }
  return undefined;
}

function nameOf(host: string, parts: string[], least: number): string | undefined {
  return parts.length >= least && parts.every((part) => part !== '')
    ? [host, ...parts].join('/').toLowerCase()
    : undefined;
}
