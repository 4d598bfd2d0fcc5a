import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSource, type Proposal, type Source, type SourceOptions } from '../source.ts';
import { codeOf, commitFiles, component, git, tempFolder, testEnvironment, writeFiles } from '../test-environment.ts';
import { gitFixture } from './test-fixture.ts';

const fixture = gitFixture();

function proposal(changes: Partial<Proposal> = {}): Proposal {
  const before = component('drums');
  return {
    path: 'catalog-info.yaml',
    before,
    after: `${before}  description: Keeps the beat.\n`,
    branch: 'callboard/describe-drums',
    message: 'Describe drums\n\nProposed in the portal.',
    author: { name: 'Ada Okonjo', email: 'ada@nightjar.example' },
    ...changes,
  };
}

const show = (folder: string, what: string) => git(folder, 'show', what);

describe('a proposal to a repository elsewhere', () => {
  test('is pushed as a branch with one commit on top of the branch that is read', async () => {
    git(fixture.bare, 'config', 'http.receivepack', 'true');
    const source = fixture.source(await fixture.serve(), { proposals: true });
    const { commit } = await source.propose!('acme/drums', proposal());
    expect(git(fixture.bare, 'rev-parse', 'callboard/describe-drums')).toBe(commit);
    expect(git(fixture.bare, 'rev-parse', `${commit}^`)).toBe(git(fixture.bare, 'rev-parse', 'main'));
    expect(git(fixture.bare, 'diff', '--name-status', 'main', commit)).toBe('M\tcatalog-info.yaml');
    expect(`${show(fixture.bare, `${commit}:catalog-info.yaml`)}\n`).toBe(proposal().after);
    expect(git(fixture.bare, 'log', '-1', '--format=%an|%ae|%cn|%B', commit)).toBe(
      'Ada Okonjo|ada@nightjar.example|Callboard|Describe drums\n\nProposed in the portal.',
    );
  });

  test('is made on what is there now: a file that changed meanwhile is not overwritten', async () => {
    git(fixture.bare, 'config', 'http.receivepack', 'true');
    const source = fixture.source(await fixture.serve(), { proposals: true });
    fixture.push({ 'catalog-info.yaml': component('timpani') });
    expect(await codeOf(source.propose!('acme/drums', proposal()))).toBe('conflict');
    expect(git(fixture.bare, 'branch', '--list', 'callboard/*')).toBe('');
  });

  test('that the host refuses says so', async () => {
    const source = fixture.source(await fixture.serve(), { proposals: true });
    expect(await codeOf(source.propose!('acme/drums', proposal()))).toBe('source-auth');
  });

  test('is not possible unless the source says so', async () => {
    expect(fixture.source(await fixture.serve()).propose).toBeUndefined();
  });
});

describe('a proposal to a folder', () => {
  let folder: string;
  const open = (target: string, options: SourceOptions = {}): Source =>
    openSource({ id: 'test', type: 'folder', target, options: { proposals: true, ...options } }, testEnvironment());

  function checkout(): string {
    folder = tempFolder();
    commitFiles(join(folder, 'drums'), {
      'catalog-info.yaml': component('drums'),
      'docs/deep/info.yaml': component('deep'),
    });
    return folder;
  }

  test('becomes a branch, while what is checked out stays as it is', async () => {
    const drums = join(checkout(), 'drums');
    writeFiles(drums, { 'unsaved.txt': 'work in progress' });
    const { commit } = await open(folder).propose!('drums', proposal());
    expect(git(drums, 'rev-parse', 'callboard/describe-drums')).toBe(commit);
    expect(`${show(drums, `${commit}:catalog-info.yaml`)}\n`).toBe(proposal().after);
    expect(readFileSync(join(drums, 'catalog-info.yaml'), 'utf8')).toBe(proposal().before);
    expect(git(drums, 'branch', '--show-current')).toBe('main');
    expect(git(drums, 'status', '--porcelain')).toBe('?? unsaved.txt');
  });

  test('of a file deep in it changes that file alone', async () => {
    const drums = join(checkout(), 'drums');
    const change = { path: 'docs/deep/info.yaml', before: component('deep'), after: component('deeper') };
    const { commit } = await open(folder).propose!('drums', proposal(change));
    expect(git(drums, 'diff', '--name-status', 'main', commit)).toBe('M\tdocs/deep/info.yaml');
    expect(`${show(drums, `${commit}:docs/deep/info.yaml`)}\n`).toBe(component('deeper'));
  });

  test('that lies in a larger repository is made there', async () => {
    const top = tempFolder();
    commitFiles(top, {
      'services/drums/catalog-info.yaml': component('drums'),
      'services/bass/catalog-info.yaml': component('bass'),
    });
    const { commit } = await open(join(top, 'services')).propose!('drums', proposal());
    expect(git(top, 'diff', '--name-status', 'main', commit)).toBe('M\tservices/drums/catalog-info.yaml');
  });

  test('is refused while the file has changes that are not committed, and where the branch exists', async () => {
    const drums = join(checkout(), 'drums');
    const unsaved = `${component('drums')}  title: Drums\n`;
    writeFileSync(join(drums, 'catalog-info.yaml'), unsaved);
    expect(await codeOf(open(folder).propose!('drums', proposal({ before: unsaved })))).toBe('conflict');
    git(drums, 'checkout', '--quiet', '--', '.');
    git(drums, 'branch', 'callboard/describe-drums');
    expect(await codeOf(open(folder).propose!('drums', proposal()))).toBe('conflict');
    expect(git(drums, 'rev-parse', 'callboard/describe-drums')).toBe(git(drums, 'rev-parse', 'main'));
  });

  test('is refused where git keeps nothing', async () => {
    const plain = tempFolder();
    writeFiles(plain, { 'drums/catalog-info.yaml': component('drums') });
    expect(existsSync(join(plain, '.git'))).toBe(false);
    expect(await codeOf(open(plain).propose!('drums', proposal()))).toBe('not-allowed');
  });

  test('cannot put lines into the commit through a name', async () => {
    const drums = join(checkout(), 'drums');
    const author = { name: 'Eve <eve@x>\ncommitter Ada', email: 'e@x>\n' };
    const { commit } = await open(folder).propose!('drums', proposal({ author }));
    expect(git(drums, 'log', '-1', '--format=%an|%ae|%cn', commit)).toBe('Eve eve@xcommitter Ada|e@x|Callboard');
  });
});
