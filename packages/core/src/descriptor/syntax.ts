import type { ErrorCode, YAMLError } from 'yaml';
import type { Position } from '../finding.ts';
import type { Fault } from './yaml-value.ts';

/** What a YAML error means to the person who wrote the file. */
export interface SyntaxExplanation {
  code: string;
  message: string;
  hint?: string;
}

/** Errors of the YAML reader in plain words. */
const plain: Partial<Record<ErrorCode, { message: string; hint: string }>> = {
  ALIAS_PROPS: { message: 'An alias has a tag or an anchor of its own', hint: 'Write the alias alone: *name.' },
  BAD_ALIAS: {
    message: 'An alias or anchor cannot be read',
    hint: 'Put quotes around a text that begins with * or &; an alias needs an anchor of its name above it.',
  },
  BAD_DIRECTIVE: {
    message: 'A line that begins with % is not understood',
    hint: 'Put quotes around a text that begins with %.',
  },
  BAD_DQ_ESCAPE: {
    message: 'A backslash in double quotes is followed by something that has no meaning',
    hint: 'Use single quotes, or write two backslashes.',
  },
  BAD_INDENT: {
    message: 'The indentation does not fit',
    hint: 'Indent all entries of one level by the same number of spaces.',
  },
  BAD_PROP_ORDER: {
    message: 'A tag or an anchor stands in the wrong place',
    hint: 'Write tags and anchors right before their value.',
  },
  BAD_SCALAR_START: {
    message: 'A text begins with a character that has a meaning of its own',
    hint: 'Put quotes around the text.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A second colon inside a value',
    hint: 'Put quotes around a text that holds a colon and a space; if a field of its own is meant, correct its indentation.',
  },
  BLOCK_IN_FLOW: {
    message: 'An indented block stands inside brackets or braces',
    hint: 'Write the inner value with brackets or braces too, or give up the outer ones.',
  },
  KEY_OVER_1024_CHARS: {
    message: 'A key is longer than 1024 characters',
    hint: 'Check for a missing line break or quote.',
  },
  MISSING_CHAR: {
    message: 'A closing quote, a bracket, a comma or a colon is missing',
    hint: 'Close what was opened; write names and values as name: value, with a space after the colon.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'A line without a colon stands among names and values',
    hint: 'Write it as name: value, or indent it if it goes on the text above.',
  },
  MULTIPLE_ANCHORS: { message: 'A value has two anchors', hint: 'Keep one of the two.' },
  MULTIPLE_TAGS: { message: 'A value has two tags', hint: 'Keep one of the two.' },
  TAB_AS_INDENT: { message: 'A tab is used for indentation', hint: 'Indent with spaces.' },
  UNEXPECTED_TOKEN: {
    message: 'Something stands where it does not belong',
    hint: 'Check quotes, dashes and indentation here and on the line above.',
  },
  BAD_COLLECTION_TYPE: { message: 'A tag does not fit its value', hint: 'Remove the tag.' },
};

const longestDetail = 120;

/** Says what is wrong, and why where the cause is known. */
export function explainSyntax(error: YAMLError, text: string): SyntaxExplanation {
  const [offset] = error.pos;
  const line = lineAround(text, offset);
  const detail =
    error.message
      .split('\n')[0]
      ?.replace(/ at line \d+, column \d+:?$/, '')
      .slice(0, longestDetail) ?? '';
  if (error.code === 'TAB_AS_INDENT' || /^ *\t/.test(line)) {
    return { code: 'yaml-tab', message: 'A tab is used for indentation; YAML allows only spaces there' };
  }
  if (/\{\{|\{%/.test(line))
    return {
      code: 'yaml-expression',
      message: `A template expression stands unquoted: ${line.trim().slice(0, longestDetail)}`,
    };
  const known = plain[error.code];
  if (!known) return { code: 'yaml-syntax', message: detail };
  return { code: 'yaml-syntax', message: `${known.message} (${detail})`, hint: known.hint };
}

/** Says what is wrong where the grammar is kept and the meaning is not. */
export function explainFault({ kind, name }: Fault, { column }: Position): SyntaxExplanation {
  const short = name.slice(0, longestDetail);
  if (kind === 'unknown-alias') {
    const hint = 'Put quotes around a text that begins with *; an alias needs an anchor of its name above it.';
    return { code: 'yaml-syntax', message: `The alias *${short} has no anchor above it`, hint };
  }
  if (name !== 'apiVersion' || column !== 1)
    return { code: 'yaml-duplicate-key', message: `The key ${short} stands twice in one mapping` };
  return {
    code: 'yaml-separator-missing',
    message: 'A second entity begins here without a separator',
    hint: 'Put a line with --- before this line.',
  };
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end);
}
