import { CallboardError } from '@callboard/core';

/** A source that cannot be read is the mistake of whoever named it. */
export function inputError(error: unknown): unknown {
  const { name, message, hint } = error as { name?: string; message?: string; hint?: string };
  if (name !== 'SourceError' && name !== 'HarvestReadError') return error;
  return new CallboardError('input-invalid', [message, hint].filter(Boolean).join(' '), { cause: error });
}
