import type { Log } from '@callboard/plugin/server';
import pino, { type DestinationStream } from 'pino';
import { humanLine } from './log-lines.ts';
import type { Redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const SECRET_NAME = /token|secret|password|authorization|cookie/i;
/** Levels of data that are looked into. */
const DEPTH = 6;

/** Lines without secrets, on standard error unless told otherwise: JSON, or plain words for a person at a terminal. `silent` says nothing. */
export function createLog(level: LogLevel, redact: Redact, destination: DestinationStream = standardError()): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const write = (severity: Exclude<LogLevel, 'silent'>): Log['info'] => {
    return (message, data) => {
      if (logger.isLevelEnabled(severity)) logger[severity](clean(data ?? {}, redact, DEPTH), redact(message));
    };
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function standardError(): DestinationStream {
  const destination = pino.destination({ dest: 2, sync: true });
  if (!process.stderr.isTTY) return destination;
  return forPeople(destination, !process.env['NO_COLOR']);
}

/** Says each line in plain words. */
export function forPeople(destination: DestinationStream, coloured: boolean): DestinationStream {
  return { write: (line) => destination.write(humanLine(line, coloured)) };
}

function clean(value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (value instanceof Error) return redact(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => clean(item, redact, depth - 1));
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    SECRET_NAME.test(key) && typeof item === 'string' ? '***' : clean(item, redact, depth - 1),
  ]);
  return Object.fromEntries(entries);
}
