/** Twenty-odd ways in which an entity fails to appear, seeded one by one; "Where is my repo?" must name the right one, with its place. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startCallboard, type TestPortal } from '@callboard/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Explanation {
  found: boolean;
  summary: string;
  entityRefs: string[];
  steps: {
    step: string;
    ok: boolean;
    detail: string;
    file?: string;
    line?: number;
    column?: number;
    code?: string;
    hint?: string;
  }[];
}

const root = mkdtempSync(join(tmpdir(), 'callboard-where-'));
const code = join(root, 'code');
const API = 'apiVersion: backstage.io/v1alpha1';
let callboard: TestPortal;

function write(path: string, text: string | Buffer): void {
  const file = join(code, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function component(name: string, spec = 'spec: { type: service, lifecycle: production, owner: crew }'): string {
  return `${API}\nkind: Component\nmetadata:\n  name: ${name}\n${spec}\n`;
}

function api(name: string, definition: string): string {
  return `${API}\nkind: API\nmetadata:\n  name: ${name}\nspec:\n  type: openapi\n  lifecycle: production\n  owner: crew\n  definition:\n    $text: ${definition}\n`;
}

beforeAll(async () => {
  write('crew/catalog-info.yaml', `${API}\nkind: Group\nmetadata:\n  name: crew\nspec: { type: team, children: [] }\n`);
  write('syntax/catalog-info.yaml', `${API}\nkind: Component\nmetadata:\n  name: syntax\n  description: one: two\n`);
  write('tabs/catalog-info.yaml', `${API}\nkind: Component\nmetadata:\n\tname: tabs\n`);
  write('no-owner/catalog-info.yaml', component('no-owner', 'spec:\n  type: service\n  lifecycle: production'));
  write('wrong-case/catalog-info.yaml', component('wrong-case').replace('kind: Component', 'kind: component'));
  write('bad-name/catalog-info.yaml', component('"bad name"'));
  write(
    'no-name/catalog-info.yaml',
    `${API}\nkind: Component\nmetadata:\n  title: Nameless\nspec: { type: service, lifecycle: production, owner: crew }\n`,
  );
  write(
    'workflow/catalog-info.yml',
    'name: CI\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: []\n',
  );
  write('unnamed/src/main.go', 'package main\n');
  write('no-text/catalog-info.yaml', api('no-text', './openapi.yaml'));
  write('outside-text/catalog-info.yaml', api('outside-text', '../crew/catalog-info.yaml'));
  write('first-come/catalog-info.yaml', component('taken'));
  write('second-come/catalog-info.yaml', component('taken'));
  write('kept-out/catalog-info.yaml', component('kept-out'));
  write(
    'lost-target/catalog-info.yaml',
    `${API}\nkind: Location\nmetadata:\n  name: pointer-one\nspec:\n  targets:\n    - ./services/lost.yaml\n`,
  );
  write(
    'empty-glob/catalog-info.yaml',
    `${API}\nkind: Location\nmetadata:\n  name: pointer-two\nspec:\n  targets:\n    - ./services/*/catalog-info.yaml\n`,
  );
  write('too-large/catalog-info.yaml', `${component('too-large')}# ${'x'.repeat(5_000_001)}\n`);
  write('binary/catalog-info.yaml', Buffer.from([0x61, 0x00, 0x01, 0xff, 0x0a]));
  write(
    'bomb/catalog-info.yaml',
    `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`)
      .join('\n')}\n`,
  );
  write(
    'no-kind-ref/catalog-info.yaml',
    component(
      'no-kind-ref',
      'spec:\n  type: service\n  lifecycle: production\n  owner: crew\n  dependsOn:\n    - some-db',
    ),
  );
  write('skeleton/catalog-info.yaml', component('${{ values.name }}'));
  write(
    'number/catalog-info.yaml',
    `${API}\nkind: Component\nmetadata:\n  name: number\n  annotations:\n    example.org/size: 42\nspec: { type: service, lifecycle: production, owner: crew }\n`,
  );
  write(
    'forbidden/catalog-info.yaml',
    `${API}\nkind: Resource\nmetadata:\n  name: forbidden\nspec: { type: database, owner: crew }\n`,
  );
  mkdirSync(join(code, 'link'), { recursive: true });
  writeFileSync(join(root, 'elsewhere.yaml'), component('link'));
  symlinkSync(join(root, 'elsewhere.yaml'), join(code, 'link/catalog-info.yaml'));

  const bare = join(root, 'git/branchless.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  callboard = await startCallboard({
    config: {
      sources: [
        { type: 'folder', target: code },
        { type: 'git', target: `file://${bare}`, branch: 'release' },
        { type: 'git', target: `file://${join(root, 'git/gone.git')}` },
        { type: 'folder', target: join(root, 'unplugged') },
      ],
      catalog: { rules: [{ allow: ['Component', 'API', 'Group', 'Location'] }] },
    },
  });
  await callboard.request('/api/callboard/exclusions', {
    method: 'POST',
    body: JSON.stringify({ entityRef: 'component:default/kept-out', reason: 'retired' }),
  });
  await callboard.request('/api/catalog/locations', {
    method: 'POST',
    body: JSON.stringify({ type: 'url', target: 'http://169.254.169.254/catalog-info.yaml' }),
  });
  await callboard.harvest();
});

