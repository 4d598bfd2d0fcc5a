import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordingIo } from './testing.ts';
import { runValidate } from './validate.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-validate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function validate(...args: string[]) {
  const io = recordingIo(folder);
  const code = await runValidate(args, io);
  return { code, out: io.out, err: io.err, lines: io.out.trimEnd().split('\n') };
}

interface JsonReport {
  summary: Record<string, number>;
  findings: {
    file: string;
    line: number;
    column: number;
    level: string;
    code: string;
    message: string;
    hint: string;
  }[];
}

async function report(...args: string[]): Promise<JsonReport & { code: number; places: string[] }> {
  const { code, out } = await validate('--json', ...args);
  const json = JSON.parse(out) as JsonReport;
  return {
    code,
    ...json,
    places: json.findings.map((each) => `${each.file}:${each.line}:${each.column} ${each.level} ${each.code}`),
  };
}

const system = (name: string, more = '') => `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: ${name}
spec:
  owner: payments
${more}`;

const location = (targets: string) => `apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: all
spec:
${targets}`;

describe('what it prints', () => {
  test('one line per finding as a compiler would, its hint below, and a summary', async () => {
    write({ 'a/catalog-info.yaml': system('a b'), 'b/catalog-info.yaml': system('b') });
    const { code, lines, err } = await validate('.');
    expect(lines).toEqual([
      'a/catalog-info.yaml:4:9  error  format-invalid  metadata.name should be 1 to 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit, but is "a b"',
      '    Write a-b; the text as it is can be the metadata.title.',
      '2 files, 2 documents, 1 entity: 1 error, 0 warnings',
    ]);
    expect([code, err]).toEqual([1, '']);
  });

  test('nothing but the summary when all is well', async () => {
    write({ 'catalog-info.yaml': system('a') });
    expect(await validate()).toMatchObject({ code: 0, out: '1 file, 1 document, 1 entity: nothing to correct\n' });
  });

  test('colours only where a person looks on', async () => {
    write({ 'catalog-info.yaml': system('a b') });
    const terminal = recordingIo(folder, true);
    await runValidate([], terminal);
    expect(terminal.out).toContain('\u001b[31merror');
    expect((await validate()).out).not.toContain('\u001b');
  });

  test('JSON for programs', async () => {
    write({
      'catalog-info.yaml': `${system('a')}---\n${system('b', '  domian: x\n')}---\n${system('c').replace('  owner: payments', '  own: x')}`,
    });
    const { code, summary, findings } = await report();
    expect(code).toBe(1);
    expect(summary).toEqual({ files: 1, documents: 3, entities: 2, errors: 1, warnings: 1 });
    expect(findings[0]).toEqual({
      file: 'catalog-info.yaml',
      line: 14,
      column: 3,
      level: 'warning',
      code: 'field-misspelt',
      message: 'spec.domian is not a known field; did you mean domain?',
      hint: 'Rename domian to domain, or leave it if it is your own.',
    });
  });

  test('help with examples', async () => {
    const { code, out } = await validate('--help');
    expect(code).toBe(0);
    expect(out).toContain('callboard validate --strict');
  });
});

describe('exit codes', () => {
  test('warnings pass, unless they are to count', async () => {
    write({ 'catalog-info.yaml': system('a', '  domian: x') });
    expect((await validate()).code).toBe(0);
    expect((await validate('--strict')).code).toBe(1);
  });

  test.each([
    [['nope.yaml'], 'there is no nope.yaml'],
    [['.'], 'no descriptors found in .'],
    [['--wat'], "unknown option '--wat'"],
    [['--kinds', 'nope.yaml', '.'], 'nope.yaml cannot be read'],
  ])('2 with the reason on stderr when it cannot run: %j', async (args, reason) => {
    const { code, out, err } = await validate(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
  });
});

describe('what it reads', () => {
  test('files as given, and in folders what holds entities', async () => {
    write({
      'catalog-info.yml': system('a'),
      'deep/er/system.yaml': `# comment\n---\n${system('b')}`,
      'values.yaml': 'replicas: 1',
      'node_modules/x/catalog-info.yaml': system('no'),
      '.git/catalog-info.yaml': system('no'),
      'notes.txt': system('c'),
    });
    expect((await report('.')).summary).toMatchObject({ files: 2, entities: 2, errors: 0 });
    expect((await report('.', 'notes.txt', './catalog-info.yml')).summary).toMatchObject({ files: 3, entities: 3 });
    expect((await report('values.yaml')).places).toEqual(['values.yaml:1:1 error document-not-entity']);
  });

  test('links are not walked', async () => {
    write({ 'in/catalog-info.yaml': system('a') });
    symlinkSync(join(folder, 'in'), join(folder, 'in/loop'));
    expect((await report('in')).summary.files).toBe(1);
  });

  test('what cannot be read is a finding, and the others are still read', async () => {
    write({
      'a/catalog-info.yaml': Buffer.from([0x61, 0]),
      'b/catalog-info.yaml': Buffer.from([0xff, 0xfe]),
      'c/catalog-info.yaml': system('c'),
    });
    write({ 'd/catalog-info.yaml': `# ${'x'.repeat(5_000_000)}` });
    expect(await report('.')).toMatchObject({
      code: 1,
      summary: { files: 4, entities: 1 },
      places: [
        'a/catalog-info.yaml:1:1 error file-binary',
        'b/catalog-info.yaml:1:1 error file-binary',
        'd/catalog-info.yaml:1:1 error file-too-large',
      ],
    });
  });

  test('kinds of a deployment', async () => {
    write({
      'kinds.yaml': 'kind: Dataset\napiVersions: [acme.example/v1]\nschema: { type: object, required: [owner] }\n',
      'data/set.yaml': 'apiVersion: acme.example/v1\nkind: Dataset\nmetadata: { name: a }\nspec: {}\n',
      'bad.yaml': 'kind: Dataset\n',
    });
    expect((await report('data/set.yaml')).places).toEqual(['data/set.yaml:2:7 info kind-unknown']);
    expect((await report('--kinds', 'kinds.yaml', 'data')).places).toEqual(['data/set.yaml:4:1 error spec-invalid']);
    expect(await validate('--kinds', 'bad.yaml', 'data')).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.yaml: line 1: Not a kind definition: apiVersions') as string,
    });
  });

  test('the same entity in two files is a warning in each, as in a portal, that names the other', async () => {
    write({ 'a/catalog-info.yaml': system('same'), 'b/catalog-info.yaml': system('Same') });
    const { code, findings } = await report();
    expect(code).toBe(0);
    expect(findings).toMatchObject([
      {
        file: 'a/catalog-info.yaml',
        code: 'entity-conflict',
        message: 'The entity system:default/same is declared in b/catalog-info.yaml:4 as well',
      },
      {
        file: 'b/catalog-info.yaml',
        line: 4,
        code: 'entity-conflict',
        message: 'The entity system:default/same is declared in a/catalog-info.yaml:4 as well',
      },
    ]);
  });
});

