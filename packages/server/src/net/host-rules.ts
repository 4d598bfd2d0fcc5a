/** Which hosts files may be read from. */

/** One entry of `reading.allow`. */
export interface HostRule {
  /** Host with its port where that is not the usual one; `*.example.com` covers every host below. */
  host: string;
  /** Beginnings of paths; absent: all of the host. */
  paths?: string[] | undefined;
}

export function matchesHostRule(rule: HostRule, url: URL): boolean {
  const wanted = rule.host.toLowerCase();
  const host = wanted.startsWith('*.') ? url.host.endsWith(wanted.slice(1)) : url.host === wanted;
  if (!host) return false;
  return !rule.paths || rule.paths.some((path) => isBelow(url.pathname, path));
}

/** `/a` covers `/a` and `/a/b`, not `/ab`. */
function isBelow(pathname: string, path: string): boolean {
  const base = path.endsWith('/') ? path.slice(0, -1) : path;
  return pathname === base || pathname.startsWith(`${base}/`);
}
