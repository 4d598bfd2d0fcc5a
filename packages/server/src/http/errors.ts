/** What a client sees of an error. */
import { CallboardError, errorTable, type ErrorRow } from '@callboard/core';
import { storageError } from '../storage/database.ts';

export interface ErrorBody {
  error: { name: string; message: string; code?: string };
  request: { method: string; url: string };
  response: { statusCode: number };
}

const byName = new Map<string, ErrorRow>(Object.values(errorTable).map((row) => [row.name, row] as const).reverse());

export interface SeenError {
  status: number;
  name: string;
  message: string;
  code?: string;
  /** Not one that a client could have caused or mended: it belongs in the log. */
  unexpected: boolean;
}

/** Errors of the table, and those named like one, are shown as they are; everything else is masked. */
export function toSeenError(thrown: unknown): SeenError {
  const error = storageError(thrown);
  if (error instanceof CallboardError) return { status: error.status, name: error.name, message: error.message, code: error.code, unexpected: error.status === 503 };
  const { name, message, code, statusCode } = error as { name?: string; message?: string; code?: string; statusCode?: number };
  const row = name ? byName.get(name) : undefined;
  if (row && row.status < 500) return { status: row.status, name: row.name, message: message ?? row.title, ...(code ? { code } : {}), unexpected: false };
  // Fastify's own refusals: a body too large, a malformed header.
  if (statusCode && statusCode >= 400 && statusCode < 500) return { status: statusCode, name: statusCode === 413 ? 'PayloadTooLargeError' : 'InputError', message: message ?? 'Bad request', unexpected: false };
  const internal = errorTable.internal;
  return { status: internal.status, name: internal.name, message: internal.title, code: 'internal', unexpected: true };
}

export function errorBody(error: SeenError, method: string, url: string): ErrorBody {
  return { error: { name: error.name, message: error.message, ...(error.code ? { code: error.code } : {}) }, request: { method, url }, response: { statusCode: error.status } };
}
