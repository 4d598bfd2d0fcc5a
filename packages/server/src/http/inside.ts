/** Asking the portal from inside: no network, but the same way as any other request, with its permission and its limits. */
import type { WebAnswer, WebRequest } from '@callboard/plugin/server';
import type { FastifyInstance } from 'fastify';

const LARGEST = 5_000_000;

/**
 * @param sign makes the token of whoever asks; it never leaves the process
 * @throws with `code` when there is no answer
 */
export async function askInside(
  app: FastifyInstance,
  sign: () => Promise<string>,
  path: string,
  { method = 'GET', headers = {}, body, signal, maxBytes = LARGEST }: WebRequest,
): Promise<WebAnswer> {
  const authorization = `Bearer ${await sign()}`;
  signal?.throwIfAborted();
  const asked = app.inject({
    method,
    url: path,
    headers: { ...headers, authorization },
    ...(body === undefined ? {} : { payload: body }),
  });
  const { statusCode, headers: answered, rawPayload } = await (signal ? Promise.race([asked, ended(signal)]) : asked);
  if (rawPayload.length > maxBytes)
    throw Object.assign(new Error('the answer is too large'), { code: 'file-too-large' });
  const text = statusCode >= 200 && statusCode < 300 ? rawPayload.toString() : '';
  const lower = Object.entries(answered).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return { url: path, status: statusCode, headers: new Map(lower), text: () => text };
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
