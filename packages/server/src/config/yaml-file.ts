/** YAML that people write for the portal itself: its value, what is wrong with it, and where everything stands. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { yamlMistake } from './wording.ts';

export interface Place {
  line: number;
  column: number;
}

/** Keys and places in lists, from the top. */
export type Path = readonly PropertyKey[];

export interface YamlFile {
  /** What the text says; `undefined` when it cannot be read or is empty. */
  value: unknown;
  /** Why it cannot be read. */
  errors: (Place & { message: string })[];
  /** Where a value stands, or its nearest parent that is there. */
  placeOf(path: Path): Place;
}

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errors = document.errors.map((error) => ({
    ...placeAt(error.pos[0]),
    message: yamlMistake(error.code, error.message),
  }));
  return { ...valueOf(document, errors), placeOf: (path) => placeAt(offsetOf(document, path)) };
}

function valueOf(document: Document.Parsed, errors: YamlFile['errors']): Pick<YamlFile, 'value' | 'errors'> {
  if (errors.length) return { value: undefined, errors };
  try {
    return { value: (document.toJS() as unknown) ?? undefined, errors };
  } catch (error) {
    // Aliases that stand for more than a person can mean.
    return { value: undefined, errors: [{ line: 1, column: 1, message: (error as Error).message }] };
  }
}

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null)?.range?.[0];
}
