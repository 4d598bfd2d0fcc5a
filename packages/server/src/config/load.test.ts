import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, parseConfig } from './load.ts';
import { durationMs } from './schema.ts';
import { secretsOf } from './secrets.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-config-'));
  writeFileSync(join(folder, 'secret'), '  from a file\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parse(text: string, environment: Record<string, string> = {}) {
  return parseConfig(text, join(folder, 'callboard.yaml'), environment);
}

/** `line:column path: message` of everything that is wrong. */
function problemsOf(text: string, environment: Record<string, string> = {}): string[] {
  try {
    parse(text, environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
  }
  return [];
}

describe('a configuration', () => {
  test('that is empty, or not there, is all defaults', () => {
    expect(parse('').server).toEqual({ host: '127.0.0.1', port: 7007 });
    expect(parse('# nothing yet\n')).toEqual(parse('{}'));
    expect(loadConfig(undefined, {}).config).toEqual(parse(''));
  });

  test('with several mistakes tells all of them, each with its line', () => {
    const text = [
      'server:',
      '  port: high',
      '  hots: 0.0.0.0',
      'sources:',
      '  - type: folder',
      '    target: ../code',
      '  - type: svn',
      'auth:',
      '  tokens:',
      '    - { subject: ci, token: short }',
      'nonsense: true',
      '',
    ].join('\n');
    expect(problemsOf(text)).toEqual([
      '2:3 server.port: expected a number, found "high"',
      '3:3 server.hots: there is no such setting; here are host, port, baseUrl',
      '7:5 sources.1.type: expected "folder" or "git" or "url", found "svn"',
      '7:5 sources.1.target: is missing; expected a text. Add it, or remove what it belongs to',
      '10:22 auth.tokens.0.token: expected at least 8 characters, found a text (not shown)',
      expect.stringMatching(/^11:1 nonsense: there is no such setting; here are server, data, /),
    ]);
  });

  test('says what to do where that is plain', () => {
    expect(problemsOf('server: { port: "8080" }')).toEqual([
      '1:11 server.port: expected a number, found "8080". Remove the quotes',
    ]);
    expect(problemsOf('data: 12')).toEqual(['1:1 data: expected a text, found 12. Put quotes around it']);
    expect(problemsOf('sources: [{ type: folde, target: x }]')).toEqual([
      '1:13 sources.0.type: expected "folder" or "git" or "url", found "folde". Did you mean folder?',
    ]);
    expect(problemsOf('catalog: { rules: [{ allow: [12] }] }')).toEqual([
      '1:30 catalog.rules.0.allow.0: expected the name of a kind, or kind and spec.type, found 12',
    ]);
    expect(problemsOf('server: { baseUrll: x }')).toEqual([
      '1:11 server.baseUrll: there is no such setting; did you mean baseUrl?',
    ]);
    expect(problemsOf('server:\n\tport: 1')[0]).toMatch(/^2:1 : a tab is used for indentation/);
  });

  test('that is not YAML is told with the line', () => {
    expect(problemsOf('server:\n  port: [1\n')[0]).toMatch(/^[23]:\d+ : /);
    expect(problemsOf('a: 1\na: 2\n')[0]).toMatch(/^2:1 : /);
    expect(problemsOf('- a\n- b\n')[0]).toMatch(/^1:1 : expected settings \(name: value\), found a list/);
  });

  test('whose aliases would fill the memory is refused', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...Array.from(
        { length: 8 },
        (_none, level) =>
          `${'bcdefghi'[level]}: &${'bcdefghi'[level]} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[level]}`).join(', ')}]`,
      ),
    ].join('\n');
    expect(problemsOf(bomb)[0]).toMatch(/alias/);
  });

  test('that cannot be read says why', () => {
    expect(() => loadConfig(join(folder, 'gone.yaml'), {})).toThrow(/gone\.yaml:1:1 .*cannot be read: ENOENT/);
  });

  test('does not reach the prototype of anything', () => {
    expect(problemsOf('__proto__:\n  polluted: true\n')[0]).toMatch(/^1:1 __proto__: there is no such setting/);
    expect(problemsOf('plugins:\n  config:\n    catalog:\n      __proto__: { polluted: true }\n')).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('the environment', () => {
  test('stands anywhere in a text, with a default for what is not set or empty', () => {
    const { sources, data } = parse(
      'data: ${BASE}/${NAME:-data}\nsources: [{ type: git, target: "https://${HOST}/o/r", token: "${T:-${no}" }]',
      { BASE: '/srv', NAME: '', HOST: 'git.example.org' },
    );
    expect(data).toBe('/srv/data');
    expect(sources[0]).toMatchObject({ target: 'https://git.example.org/o/r', token: '${no' });
  });

  test('what is not set is told once, with its line, and beside the other mistakes', () => {
    expect(problemsOf('database:\n  url: ${DB}\nserver:\n  port: -1\n')).toEqual([
      '2:3 database.url: the environment variable DB is not set',
      expect.stringMatching(/^4:3 server\.port: /),
    ]);
  });

  test('gives numbers and truth where a whole value comes from it, and texts where texts belong', () => {
    const config = parse(
      'server: { port: "${PORT}" }\nharvest: { watch: "${WATCH:-false}" }\nauth: { tokens: [{ subject: a, token: "${TOKEN}" }] }',
      { PORT: '8080', TOKEN: '1234567890' },
    );
    expect(config).toMatchObject({
      server: { port: 8080 },
      harvest: { watch: false },
      auth: { tokens: [{ token: '1234567890' }] },
    });
    expect(problemsOf('server: { port: "${PORT}" }', { PORT: 'high' })).toHaveLength(1);
    expect(problemsOf('server: { port: "8${PORT}" }', { PORT: '080' })).toHaveLength(1);
    expect(problemsOf('server: { port: "8080" }')).toHaveLength(1);
  });
});

describe('a secret', () => {
  test('may stand in a file', () => {
    expect(parse('webhooks: { github: { secret: "file:secret" } }').webhooks.github?.secret).toBe('from a file');
    expect(
      parse('webhooks: { github: { secret: "file:${WHERE}" } }', { WHERE: join(folder, 'secret') }).webhooks.github
        ?.secret,
    ).toBe('from a file');
    expect(parse('catalog: { locations: [{ type: url, target: "file:secret" }] }').catalog.locations[0]?.target).toBe(
      'file:secret',
    );
  });

  test('whose file is not there is told with the line', () => {
    expect(problemsOf('webhooks:\n  github:\n    secret: file:gone\n')).toEqual([
      `3:5 webhooks.github.secret: the file ${join(folder, 'gone')} cannot be read: ENOENT`,
    ]);
  });

  test('is never told, whatever is wrong with it', () => {
    const text =
      'database: { url: "mysql://kim:pa55word@db/x" }\nauth: { tokens: [{ subject: ci, token: "se cret value" }, { subject: ci, token: s3cret }] }\nwebhooks: { github: { secret: s3cret } }\nintegrations: { github: [{ host: "https://pa55word@host", token: "" }] }';
    const problems = problemsOf(text);
    expect(problems).toHaveLength(6);
    expect(problems.join()).not.toMatch(/pa55word|se cret|s3cret/);
  });

  test('is known as one, so that it can be kept out of what is written', () => {
    const config = parse(
      [
        'database: { url: "postgres://kim:pa%24%24word@db/x" }',
        'sources: [{ type: git, target: "https://host/o/r", token: source-token }]',
        'integrations: { gitlab: [{ host: h, token: integration-token }, { host: i }] }',
        'auth: { tokens: [{ subject: ci, token: static-token }] }',
        'webhooks: { gitea: { secret: webhook-secret } }',
      ].join('\n'),
    );
    expect(secretsOf(config).toSorted()).toEqual([
      'integration-token',
      'pa$$word',
      'pa%24%24word',
      'source-token',
      'static-token',
      'webhook-secret',
    ]);
    expect(secretsOf(parse('database: { url: "postgres://kim:100%sure@db/x" }'))).toContain('100%sure');
  });
});

describe('values', () => {
  test.each([
    ['harvest: { every: 0s }', 'from 1s to 14d'],
    ['harvest: { every: 30d }', 'from 1s to 14d'],
    ['harvest: { folderEvery: 0 }', 'from 1s to 14d'],
    ['harvest: { every: soon }', 'a duration such as 90s, 10m or 1d'],
    ['server: { baseUrl: "ftp://portal" }', 'http:// or https://'],
    ['server: { baseUrl: "javascript:alert(1)" }', 'http:// or https://'],
    ['integrations: { github: [{ host: "https://github.acme.example" }] }', 'without https://'],
    ['database: { url: "sqlite://x" }', 'postgres://'],
    ['auth: { tokens: [{ subject: a, token: "white space" }] }', 'no white space'],
  ])('%s is refused', (text, complaint) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(complaint)]);
  });

  test('durations are seconds, or texts with a unit', () => {
    expect([90, '90s', '1.5m', '250ms', '2h', '1d'].map(durationMs)).toEqual([
      90_000, 90_000, 90_000, 250, 7_200_000, 86_400_000,
    ]);
  });

  test('the URL of the portal has no slash at its end', () => {
    expect(parse('server: { baseUrl: "https://portal.example.org/" }').server.baseUrl).toBe(
      'https://portal.example.org',
    );
  });
});
