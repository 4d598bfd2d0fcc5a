/** Writing values as people write them in descriptors. */
import type { Json } from '@callboard/plugin/server';
import { Scalar, stringify } from 'yaml';

type Style = Scalar.Type | undefined | null;

/** Lines of `name: value`; the first is for the place where it begins, the others carry the indentation. */
export function renderPair(name: string, value: Json, indent: number): string[] {
  const text = stringify({ [name]: value }, { lineWidth: 0, indentSeq: false, blockQuote: 'literal' });
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(indent) + line));
}

/** One value in the quotes that the old one had, where that is possible. */
export function renderScalar(value: Json, style: Style): string {
  const type = typeof value === 'string' && (style === 'QUOTE_DOUBLE' || style === 'QUOTE_SINGLE') ? style : undefined;
  const scalar = new Scalar(value);
  if (type) scalar.type = type;
  // Text of several lines would need an indentation that only the pair knows.
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  return stringify(scalar, { lineWidth: 0 }).trimEnd();
}
