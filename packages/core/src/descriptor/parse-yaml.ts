import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import type { Position } from '../finding.ts';
import type { DescriptorLimits } from './limits.ts';

/** A bound was reached; what was read before it still counts. */
export class LimitReached extends Error {
  override name = 'LimitReached';
  /** A finding code. */
  readonly code: string;
  readonly offset: number;
  constructor(code: string, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Tells lines and columns of one text. */
export interface Lines {
  at(offset: number): Position;
}

export interface YamlStream {
  documents: Iterable<Document.Parsed>;
  lines: Lines;
}

/**
 * Reads YAML 1.2 (core schema, no merge keys) document by document, so that a bad one does not take the others with it.
 * Iterating throws `LimitReached` where a bound is passed, before memory or the stack could run out.
 */
export function parseYaml(text: string, limits: DescriptorLimits): YamlStream {
  const counter = new LineCounter();
  return {
    documents: compose(text, counter, limits),
    lines: {
      at(offset) {
        const { line, col } = counter.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
      },
    },
  };
}

function* compose(text: string, counter: LineCounter, limits: DescriptorLimits): Generator<Document.Parsed> {
  const parser = new Parser(counter.addNewLine);
  // Keys that stand twice are found when values are read: the composer's own search grows with the square of the keys.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
  });
  counter.addNewLine(0);
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > limits.tokens)
      throw new LimitReached('yaml-too-large', `The file holds more than ${limits.tokens} YAML tokens`, parser.offset);
    for (const token of parser.next(lexeme)) yield* composer.next(token);
    // The document and the scalar at the top take a place each.
    if (parser.stack.length > limits.depth + 2) {
      throw new LimitReached(
        'nested-too-deep',
        `The document is nested more than ${limits.depth} levels deep`,
        parser.offset,
      );
    }
  }
  for (const token of parser.end()) yield* composer.next(token);
  // A stream that is nothing but an error has no document yet; one is made to carry the error.
  yield* composer.end(composer.streamInfo().errors.length > 0, text.length);
}
