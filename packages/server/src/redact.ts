/** Keeps secrets out of what is written down: those that are known, and what looks like one. */

export interface Redact {
  (text: string): string;
  /** From now on these texts are never seen either. */
  hide(secrets: readonly string[]): void;
}

const PATTERNS: readonly [RegExp, string][] = [
  // Credentials in URLs.
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/gi, '$1***@'],
  // Headers: a scheme and what follows; the word "token" also stands in sentences, so only before something with a digit.
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
  [/\b(token)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{8,}/gi, '$1 ***'],
  // Parameters of URLs.
  [/([?&](?:access_|private_|auth_)?(?:token|secret|password|key|signature|sig)=)[^&\s"'<>#]+/gi, '$1***'],
];

/** @param secrets texts that must never be seen, such as configured tokens */
export function createRedact(secrets: readonly string[] = []): Redact {
  let known: string[] = [];
  const hide: Redact['hide'] = (more) => {
    // A secret may hold another one: the longest goes first.
    known = [...new Set([...known, ...more])].sort((a, b) => b.length - a.length);
  };
  hide(secrets);
  const redact = (text: string) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '***');
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean;
  };
  return Object.assign(redact, { hide });
}
