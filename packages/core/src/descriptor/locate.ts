import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Position } from '../finding.ts';
import { pointerTokens } from '../problem.ts';
import type { Lines } from './parse-yaml.ts';

/** Tells where in its file the value of a JSON pointer stands. */
export interface Locator {
  /** Of what is not in the document itself (missing, or brought in by a placeholder), the nearest value around it. */
  at(pointer: string, atKey?: boolean): Position;
}

/** A locator for one document. */
export function locatorOf(document: Document.Parsed, lines: Lines): Locator {
  const start = document.contents?.range?.[0] ?? document.range?.[0] ?? 0;
  return {
    at: (pointer, atKey = false) => lines.at(offsetOf(document.contents, pointerTokens(pointer), atKey) ?? start),
  };
}

function offsetOf(root: Node | null, tokens: string[], atKey: boolean): number | undefined {
  let node = root;
  let key: Node | undefined;
  for (const token of tokens) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && (item.key.value === token || item.key.source === token),
      );
      if (!pair) break;
      key = pair.key as Node;
      node = (pair.value as Node | null) ?? key;
    } else if (isSeq(node)) {
      const item = node.items[Number(token)] as Node | undefined;
      if (!item) break;
      key = undefined;
      node = item;
    } else break;
  }
  return (atKey && key ? key : node)?.range?.[0];
}
