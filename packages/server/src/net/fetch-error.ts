import { HarvestReadError } from '@callboard/plugin/server';

/** Why a URL could not be read; `code` is a finding code. Neither message nor hint hold credentials. */
export class FetchError extends HarvestReadError {
  override name = 'FetchError';
}

/** The URL as it may be shown: without credentials, and without the values of parameters that look like secrets. */
export function displayUrl(text: string): string {
  if (!URL.canParse(text)) return text.replace(/\/\/[^/@\s]*@/g, '//');
  const url = new URL(text);
  const secrets = [...new Set(url.searchParams.keys())].filter((name) => /token|key|secret|sig|pass|auth/i.test(name));
  if (!url.username && !url.password && !secrets.length) return text;
  url.username = '';
  url.password = '';
  for (const name of secrets) url.searchParams.set(name, 'hidden');
  return url.href;
}

/** Says in plain words why a connection failed. */
export function connectionError(error: unknown, url: string): FetchError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof FetchError) return cause;
    const nested = cause instanceof AggregateError ? cause.errors.find((one) => one instanceof FetchError) : undefined;
    if (nested) return nested as FetchError;
  }
  const code = errorCode(error);
  const shown = displayUrl(url);
  if (/TIMEOUT|ETIMEDOUT|ABORT/i.test(code)) {
    return new FetchError(
      'response-too-slow',
      `${shown} did not answer in time.`,
      'Try again; raise reading.timeout when the host is always this slow.',
    );
  }
  return new FetchError('source-unreachable', `${shown} cannot be reached: ${reasonOf(code)}.`, hintOf(code));
}

function errorCode(error: unknown): string {
  let found = '';
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    found = cause.name === 'TimeoutError' || cause.name === 'AbortError' ? cause.name : (code ?? found);
  }
  return found;
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name server did not answer',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  UND_ERR_SOCKET: 'the connection was cut',
};

function reasonOf(code: string): string {
  return (
    REASONS[code] ??
    (isCertificate(code) ? `its certificate is not trusted (${code})` : code || 'the connection failed')
  );
}

function hintOf(code: string): string {
  if (code === 'ENOTFOUND') return 'Check the spelling of the host.';
  if (isCertificate(code)) return 'Give the portal the certificate of your authority through NODE_EXTRA_CA_CERTS.';
  return 'Check that the host is up and that the portal may reach it; the next look tries again.';
}

function isCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code);
}
