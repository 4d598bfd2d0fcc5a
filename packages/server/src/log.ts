import type { Log } from '@callboard/plugin/server';
import pino from 'pino';

/** Text that must never reach a log line: credentials in URLs and headers. */
const SECRET_IN_URL = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;
const BEARER = /\b(Bearer|Basic|token)\s+[\w.~+/=-]{8,}/gi;

export function redact(text: string): string {
  return text.replace(SECRET_IN_URL, '$1***@').replace(BEARER, '$1 ***');
}

function redactAll(data: Record<string, unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]));
}

/** JSON lines on standard error; `silent` says nothing. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
  return {
    debug: (message, data) => logger.debug(redactAll(data), redact(message)),
    info: (message, data) => logger.info(redactAll(data), redact(message)),
    warn: (message, data) => logger.warn(redactAll(data), redact(message)),
    error: (message, data) => logger.error(redactAll(data), redact(message)),
  };
}
