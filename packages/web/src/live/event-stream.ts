/** One message of a server-sent event stream. */
export interface StreamMessage {
  event: string;
  id: string | undefined;
  data: string;
}

/**
 * Reads a `text/event-stream` body as it comes. Needed because the browser's own `EventSource` cannot send an
 * `Authorization` header.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest = (rest + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message) yield message;
      }
    }
  } finally {
    await reader.cancel();
  }
}

function parseBlock(block: string): StreamMessage | undefined {
  const message: StreamMessage = { event: 'message', id: undefined, data: '' };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') message.event = value;
    if (field === 'id') message.id = value;
    if (field === 'data') data.push(value);
  }
  if (data.length === 0) return undefined;
  return { ...message, data: data.join('\n') };
}
