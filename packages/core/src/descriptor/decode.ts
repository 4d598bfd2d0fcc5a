/**
 * Reads the bytes of a file as UTF-8 text, without a byte order mark.
 * @returns `undefined` when they are not text: a NUL byte, or a sequence that UTF-8 does not have
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
