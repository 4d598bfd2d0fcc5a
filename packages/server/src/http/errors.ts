/** What a client sees of an error. */
import { CallboardError, errorTable, type ErrorCode, type ErrorRow } from '@callboard/core';
import { storageError } from '../storage/database.ts';

export interface ErrorBody {
  error: { name: string; message: string; code?: string };
  request: { method: string; url: string };
  response: { statusCode: number };
}

export interface SeenError {
  status: number;
  name: string;
  message: string;
  code?: string;
  /** Not one that a client could have caused or mended: it belongs in the log. */
  unexpected: boolean;
}

/** The first row of a name is its plainest. */
const byName = new Map<string, ErrorRow>(
  Object.values(errorTable)
    .map((row) => [row.name, row] as const)
    .reverse(),
);

/**
 * Errors of the table, and those named like one, are shown as they are; everything else is masked.
 * @param plugin whose code threw it; absent: the host's own
 */
export function toSeenError(thrown: unknown, plugin?: string): SeenError {
  const error = storageError(thrown);
  if (error instanceof CallboardError) {
    const { status, name, message, code } = error;
    return { status, name, message, code, unexpected: status >= 500 };
  }
  const { name, message, code } = (error ?? {}) as { name?: unknown; message?: unknown; code?: unknown };
  const row = typeof name === 'string' ? byName.get(name) : undefined;
  if (row && row.status < 500) {
    const known = typeof code === 'string' && Object.hasOwn(errorTable, code) ? { code } : {};
    return { status: row.status, name: row.name, message: String(message ?? row.title), ...known, unexpected: false };
  }
  if (plugin) return { ...fromTable('plugin-failed', `The plugin ${plugin} failed`), unexpected: true };
  return { ...fromTable('internal'), unexpected: true };
}

/** What the transport refuses before anything of ours runs: a body too large, a path that is not encoded right. */
export function toRefusal(error: unknown): SeenError {
  const {
    statusCode = 500,
    message = '',
    code = '',
  } = (error ?? {}) as { statusCode?: number; message?: string; code?: string };
  if (!code.startsWith('FST_') || statusCode < 400 || statusCode >= 500) return toSeenError(error);
  const known = fromTable(statusCode === 413 ? 'payload-too-large' : 'input-invalid', message);
  return { ...known, status: statusCode, unexpected: false };
}

export function errorBody(error: SeenError, method: string, url: string): ErrorBody {
  const { name, message, code, status } = error;
  return {
    error: { name, message, ...(code ? { code } : {}) },
    request: { method, url },
    response: { statusCode: status },
  };
}

function fromTable(code: ErrorCode, message?: string): Omit<SeenError, 'unexpected'> {
  const row = errorTable[code];
  return { status: row.status, name: row.name, message: message ?? row.title, code };
}
