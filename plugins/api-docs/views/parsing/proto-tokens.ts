import { words } from './words.ts';
export interface ProtoToken {
  kind: 'word' | 'string' | 'mark';
  text: string;
  line: number;
  column: number;
  /** The comment that stands right before it. */
  comment?: string;
  /** The comment that follows on the same line. */
  trailing?: string;
}

/** Said of a proto file that cannot be read, with the place. */
export class ProtoSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const MOST_TOKENS = 500_000;
const PATTERN =
  /(?<space>[ \t\r\f\v]+)|(?<newline>\n)|(?<lineComment>\/\/[^\n]*)|(?<blockComment>\/\*[^]*?\*\/)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<word>\.?[A-Za-z_0-9][\w.]*|[-+]\s*[\w.]+)|(?<mark>[{}()[\]<>;=,:/\\-])/y;

/** Takes a proto file apart, and keeps its comments with what they are about. */
export function protoTokens(text: string): ProtoToken[] {
  const tokens: ProtoToken[] = [];
  const pattern = new RegExp(PATTERN);
  let line = 1;
  let lineStart = 0;
  let comments: string[] = [];
  let blankLine = true;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    const column = start - lineStart + 1;
    if (!groups) throw new ProtoSyntaxError(words.proto.unexpected(text.charAt(start)), line, column);
    if (groups['newline'] !== undefined) {
      line += 1;
      lineStart = pattern.lastIndex;
      // A blank line parts a comment from what comes after it.
      if (blankLine) comments = [];
      blankLine = true;
      continue;
    }
    if (groups['space'] !== undefined) continue;
    const comment = groups['lineComment'] ?? groups['blockComment'];
    if (comment !== undefined) {
      const last = tokens.at(-1);
      if (last?.line === line && comments.length === 0) last.trailing = plain(comment);
      else comments.push(plain(comment));
      const breaks = comment.split('\n').length - 1;
      if (breaks > 0) {
        line += breaks;
        lineStart = start + comment.lastIndexOf('\n') + 1;
      }
      blankLine = false;
      continue;
    }
    blankLine = false;
    const found = groups['string'] ?? groups['word'] ?? groups['mark'] ?? '';
    const kind = groups['string'] === undefined ? (groups['word'] === undefined ? 'mark' : 'word') : 'string';
    if (tokens.length >= MOST_TOKENS) throw new ProtoSyntaxError(words.proto.tooMuch, line, column);
    tokens.push({ kind, text: found, line, column, ...(comments.length > 0 && { comment: comments.join('\n') }) });
    comments = [];
  }
  return tokens;
}

/** A comment without the marks that make it one. */
function plain(comment: string): string {
  if (comment.startsWith('//')) return comment.replace(/^\/\/+ ?/, '').trimEnd();
  const lines = comment.slice(2, -2).split('\n');
  return lines
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}
