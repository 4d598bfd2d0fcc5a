import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { interpolate, isVariable, type Environment } from './interpolate.ts';
import { configSchema, type Config } from './schema.ts';
import { complaint, expectation, unknownSetting } from './wording.ts';
import { readYaml, type Path, type YamlFile } from './yaml-file.ts';

/** One thing wrong with a config file. */
export interface ConfigProblem {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}

/** All that is wrong with a config file, at once, from its top to its end. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: ConfigProblem[];
  constructor(found: readonly ConfigProblem[]) {
    const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
    super(
      problems
        .map(({ file, line, column, path, message }) => `${file}:${line}:${column}  ${path || '(top)'}: ${message}`)
        .join('\n'),
    );
    this.problems = problems;
  }
}

export interface LoadedConfig {
  config: Config;
  /** Folder that relative paths in the config are relative to. */
  folder: string;
  file: string | undefined;
  /** What is wrong at a path, with its line in the file. */
  problem(path: Path, message: string): ConfigProblem;
}

/**
 * Reads and checks a config file.
 * @throws {ConfigError} naming every problem with its line
 */
export function loadConfig(file: string | undefined, environment: Environment): LoadedConfig {
  const config = configSchema.parse({});
  if (!file) return { config, folder: process.cwd(), file, problem: problemsOf('callboard.yaml', readYaml('')) };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    throw new ConfigError([{ file, line: 1, column: 1, path: '', message }]);
  }
  return readConfig(text, file, environment);
}

/** Checks the text of a config file. @throws {ConfigError} */
export function parseConfig(text: string, file: string, environment: Environment): Config {
  return readConfig(text, file, environment).config;
}

function readConfig(text: string, file: string, environment: Environment): LoadedConfig {
  const yaml = readYaml(text);
  if (yaml.errors.length) throw new ConfigError(yaml.errors.map((error) => ({ file, path: '', ...error })));
  const folder = dirname(resolve(file));
  const problem = problemsOf(file, yaml);
  const problems: ConfigProblem[] = [];
  const report = (path: Path, message: string) => void problems.push(problem(path, message));
  const value = interpolate(yaml.value ?? {}, [], { folder, environment, report });
  const result = parseTyped(value, yaml.value);
  const reported = new Set(problems.map(({ path }) => path));
  for (const issue of result.error?.issues ?? []) {
    if (reported.has(issue.path.join('.'))) continue;
    if (issue.code !== 'unrecognized_keys')
      report(issue.path, complaint(issue.message, valueAt(value, issue.path), issue.path));
    else for (const key of issue.keys) report([...issue.path, key], unknownSetting(configSchema, issue.path, key));
  }
  if (problems.length || !result.success) throw new ConfigError(problems);
  return { config: result.data, folder, file, problem };
}

function problemsOf(file: string, yaml: YamlFile): LoadedConfig['problem'] {
  return (path, message) => ({ file, ...yaml.placeOf(path), path: path.map(String).join('.'), message });
}

/** Checks a config. The environment has only texts: where a whole value comes from there, `7007` and `true` are what they look like. */
function parseTyped(value: unknown, written: unknown): z.ZodSafeParseResult<Config> {
  const result = configSchema.safeParse(value, { error: expectation });
  if (result.success) return result;
  let typed = value;
  for (const issue of result.error.issues) {
    if (issue.code !== 'invalid_type' || !isVariable(valueAt(written, issue.path))) continue;
    typed = withValueAt(typed, issue.path, typedText(String(valueAt(value, issue.path)), issue.expected));
  }
  return typed === value ? result : configSchema.safeParse(typed, { error: expectation });
}

function typedText(text: string, expected: string): unknown {
  if (expected === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (expected === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[key];
  return at;
}

function withValueAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const changed = withValueAt(valueAt(value, [key]), rest, replacement);
  if (Array.isArray(value)) return value.with(key as number, changed);
  return { ...(value as object), [key]: changed };
}
