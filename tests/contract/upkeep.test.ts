/** The portal tends what it knows: a form becomes a change of the file, and lists say what wants tending. On both databases. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { startOn } from './support/portal.ts';

const drums = `# The drum machine.
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: drums # never rename
  description: Keeps the beat of every song.
spec:
  type: service
  lifecycle: production
  owner: rhythm
`;
const org = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: strings }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: bass, description: Plays the low notes of every song., links: [{ url: 'https://bass.nightjar.example' }] }
spec: { type: library, lifecycle: production, owner: strings }
`;

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

describe.each(testDatabases())('upkeep on %s', (kind) => {
  let folder: string;
  let portal: TestPortal;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'callboard-upkeep-'));
    for (const [name, text] of Object.entries({ drums, org })) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'catalog-info.yaml'), text);
    }
    mkdirSync(join(folder, 'bare'));
    writeFileSync(join(folder, 'bare/readme.md'), 'Nothing here yet.');
    git(join(folder, 'drums'), 'init', '--quiet', '--initial-branch=main');
    git(join(folder, 'drums'), 'add', '.');
    git(join(folder, 'drums'), 'commit', '--quiet', '-m', 'Describe the drums');
    portal = await startOn(kind, { sources: [folder] });
  });
  afterAll(async () => {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const entity = (name: string) => `/api/upkeep/entities/default/component/${name}`;
  const post = (path: string, body: unknown) => portal.request(path, { method: 'POST', body: JSON.stringify(body) });
  const edits = [
    { path: ['spec', 'owner'], value: 'strings' },
    { path: ['metadata', 'tags'], value: ['go'] },
  ];

  test('an entity says what it lacks, with the lines to add', async () => {
    const { status, body } = await portal.request(entity('drums'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ entityRef: 'component:default/drums', canPropose: true });
    const { fields } = (
      body as { completeness: { fields: { id: string; isThere: boolean; missing?: { yaml: string } }[] } }
    ).completeness;
    expect(fields.find(({ id }) => id === 'tags')).toMatchObject({
      isThere: false,
      missing: { path: ['metadata', 'tags'] },
    });
    expect((await portal.request(entity('nobody'))).status).toBe(404);
  });

  test('a form becomes a patch that git takes, with comments and order kept', async () => {
    const { status, body } = await post(`${entity('drums')}/edit`, { edits });
    expect(status).toBe(200);
    const { patch, after } = body as { patch: string; after: string };
    expect(after).toContain('  name: drums # never rename\n');
    expect(patch.split('\n').filter((line) => /^[+-] /.test(line))).toEqual([
      '+  tags:',
      '+  - go',
      '-  owner: rhythm',
      '+  owner: strings',
    ]);
    const file = join(folder, 'change.patch');
    writeFileSync(file, patch);
    expect(git(join(folder, 'drums'), 'apply', '--check', file)).toBe('');
    rmSync(file);
  });

  test('a proposal becomes a branch, and the file stays as it is', async () => {
    const { status, body } = await post(`${entity('drums')}/propose`, {
      edits,
      title: 'Give the drums to strings',
      branch: `change-${kind}`,
    });
    expect(status).toBe(200);
    const { commit, branch } = body as { commit: string; branch: string };
    const repository = join(folder, 'drums');
    expect(git(repository, 'rev-parse', branch)).toBe(commit);
    expect(git(repository, 'log', '-1', '--format=%s', commit)).toBe('Give the drums to strings');
    expect(git(repository, 'show', `${commit}:catalog-info.yaml`)).toContain('owner: strings');
    expect(readFileSync(join(repository, 'catalog-info.yaml'), 'utf8')).toBe(drums);
    expect((await post(`${entity('drums')}/propose`, { edits, title: 'Again, the same', branch })).status).toBe(409);
  });

  test.each<[string, string, object, number, string]>([
    [
      'a field that is not for forms',
      'edit',
      { edits: [{ path: ['metadata', 'name'], value: 'x' }] },
      400,
      'cannot be changed here',
    ],
    ['the prototype', 'edit', { edits: [{ path: ['metadata', 'labels', '__proto__', 'x'], value: 'x' }] }, 400, ''],
    ['a branch that leads elsewhere', 'propose', { edits, title: 'Title', branch: '../../main' }, 400, 'branch'],
    ['a title of two lines', 'propose', { edits, title: 'One\nTwo' }, 400, 'title'],
    [
      'nothing',
      'propose',
      { edits: [{ path: ['spec', 'owner'], value: 'rhythm' }], title: 'Title' },
      400,
      'nothing would change',
    ],
  ])('%s is refused', async (_what, verb, body, status, words) => {
    const answer = await post(`${entity('drums')}/${verb}`, body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(words);
  });

  test('where git keeps nothing the patch is there and a branch is refused in plain words', async () => {
    const edit = { edits: [{ path: ['metadata', 'title'], value: 'Bass' }] };
    expect(((await post(`${entity('bass')}/edit`, edit)).body as { patch: string }).patch).toContain('+');
    const { status, body } = await post(`${entity('bass')}/propose`, { ...edit, title: 'Name the bass' });
    expect(status).toBe(403);
    expect(JSON.stringify(body)).toContain('no repository of git');
  });

  const report = async (query: string) =>
    (await portal.request(`/api/upkeep/report?${query}`)).body as {
      items: Record<string, unknown>[];
      total: number;
      counts: Record<string, number>;
    };

  test('lists name owners that do not exist, what is incomplete, and repositories without a descriptor', async () => {
    expect((await report('list=owners')).items).toEqual([{ missingOwner: 'group:default/rhythm', owned: 1 }]);
    expect((await report('list=repositories')).items).toMatchObject([{ repository: { name: 'bare' } }]);
    const { items, counts } = await report('list=incomplete&limit=1');
    expect(items).toHaveLength(1);
    expect(counts['incomplete']).toBeGreaterThan(1);
    const mine = await report('list=incomplete&owner=group:default/strings');
    expect(mine.items.map((item) => (item['entity'] as { ref: string }).ref)).toEqual(['component:default/bass']);
  });

  test('a list follows the files', async () => {
    await report('list=owners');
    const file = join(folder, 'org/catalog-info.yaml');
    writeFileSync(
      file,
      `${org}---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: rhythm }\nspec: { type: team, children: [] }\n`,
    );
    await portal.harvest();
    expect((await report('list=owners')).items).toEqual([]);
    writeFileSync(file, org);
    await portal.harvest();
    expect((await report('list=owners')).total).toBe(1);
  });

  test('a repository without a descriptor gets a first one', async () => {
    const [row] = (await report('list=repositories')).items;
    const { sourceId } = row!['repository'] as { sourceId: string };
    const { status, body } = await portal.request(`/api/upkeep/starter?sourceId=${sourceId}&repository=bare`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ path: 'catalog-info.yaml', text: expect.stringContaining('name: bare') });
    expect((await portal.request(`/api/upkeep/starter?sourceId=${sourceId}&repository=../x`)).status).toBe(404);
  });

  const reassignment = { from: 'group:default/rhythm', to: 'group:default/strings' };

  test('what a missing team owned goes to another, with a branch where the source takes one', async () => {
    const entityRefs = ['component:default/drums', 'component:default/bass', 'component:default/nobody'];
    const plan = (await post('/api/upkeep/reassign/preview', { ...reassignment, entityRefs })).body as {
      files: { patch: string; canPropose: boolean }[];
      refused: { entityRef: string; message: string }[];
    };
    expect(plan.files).toHaveLength(1);
    expect(plan.files[0]).toMatchObject({ entityRefs: ['component:default/drums'], canPropose: true });
    expect(plan.files[0]!.patch).toContain('-  owner: rhythm\n+  owner: strings\n');
    expect(plan.refused.map(({ entityRef }) => entityRef)).toEqual(entityRefs.slice(1));
    const { files } = (await post('/api/upkeep/reassign', { ...reassignment, entityRefs })).body as {
      files: { made: { branch: string; commit: string } }[];
    };
    const { branch, commit } = files[0]!.made;
    expect(git(join(folder, 'drums'), 'rev-parse', branch)).toBe(commit);
    expect(git(join(folder, 'drums'), 'show', `${branch}:catalog-info.yaml`)).toContain('owner: strings');
  });

  test('nothing is given to somebody who is not there', async () => {
    const body = { ...reassignment, to: 'group:default/winds', entityRefs: ['component:default/drums'] };
    expect((await post('/api/upkeep/reassign', body)).status).toBe(400);
    expect((await post('/api/upkeep/reassign/preview', { ...body, to: 'component:default/bass' })).status).toBe(400);
  });

  test('the name of a team that was taken over leads to the one that says so', async () => {
    const file = join(folder, 'org/catalog-info.yaml');
    const byName = async () => {
      const { status, body } = await portal.request('/api/catalog/entities/by-name/group/default/rhythm');
      return status === 200 ? (body as { metadata: { name: string } }).metadata.name : status;
    };
    const team = (name: string, formerNames: string) =>
      `---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: ${name}, annotations: { callboard.dev/former-names: '${formerNames}' } }\nspec: { type: team, children: [] }\n`;
    expect(await byName()).toBe(404);
    writeFileSync(file, `${org}${team('percussion', 'rhythm, group:default/beats, ::')}`);
    await portal.harvest();
    expect(await byName()).toBe('percussion');
    const relations = await portal.request('/api/callboard/relations?entityRef=group:default/percussion');
    expect((relations.body as { formerNames: object[] }).formerNames).toEqual([
      { ref: 'group:default/rhythm', used: 1, relation: 'ownedBy' },
    ]);
    // Split between two: nobody can say for sure who is meant, so both are named.
    writeFileSync(file, `${org}${team('percussion', 'rhythm')}${team('tempo', 'group:default/rhythm')}`);
    await portal.harvest();
    expect(await byName()).toBe(404);
    const missing = await portal.request('/api/callboard/missing?entityRef=group:default/rhythm');
    expect((missing.body as { nearest: { ref: string }[] }).nearest.map(({ ref }) => ref)).toEqual(
      expect.arrayContaining(['group:default/percussion', 'group:default/tempo']),
    );
    writeFileSync(file, org);
    await portal.harvest();
    expect(await byName()).toBe(404);
  });

  test('who confirmed an entity, and when, is kept', async () => {
    const answer = await post(`${entity('drums')}/confirm`, {});
    expect(answer.status).toBe(200);
    expect((await portal.request(entity('drums'))).body).toMatchObject({
      confirmation: { by: expect.any(String), at: (answer.body as { at: string }).at },
    });
  });
});
