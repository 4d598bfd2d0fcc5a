/**
 * Whether a private repository could be read, and which lines of the configuration would let it. Tokens are never taken, kept or told here:
 * they stay where the person who runs the portal keeps secrets, and come in through the environment.
 */
import { stringify } from 'yaml';
import { integrationOf, providerOf } from '../sources/scm/providers.ts';
import type { Integrations } from '../sources/source.ts';

export interface Access {
  /** `token`: the configuration has one for the host; `ssh`: keys of the portal's own user; `open`: read as anybody may. */
  by: 'token' | 'ssh' | 'open';
  host?: string;
  /** For `open`: lines to add to callboard.yaml, and the environment variable that they name. */
  lines?: string;
  variable?: string;
}

const SSH = /^(?:(?:git\+)?ssh:\/\/(?:[^@/]*@)?|[\w.-]+@)([\w.-]+)/;

export function accessFor(
  { type, target }: { type: 'git' | 'url'; target: string },
  integrations: Integrations,
): Access {
  const ssh = SSH.exec(target)?.[1];
  if (ssh) return { by: 'ssh', host: ssh };
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return { by: 'open' };
  const url = new URL(target);
  const { host } = url;
  if (integrationOf(url, integrations)?.host.token) return { by: 'token', host };
  const variable = `${url.hostname.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()}_TOKEN`;
  const token = `\${${variable}}`;
  const provider = providerOf(url, integrations);
  url.username = '';
  url.password = '';
  if (provider)
    return { by: 'open', host, variable, lines: stringify({ integrations: { [provider.name]: [{ host, token }] } }) };
  // Of a host of unknown make only git knows how to send a token.
  if (type !== 'git') return { by: 'open', host };
  return { by: 'open', host, variable, lines: stringify({ sources: [{ type, target: url.href, token }] }) };
}
