import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config/load.ts';
import { declaredSources, guessSource, readSurroundings, workerData } from './settings.ts';

const good = join(import.meta.dirname, 'plugins/fixtures/good');
const bad = join(import.meta.dirname, 'plugins/fixtures/bad');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(...lines: string[]) {
  const file = join(folder, 'callboard.yaml');
  writeFileSync(file, lines.join('\n'));
  return loadConfig(file, {});
}

function problemsOf(...lines: string[]): string[] {
  const loaded = load(...lines);
  try {
    readSurroundings(loaded, good);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
  }
  return [];
}

describe('what a configuration points at', () => {
  test('is told all at once where it is not right, each with its line', () => {
    writeFileSync(join(folder, 'kinds.yaml'), 'kind: Broken\n');
    const problems = problemsOf(
      'catalog:',
      '  kinds: [kinds.yaml,',
      '    gone.yaml]',
      'reading:',
      '  allowPrivate: ["10.0.0.0/8", "not a host"]',
      'plugins:',
      '  folders:',
      '    - ./nowhere',
      '  disabled: [helo]',
      '  config:',
      '    hello:',
      '      greeting: [1]',
      '      gruss: Hallo',
      '    hallo: {}',
    );
    expect(problems).toEqual([
      expect.stringMatching(/^2 catalog\.kinds\.0: line 1: /),
      expect.stringMatching(/^3 catalog\.kinds\.1: ENOENT/),
      expect.stringMatching(/^5 reading\.allowPrivate\.1: .*not a host/),
      expect.stringMatching(/^8 plugins\.folders\.0: ENOENT/),
      '9 plugins.disabled.0: there is no plugin helo; did you mean hello?',
      '12 plugins.config.hello.greeting: expected string, found array',
      '13 plugins.config.hello.gruss: no such setting; known are greeting, password',
      '14 plugins.config.hallo: there is no plugin hallo; did you mean hello?',
    ]);
  });

  test('gives each plugin its settings, with defaults, and knows which are secret', () => {
    writeFileSync(join(folder, 'password'), 'from a file\n');
    const { pluginConfig, secrets } = readSurroundings(
      load('plugins: { config: { hello: { password: "file:password" } } }'),
      good,
    );
    expect(pluginConfig.get('hello')).toEqual({ greeting: 'Hello', password: 'from a file' });
    expect(secrets).toEqual(['from a file']);
  });

  test('names of what every object has are no settings', () => {
    expect(problemsOf('plugins: { config: { hello: { constructor: x, toString: y, greeting: null } } }')).toEqual([
      expect.stringContaining('plugins.config.hello.constructor: no such setting'),
      expect.stringContaining('plugins.config.hello.toString: no such setting'),
    ]);
  });

  test('a plugin with a broken manifest does not keep the portal from starting', () => {
    const { plugins } = readSurroundings(load(`plugins: { folders: ["${bad}"], config: { anything: {} } }`), good);
    expect(plugins.filter(({ problem }) => problem).map(({ id }) => id)).toEqual([
      'bad-manifest',
      'catalog',
      'no-yaml',
    ]);
  });

  test('a plugin may be a folder of its own, or a link to one; one that is switched off is left out', () => {
    mkdirSync(join(folder, 'plugins'));
    symlinkSync(join(bad, 'misbehaves'), join(folder, 'plugins/linked'));
    const { plugins } = readSurroundings(
      load(`plugins: { folders: [plugins, "${join(bad, 'takes-routes')}"], disabled: [answers] }`),
      good,
    );
    expect(plugins.map(({ id }) => id)).toEqual(['hello', 'misbehaves', 'takes-routes']);
  });
});

describe('sources', () => {
  test('are relative to the configuration', () => {
    const loaded = load(
      'sources: [{ type: folder, target: ../code }, { type: git, target: "git@host:o/r" }]',
      'catalog: { locations: [{ type: file, target: all.yaml }] }',
    );
    expect(declaredSources(loaded, [])).toEqual([
      { type: 'folder', target: join(folder, '../code'), options: {} },
      { type: 'git', target: 'git@host:o/r', options: {} },
      { type: 'file', target: join(folder, 'all.yaml'), options: {} },
    ]);
  });

  test('do not show the credentials that stand in their targets', () => {
    const loaded = load(
      'sources:',
      '- { type: git, target: "https://kim:pa%24s@host/o/r.git" }',
      '- { type: git, target: "https://kim@host/o/r.git" }',
      '- { type: git, target: "https://kim:old@host/x", token: new }',
      '- { type: git, target: "https://100%:100%@host/y" }',
    );
    const shown = declaredSources(loaded, []);
    expect(shown).toEqual([
      { type: 'git', target: 'https://host/o/r.git', options: { username: 'kim', token: 'pa$s' } },
      { type: 'git', target: 'https://host/o/r.git', options: { username: 'kim' } },
      { type: 'git', target: 'https://host/x', options: { username: 'kim', token: 'new' } },
      { type: 'git', target: 'https://host/y', options: { username: '100%', token: '100%' } },
    ]);
    expect(declaredSources(loaded, ['https://kim:secret@host/o/r.git'])).toEqual([
      { type: 'git', target: 'https://host/o/r.git', options: { username: 'kim', token: 'secret' } },
    ]);
  });

  test.each([
    ['https://host/o/r.git', 'git'],
    ['git@host:o/r', 'git'],
    ['https://host/o/r', 'git'],
    ['https://host/o/r/blob/main/catalog-info.yaml', 'url'],
    ['https://host/x.yml?raw=1', 'url'],
    ['./somewhere', 'folder'],
  ])('%s is of the type %s', (text, type) => {
    expect(guessSource(text, '/').type).toBe(type);
  });
});

describe('what was read has to be read again', () => {
  const fingerprint = (plugins: string, version: string, ...lines: string[]) => {
    const loaded = load(...lines);
    const surroundings = readSurroundings(loaded, plugins);
    const address = { dialect: 'sqlite', target: 'x' } as const;
    return workerData(loaded, { address, surroundings, declared: [], dataFolder: folder, version }).settings
      .fingerprint;
  };
  const catalog = join(import.meta.dirname, '../../../plugins');

  test('when the portal is another, or reads other files in another way; not when it lies elsewhere', () => {
    const first = fingerprint(catalog, '1');
    const elsewhere = join(folder, 'plugins');
    mkdirSync(join(elsewhere, 'catalog'), { recursive: true });
    cpSync(join(catalog, 'catalog/plugin.yaml'), join(elsewhere, 'catalog/plugin.yaml'));
    expect(fingerprint(elsewhere, '1')).toBe(first);
    expect(fingerprint(catalog, '1', 'harvest: { every: 1m }')).toBe(first);
    const others = [
      fingerprint(catalog, '2'),
      fingerprint(good, '1'),
      fingerprint(catalog, '1', 'catalog: { enableYamlMerge: true }'),
      fingerprint(catalog, '1', 'catalog: { exclude: ["attic/**"] }'),
      fingerprint(catalog, '1', 'catalog: { rules: [{ allow: [API] }] }'),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
  });
});