describe('what Locations name', () => {
  test('is read whatever it is called, once, also through patterns', async () => {
    write({
      'catalog-info.yaml': location(
        '  targets:\n    - ./teams.txt\n    - ./more/*.yaml\n    - ./catalog-info.yaml\n    - https://github.com/acme/x/blob/main/catalog-info.yaml\n',
      ),
      'teams.txt': system('team'),
      'more/a.yaml': system('a'),
      'more/b.yaml': system('b c'),
    });
    const { summary, places } = await report('catalog-info.yaml');
    expect(summary).toMatchObject({ files: 4, entities: 3 });
    expect(places).toEqual(['catalog-info.yaml:10:7 info location-not-read', 'more/b.yaml:4:9 error format-invalid']);
  });

  test('what is missing is an error in a checkout, a warning in what may be a part of one', async () => {
    write({ 'sub/catalog-info.yaml': location('  target: ./nope.yaml\n  targets: [./*/nope.yaml, ../../out.yaml]\n') });
    expect((await report('sub')).places).toEqual([
      'sub/catalog-info.yaml:6:11 warning location-target-missing',
      'sub/catalog-info.yaml:7:13 warning glob-no-match',
      'sub/catalog-info.yaml:7:28 info location-not-read',
    ]);
    mkdirSync(join(folder, '.git'));
    expect((await report('sub')).places).toEqual([
      'sub/catalog-info.yaml:6:11 error location-target-missing',
      'sub/catalog-info.yaml:7:13 warning glob-no-match',
      'sub/catalog-info.yaml:7:28 error path-outside-repository',
    ]);
  });

  test('optional targets may be missing', async () => {
    write({ 'catalog-info.yaml': location('  presence: optional\n  targets: [./nope.yaml, ./no/*.yaml]\n') });
    expect((await report()).places).toEqual([]);
  });
});

describe('placeholders', () => {
  const api = (placeholder: string) => `apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: a }
spec:
  type: openapi
  lifecycle: production
  owner: x
  definition: { ${placeholder} }
`;

  test('are read from the disk, whole definitions too', async () => {
    write({
      '.git/HEAD': '',
      'x/catalog-info.yaml': `${api('$openapi: ./o.yaml')}  extra: { $json: /e.json }\n`,
      'x/o.yaml': 'openapi: 3.1.0\npaths: { $ref: ../p.yaml }\n',
      'p.yaml': '/a: {}\n',
      'e.json': '[1]',
    });
    expect((await report()).places).toEqual([]);
  });

  test('what is missing is an error in a checkout, a warning in what may be a part of one', async () => {
    write({ 'catalog-info.yaml': api('$text: ./nope.yaml') });
    expect(await report()).toMatchObject({
      code: 0,
      summary: { entities: 1 },
      places: ['catalog-info.yaml:8:15 warning placeholder-unreadable'],
    });
    mkdirSync(join(folder, '.git'));
    expect(await report()).toMatchObject({
      code: 1,
      summary: { entities: 0 },
      places: ['catalog-info.yaml:8:15 error placeholder-unreadable'],
    });
  });

  test('URLs are noted and left alone', async () => {
    write({ 'catalog-info.yaml': api('$json: https://example.com/x.json') });
    expect(await report()).toMatchObject({
      code: 0,
      summary: { entities: 1 },
      places: ['catalog-info.yaml:8:15 info placeholder-not-read'],
    });
  });

  test('never leave the repository, not even by a link', async () => {
    write({
      'secret.txt': 's',
      'repo/.git/HEAD': '',
      'repo/a.yaml': api('$text: ../secret.txt'),
      'repo/b.yaml': api('$text: ./link').replace('name: a', 'name: b'),
    });
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'repo/link'));
    const { places, findings } = await report('repo');
    expect(places).toEqual([
      'repo/a.yaml:8:15 error placeholder-outside-repository',
      'repo/b.yaml:8:15 error placeholder-outside-repository',
    ]);
    expect(JSON.stringify(findings)).not.toContain(folder);
  });
});