afterAll(async () => {
  await callboard?.stop();
  rmSync(root, { recursive: true, force: true });
});

async function ask(target: string): Promise<Explanation> {
  const { status, body } = await callboard.request(`/api/callboard/explain?target=${encodeURIComponent(target)}`);
  expect(status).toBe(200);
  return body as Explanation;
}

const faults: {
  name: string;
  target: string;
  step: string;
  code?: string;
  file?: string;
  line?: number;
  says: RegExp;
}[] = [
  {
    name: 'a YAML syntax error',
    target: 'syntax',
    step: 'parsed',
    code: 'yaml-syntax',
    file: 'catalog-info.yaml',
    line: 5,
    says: /colon/i,
  },
  {
    name: 'tabs as indentation',
    target: 'tabs',
    step: 'parsed',
    code: 'yaml-tab',
    file: 'catalog-info.yaml',
    line: 4,
    says: /tab/i,
  },
  {
    name: 'a required field that is missing',
    target: 'no-owner',
    step: 'valid',
    code: 'spec-invalid',
    file: 'catalog-info.yaml',
    line: 5,
    says: /owner/,
  },
  {
    name: 'a kind in the wrong case',
    target: 'wrong-case',
    step: 'valid',
    code: 'kind-wrong-case',
    file: 'catalog-info.yaml',
    line: 2,
    says: /Component/,
  },
  {
    name: 'a name that is not allowed',
    target: 'bad-name',
    step: 'valid',
    code: 'format-invalid',
    file: 'catalog-info.yaml',
    line: 4,
    says: /bad name/,
  },
  { name: 'no name', target: 'no-name', step: 'valid', file: 'catalog-info.yaml', line: 3, says: /name/ },
  {
    name: 'a CI workflow with the name of a descriptor',
    target: 'workflow',
    step: 'descriptor',
    code: 'file-misplaced',
    file: 'catalog-info.yml',
    line: 1,
    says: /workflow/i,
  },
  { name: 'no descriptor in the repository', target: 'unnamed', step: 'descriptor', says: /catalog-info\.yaml/ },
  {
    name: 'a repository that no source covers',
    target: 'https://git.example.org/team/unknown',
    step: 'source',
    says: /No source covers/,
  },
  { name: 'a name that nobody knows', target: 'crww', step: 'understood', says: /crww/ },
  {
    name: 'a $text file that is missing',
    target: 'no-text',
    step: 'valid',
    code: 'placeholder-unreadable',
    file: 'catalog-info.yaml',
    line: 10,
    says: /openapi\.yaml/,
  },
  {
    name: 'a $text that leaves the repository',
    target: 'outside-text',
    step: 'valid',
    code: 'placeholder-outside-repository',
    file: 'catalog-info.yaml',
    line: 10,
    says: /repository/,
  },
  {
    name: 'a name that another repository has',
    target: 'second-come',
    step: 'unclaimed',
    code: 'entity-conflict',
    file: 'catalog-info.yaml',
    line: 1,
    says: /first-come/,
  },
  {
    name: 'an exclusion by a person',
    target: 'component:default/kept-out',
    step: 'included',
    code: 'entity-excluded',
    says: /external:callboard-token/,
  },
  {
    name: 'a Location target that does not exist',
    target: 'lost-target',
    step: 'descriptor',
    code: 'location-target-missing',
    file: 'catalog-info.yaml',
    line: 7,
    says: /services\/lost\.yaml/,
  },
  {
    name: 'a Location glob without a match',
    target: 'empty-glob',
    step: 'descriptor',
    code: 'glob-no-match',
    file: 'catalog-info.yaml',
    line: 7,
    says: /services/,
  },
  {
    name: 'a file that is too large',
    target: 'too-large',
    step: 'descriptor',
    code: 'file-too-large',
    file: 'catalog-info.yaml',
    says: /large|bytes|MB/i,
  },
  {
    name: 'a binary file',
    target: 'binary',
    step: 'descriptor',
    code: 'file-binary',
    file: 'catalog-info.yaml',
    says: /text/,
  },
  { name: 'an alias bomb', target: 'bomb', step: 'parsed', file: 'catalog-info.yaml', says: /alias/i },
  {
    name: 'a dependency without a kind',
    target: 'no-kind-ref',
    step: 'valid',
    file: 'catalog-info.yaml',
    line: 10,
    says: /kind/,
  },
  {
    name: 'a template skeleton',
    target: 'skeleton',
    step: 'parsed',
    code: 'template-skeleton',
    file: 'catalog-info.yaml',
    says: /template/i,
  },
  {
    name: 'a number where a text belongs',
    target: 'number',
    step: 'valid',
    code: 'value-not-text',
    file: 'catalog-info.yaml',
    line: 6,
    says: /should be text/,
  },
  {
    name: 'a kind that the rules forbid',
    target: 'forbidden',
    step: 'allowed',
    code: 'kind-not-allowed',
    file: 'catalog-info.yaml',
    says: /Resource|allowed/,
  },
  {
    name: 'a link that leaves the repository',
    target: 'link',
    step: 'descriptor',
    code: 'path-outside-repository',
    file: 'catalog-info.yaml',
    says: /repository/,
  },
  {
    name: 'a branch that does not exist',
    target: `file://${join(root, 'git/branchless.git')}`,
    step: 'harvest',
    says: /release/,
  },
  {
    name: 'a git repository that is not there',
    target: `file://${join(root, 'git/gone.git')}`,
    step: 'harvest',
    says: /./,
  },
  {
    name: 'a folder that is not there',
    target: join(root, 'unplugged'),
    step: 'harvest',
    code: 'source-not-found',
    says: /unplugged/,
  },
  {
    name: 'an address that must not be read',
    target: 'http://169.254.169.254/catalog-info.yaml',
    step: 'harvest',
    code: 'address-refused',
    says: /169\.254\.169\.254/,
  },
];

