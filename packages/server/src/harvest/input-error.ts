import { CallboardError } from '@callboard/core';

/** A source that cannot be read is the mistake of whoever named it. */
export function inputError(error: unknown): unknown {
  const { name, message, hint } = error as { name?: string; message?: string; hint?: string };
  if (name !== 'SourceError' && name !== 'HarvestReadError') return error;
  return new CallboardError('input-invalid', [message, hint].filter(Boolean).join(' '), { cause: error });
}

/** As `inputError`, but that somebody else was first, or that it is not allowed, is said as such. */
export function proposalError(error: unknown): unknown {
  const { code, message, hint } = error as { code?: string; message?: string; hint?: string };
  if (code !== 'conflict' && code !== 'not-allowed') return inputError(error);
  return new CallboardError(code, message, { cause: error, hint });
}
