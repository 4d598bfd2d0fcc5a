import { LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../types.ts';

/** A JSON or YAML text as values, or what keeps it from being read. */
export interface ReadDocument {
  value?: unknown;
  isJson: boolean;
  problem?: Problem;
  warnings: Problem[];
}

/** YAML can say in a line what takes gigabytes to write out: more references than this are refused. */
const MOST_ALIASES = 1000;
const MOST_WARNINGS = 20;

export function readDocument(text: string): ReadDocument {
  const isJson = /^\s*[{[]/.test(text);
  if (isJson) {
    try {
      return { value: JSON.parse(text) as unknown, isJson, warnings: [] };
    } catch {
      // The reader of YAML reads JSON as well and says where it stopped.
    }
  }
  return { ...readYaml(text), isJson };
}

function readYaml(text: string): Omit<ReadDocument, 'isJson'> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: 'silent' });
  const problems = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { fatal: error.code !== 'DUPLICATE_KEY', problem: { message: sentence(error.message), line, column: col } };
  });
  const fatal = problems.find((entry) => entry.fatal);
  if (fatal) return { problem: fatal.problem, warnings: [] };
  const warnings = problems.slice(0, MOST_WARNINGS).map((entry) => entry.problem);
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, warnings };
  } catch (error) {
    return { problem: { message: sentence(String(error instanceof Error ? error.message : error)) }, warnings };
  }
}

function sentence(message: string): string {
  const [first = ''] = message.split('\n');
  return first.charAt(0).toUpperCase() + first.slice(1);
}