describe('where is my repo?', () => {
  test.each(faults)('names $name', async ({ target, step, code: wanted, file, line, says }) => {
    const explanation = await ask(target);
    const stopped = explanation.steps.find((candidate) => !candidate.ok);
    expect(stopped, explanation.summary).toBeDefined();
    const seen = { step: stopped?.step, code: stopped?.code, file: stopped?.file, line: stopped?.line };
    expect(seen).toEqual({
      step,
      code: wanted ?? stopped?.code,
      file: file ?? stopped?.file,
      line: line ?? stopped?.line,
    });
    expect(`${stopped?.detail} ${stopped?.hint ?? ''}`).toMatch(says);
    expect(stopped?.hint ?? '').not.toBe('');
  });

  test('says where a visible entity comes from', async () => {
    const explanation = await ask('crew');
    expect(explanation.found).toBe(true);
    expect(explanation.steps.every((step) => step.ok)).toBe(true);
  });

  test('shows sources that cannot be read among the findings', async () => {
    const { body } = await callboard.request('/api/callboard/findings?code=source-not-found&limit=50');
    const { items } = body as { items: { file: string; level: string; hint: string }[] };
    const unplugged = items.find(({ file }) => file === join(root, 'unplugged'));
    expect(unplugged).toMatchObject({ level: 'error', hint: expect.stringMatching(/./) });
  });
});
