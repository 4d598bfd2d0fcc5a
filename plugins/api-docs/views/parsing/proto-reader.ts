import { ProtoSyntaxError, protoTokens } from './proto-tokens.ts';
import type { ProtoToken } from './proto-tokens.ts';
import { words } from './words.ts';

const END: ProtoToken = { kind: 'mark', text: '', line: 1, column: 1 };
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']', '<': '>' };

/** Walks over the tokens of a proto file. */
export class ProtoReader {
  readonly #tokens: ProtoToken[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = protoTokens(text);
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get next(): ProtoToken {
    return (
      this.#tokens[this.#at] ?? {
        ...END,
        line: this.#tokens.at(-1)?.line ?? 1,
        column: this.#tokens.at(-1)?.column ?? 1,
      }
    );
  }

  is(text: string): boolean {
    return this.next.text === text && this.next.kind !== 'string';
  }

  take(): ProtoToken {
    const token = this.next;
    if (this.done) throw new ProtoSyntaxError(words.proto.early, token.line, token.column);
    this.#at += 1;
    return token;
  }

  takeIf(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }

  word(): string {
    const token = this.take();
    if (token.kind === 'word') return token.text;
    throw new ProtoSyntaxError(words.proto.noName(token.text), token.line, token.column);
  }

  /** The text of a string, without its quotes. */
  string(): string {
    return this.take().text.replace(/^["']|["']$/g, '');
  }

  expect(text: string): ProtoToken {
    const token = this.take();
    if (token.text === text && token.kind === 'mark') return token;
    throw new ProtoSyntaxError(words.proto.expected(text, token.text), token.line, token.column);
  }

  /** Passes over everything up to the `;` that ends a statement, or over the block that does. Returns what follows on the line of its end. */
  skipStatement(): ProtoToken {
    for (;;) {
      const token = this.take();
      if (token.text === ';' && token.kind === 'mark') return token;
      if (token.kind !== 'mark' || !(token.text in CLOSES)) continue;
      const end = this.#skipToClose(token);
      if (token.text === '{' && !this.is(';')) return end;
    }
  }

  /** The tokens between a bracket that was taken and the one that closes it. */
  inside(open: ProtoToken): ProtoToken[] {
    const start = this.#at;
    this.#skipToClose(open);
    return this.#tokens.slice(start, this.#at - 1);
  }

  #skipToClose(open: ProtoToken): ProtoToken {
    let depth = 1;
    const close = CLOSES[open.text];
    for (;;) {
      if (this.done) throw new ProtoSyntaxError(words.proto.unclosed(open.text), open.line, open.column);
      const token = this.take();
      if (token.kind !== 'mark') continue;
      if (token.text === open.text) depth += 1;
      if (token.text === close) depth -= 1;
      if (depth === 0) return token;
    }
  }
}
