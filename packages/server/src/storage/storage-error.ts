import { CallboardError } from '@callboard/core';

const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;

/** SQLSTATE classes of PostgreSQL: connection lost, shutting down, too many connections or no memory, standby that cannot write. */
const UNAVAILABLE_STATE = /^(08|57P0|53[23]00|25006)/;
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What the driver of PostgreSQL says without a code. */
const UNAVAILABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|connection has been discarded/;

/** Primary result code of an error of SQLite. */
function sqliteCode(error: unknown): number | undefined {
  const { errcode } = (error ?? {}) as { errcode?: number };
  return errcode === undefined ? undefined : errcode & 0xff;
}

/** Whether another connection of the same SQLite file is writing. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_BUSY;
}

/** Errors of the database that an administrator can do something about, in the words of the error table; all others as they are. */
export function storageError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || error instanceof CallboardError) return error;
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  // Trying several addresses of one host gives an error of errors.
  if (Array.isArray(errors) && errors.length) return storageError(errors[0]);
  switch (sqliteCode(error)) {
    case SQLITE_FULL:
      return new CallboardError('storage-full', undefined, { cause: error });
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return new CallboardError('storage-unavailable', 'The database file cannot be written', { cause: error });
    case SQLITE_BUSY:
      return new CallboardError('storage-unavailable', 'The database is busy with another write', { cause: error });
  }
  if (code === '53100' || code === 'ENOSPC') return new CallboardError('storage-full', undefined, { cause: error });
  const lost = typeof code === 'string' && (UNAVAILABLE_STATE.test(code) || UNAVAILABLE_CODES.has(code));
  if (lost || (error instanceof Error && UNAVAILABLE_MESSAGE.test(error.message)))
    return new CallboardError('storage-unavailable', undefined, { cause: error });
  return error;
}
