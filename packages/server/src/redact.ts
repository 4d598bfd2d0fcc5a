/** Keeps secrets out of what is written down: those that are known, and what looks like one. */

export type Redact = (text: string) => string;

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
  // A secret may hold another one: the longest goes first.
  const known = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '***');
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean;
  };
}
