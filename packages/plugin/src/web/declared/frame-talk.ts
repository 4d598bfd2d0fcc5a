/** What the portal and a page in a frame may say to each other: few things, and nothing that reaches the portal itself. */

/** How the portal looks, for a page that wants to look alike. */
export interface FrameTheme {
  scheme: 'light' | 'dark';
  colours: Record<string, string>;
  font: { family: string; monospace: string; size: string };
  spacing: string;
  radius: string;
}

export interface FrameContext {
  theme: FrameTheme;
  /** Reference of the entity whose page it is on. */
  entity?: string;
  locale: string;
}

/** What a page may have done. */
export interface FrameHost {
  context(): FrameContext;
  /** Asks the service of the plugin, in the name of whoever looks. */
  ask(path: string): Promise<object>;
  setHeight(pixels: number): void;
  setTitle(title: string): void;
  navigate(path: string): void;
}

const LEAST_HEIGHT = 40;
const MOST_HEIGHT = 4000;
const MOST_AT_ONCE = 10;
const waiting = new WeakMap<FrameHost, number>();

/** Does what a page asks for. @returns what it is told; nothing for what is no message of ours, or asks for too much */
export async function answerTo(message: unknown, host: FrameHost): Promise<object | undefined> {
  if (!isMessage(message)) return undefined;
  const { type, height, title, path, id } = message;
  if (type === 'ready') return { type: 'context', ...host.context() };
  if (type === 'height' && typeof height === 'number' && Number.isFinite(height))
    host.setHeight(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.ceil(height))));
  else if (type === 'title' && typeof title === 'string') host.setTitle(title.slice(0, 200));
  else if (type === 'navigate' && typeof path === 'string' && isPathOfPortal(path)) host.navigate(path);
  else if (type === 'request' && typeof path === 'string' && isId(id)) return requested(id, path, host);
  return undefined;
}

async function requested(id: string | number, path: string, host: FrameHost): Promise<object> {
  const count = waiting.get(host) ?? 0;
  if (count >= MOST_AT_ONCE)
    return { type: 'answer', id, error: { message: `At most ${MOST_AT_ONCE} requests at once.` } };
  waiting.set(host, count + 1);
  try {
    return { ...(await host.ask(path)), type: 'answer', id };
  } catch (error) {
    return { type: 'answer', id, error: { message: error instanceof Error ? error.message : String(error) } };
  } finally {
    waiting.set(host, (waiting.get(host) ?? 1) - 1);
  }
}

function isMessage(message: unknown): message is Record<string, unknown> {
  return typeof message === 'object' && message !== null && (message as { callboard?: unknown }).callboard === 1;
}

function isId(id: unknown): id is string | number {
  return typeof id === 'number' || (typeof id === 'string' && id.length <= 100);
}

/** A page of the portal, and not a way out of it or into its API. */
export function isPathOfPortal(path: string): boolean {
  return path.length <= 2000 && /^\/(?![/\\])[^\\\s]*$/.test(path) && !/^\/(api|\.+)(\/|$)/i.test(path);
}
