/** Asks whether something is still there, as gently as that can be done. */
import type { WebReader } from '@callboard/plugin/server';
import type { LinkState } from '../store.ts';

export interface LinkResult {
  state: LinkState;
  status: number | null;
  detail: string | null;
}

/** Statuses with which a host says that there is nothing; all others may have to do with who asks. */
const GONE = new Set([404, 410]);
/** Hosts that do not answer the gentle question the way they would answer a browser. */
const ASK_AGAIN = new Set([400, 403, 404, 405, 406, 500, 501, 503]);
const FIRST_BYTES = 200_000;

/** @param signal ends the question */
export async function checkLink(url: string, web: WebReader, signal: AbortSignal): Promise<LinkResult> {
  if (!isAskable(url)) return { state: 'refused', status: null, detail: 'not an address of the web' };
  try {
    const { status } = await web.read(url, { method: 'HEAD', signal });
    return resultOf(ASK_AGAIN.has(status) ? await statusOf(url, web, signal) : status);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (code === 'address-refused' || code === 'redirect-refused')
      return { state: 'refused', status: null, detail: message ?? null };
    return { state: 'unreachable', status: null, detail: message ?? String(error) };
  }
}

async function statusOf(url: string, web: WebReader, signal: AbortSignal): Promise<number> {
  try {
    return (await web.read(url, { signal, maxBytes: FIRST_BYTES })).status;
  } catch (error) {
    // Something large is something.
    if ((error as { code?: string }).code === 'file-too-large') return 200;
    throw error;
  }
}

function resultOf(status: number): LinkResult {
  return { state: GONE.has(status) ? 'dead' : 'ok', status, detail: null };
}

/** Names set aside for examples lead nowhere on purpose (RFC 2606, RFC 6761). */
const RESERVED = /(^|\.)(example|invalid|test|localhost|example\.(com|org|net))$/i;

export function isAskable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && !RESERVED.test(hostname);
}
