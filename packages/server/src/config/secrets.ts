import type { Config } from './schema.ts';

/** Shorter ones would make half of every text unreadable. */
const SHORTEST = 6;

/** Every secret of a configuration, so that it can be kept out of what is written down. */
export function secretsOf(config: Config): string[] {
  const hosts = Object.values(config.integrations).flat();
  const secrets = [
    ...config.sources.flatMap((source) => [source.token, ...passwordOf(source.target)]),
    ...hosts.map((host) => host.token),
    ...config.plugins.registries.map(({ token }) => token),
    ...config.auth.tokens.map(({ token }) => token),
    ...Object.values(config.webhooks).map((webhook) => webhook?.secret),
    ...passwordOf(config.database?.url),
  ];
  return secrets.filter((secret) => secret !== undefined && secret.length >= SHORTEST) as string[];
}

/** The password of a URL, as it stands there and as it is meant. */
function passwordOf(url: string | undefined): string[] {
  if (!url || !URL.canParse(url)) return [];
  const { password } = new URL(url);
  return [password, unescapeUrl(password)];
}

/** A part of a URL as it is meant. */
export function unescapeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that escapes nothing: the text is what it is.
    return text;
  }
}
