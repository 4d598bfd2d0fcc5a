/** Bounds on what one file may ask of its reader. */
export interface DescriptorLimits {
  /** UTF-8 bytes of the file. */
  bytes: number;
  documents: number;
  /** Levels of nesting in one document. */
  depth: number;
  /** Values that all aliases of one document stand for together. */
  aliasValues: number;
  /** YAML tokens of the file: about four per line. */
  tokens: number;
  /** UTF-8 bytes that all placeholders of the file bring in together. */
  placeholderBytes: number;
}

/** The bounds that hold unless told otherwise. */
export const defaultLimits: DescriptorLimits = {
  bytes: 5_000_000,
  documents: 1000,
  depth: 100,
  aliasValues: 10_000,
  tokens: 1_000_000,
  placeholderBytes: 20_000_000,
};

/** Whether a text takes more UTF-8 bytes than allowed; encodes it only where its length leaves that open. */
export function exceedsBytes(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && byteLength(text) > bytes;
}

/** UTF-8 bytes of a text. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
