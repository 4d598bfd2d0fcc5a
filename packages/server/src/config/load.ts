import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { configSchema, type Config } from './schema.ts';

/** One thing wrong with a config file. */
export interface ConfigProblem {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}

/** All that is wrong with a config file, at once. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: ConfigProblem[];
  constructor(problems: ConfigProblem[]) {
    super(problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}  ${problem.path || '(top)'}: ${problem.message}`).join('\n'));
    this.problems = problems;
  }
}

export interface LoadedConfig {
  config: Config;
  /** Folder that relative paths in the config are relative to. */
  folder: string;
  file: string | undefined;
}

type Environment = Record<string, string | undefined>;
type Path = (string | number)[];

const SECRET_KEYS = new Set(['token', 'secret', 'password', 'url']);

/**
 * Reads and checks a config file.
 * @throws {ConfigError} naming every problem with its line
 */
export function loadConfig(file: string | undefined, environment: Environment): LoadedConfig {
  if (!file) return { config: configSchema.parse({}), folder: process.cwd(), file };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError([{ file, line: 1, column: 1, path: '', message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  }
  return { config: parseConfig(text, file, environment), folder: dirname(resolve(file)), file };
}

/** Checks the text of a config file. @throws {ConfigError} */
export function parseConfig(text: string, file: string, environment: Environment): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: ConfigProblem[] = [];
  const report = (path: Path, message: string) => problems.push({ file, ...placeOf(document, lines, path), path: path.join('.'), message });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    problems.push({ file, line, column: col, path: '', message: error.message });
  }
  if (problems.length) throw new ConfigError(problems);
  const value = interpolate(document.toJS() ?? {}, [], { folder: dirname(resolve(file)), environment, report });
  const result = configSchema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const path = issue.path as Path;
      if (issue.code !== 'unrecognized_keys') report(path, issue.message);
      else for (const key of issue.keys) report([...path, key], 'there is no such setting; docs/configuration.md lists them');
    }
  }
  if (problems.length || !result.success) throw new ConfigError(problems);
  return result.data;
}

interface Interpolation {
  folder: string;
  environment: Environment;
  report(path: Path, message: string): void;
}

/** `${NAME}` and `${NAME:-default}` anywhere; `file:<path>` for secrets. */
function interpolate(value: unknown, path: Path, context: Interpolation): unknown {
  if (Array.isArray(value)) return value.map((item, index) => interpolate(item, [...path, index], context));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolate(item, [...path, key], context)]));
  }
  if (typeof value !== 'string') return value;
  const text = value.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_whole, name: string, fallback?: string) => {
    const found = context.environment[name] ?? fallback;
    if (found === undefined) context.report(path, `the environment variable ${name} is not set`);
    return found ?? '';
  });
  if (!text.startsWith('file:') || !SECRET_KEYS.has(String(path.at(-1)))) return text;
  try {
    return readFileSync(resolve(context.folder, text.slice('file:'.length)), 'utf8').trim();
  } catch (error) {
    context.report(path, `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
    return '';
  }
}

/** The place of a path in the file, or of its nearest parent that is there. */
function placeOf(document: Document.Parsed, lines: LineCounter, path: Path): { line: number; column: number } {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (!pair) break;
      offset = rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = rangeStart(node) ?? offset;
    } else break;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null)?.range?.[0];
}
