/** What "Where is my repo?" answers, beside the faults of `where-is-my-repo.test.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPortal, type ConformancePortal } from './portal.ts';

interface Step {
  step: string;
  ok: boolean;
  detail: string;
  file?: string;
  line?: number;
  column?: number;
  code?: string;
  hint?: string;
}

interface Explanation {
  found: boolean;
  summary: string;
  entityRefs: string[];
  steps: Step[];
}

const component = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: payments
`;
interface Fault {
  repository: string;
  files: Record<string, string>;
  /** What a person types; the folder of the repository unless told. */
  target?: string;
  step: string;
  code?: string;
  place: string;
  detail: RegExp;
}

const name = 'catalog-info.yaml';
const faults: Fault[] = [
  {
    repository: 'misnamed',
    files: {
      'catalog_info.yaml.txt': '',
      'catalog-info.yaml.txt': component('misnamed'),
      '.git/HEAD': 'ref: refs/heads/main\n',
    },
    step: 'descriptor',
    place: 'catalog-info.yaml.txt',
    detail: /is not read under this name/,
  },
  {
    repository: 'twice',
    files: { [name]: component('one') + component('two') },
    step: 'parsed',
    code: 'yaml-separator-missing',
    place: `${name}:9`,
    detail: /---|separator/,
  },
  {
    repository: 'ownerless',
    files: { [name]: component('ownerless').replace('  owner: payments\n', '') },
    step: 'valid',
    code: 'spec-invalid',
    place: `${name}:5`,
    detail: /spec.owner is missing/,
  },
  {
    repository: 'ownerless',
    target: 'component:ownerless',
    files: {},
    step: 'valid',
    code: 'spec-invalid',
    place: `${name}:5`,
    detail: /spec.owner is missing/,
  },
  {
    repository: 'versioned',
    files: { [name]: component('versioned').replace('v1alpha1', 'v7') },
    step: 'valid',
    code: 'api-version-unknown',
    place: `${name}:1`,
    detail: /v7/,
  },
];

describe('explanations', () => {
  let portal: ConformancePortal;
  beforeAll(async () => {
    portal = await startPortal('sqlite');
    write('ownerful', { [name]: component('ownerful') });
    await portal.harvest();
    for (const { repository, files } of faults) write(repository, files);
    write('kept-out', { [name]: component('kept-out') });
    write('moving', { [name]: component('before') });
    write('leaving-soon', { [name]: component('leaving-soon') });
    await portal.harvest();
  });
  afterAll(async () => {
    await portal?.stop();
  });

  function write(repository: string, files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(portal.folder, repository, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  async function explain(target: string): Promise<Explanation> {
    return (await portal.call('GET', `/api/callboard/explain?target=${encodeURIComponent(target)}`)).body;
  }
  function last({ steps }: Explanation): Step {
    expect(steps.slice(0, -1).every((step) => step.ok)).toBe(true);
    return steps.at(-1)!;
  }

  test.each(faults)('$repository stops at "$step"', async ({ repository, target, step, code, place, detail }) => {
    const explanation = await explain(target ?? join(portal.folder, repository));
    const stopped = last(explanation);
    expect(stopped).toMatchObject({ step, ok: false, ...(code && { code }) });
    expect(stopped.detail).toMatch(detail);
    expect(stopped.hint).toMatch(/\w{3}/);
    expect([stopped.file, stopped.line].filter((part) => part !== undefined).join(':')).toBe(place);
    expect(explanation.summary).toContain('not');
  });

  test('what is there is found by path, by repository, by ref and by name, with every step passed', async () => {
    for (const [target, inside] of [
      [join(portal.folder, 'payments'), 'component:default/invoice-engine'],
      [join(portal.folder, 'payments/catalog-info.yaml'), 'component:default/invoice-engine'],
      ['org', 'group:default/payments'],
    ] as const) {
      const explanation = await explain(target);
      expect(explanation.entityRefs).toContain(inside);
      expect(explanation.found).toBe(true);
      expect(last(explanation)).toMatchObject({ step: 'visible', ok: true });
    }
    for (const target of [
      'component:invoice-engine',
      'Component:default/Invoice-Engine',
      'invoice-engine',
      'default/invoice-engine',
    ]) {
      const explanation = await explain(target);
      expect(explanation).toMatchObject({ found: true, entityRefs: ['component:default/invoice-engine'] });
      expect(explanation.steps.map((step) => step.step)).toEqual([
        'understood',
        'source',
        'harvest',
        'repository',
        'descriptor',
        'parsed',
        'valid',
        'allowed',
        'unclaimed',
        'included',
        'visible',
      ]);
    }
  });

  test('what no source covers is told how to add', async () => {
    for (const target of [
      'https://github.com/acme/web',
      'git@github.com:acme/web.git',
      'github.com/acme/web',
      '/nowhere/at/all',
    ]) {
      const explanation = await explain(target);
      expect(explanation.found).toBe(false);
      expect(last(explanation)).toMatchObject({
        step: 'source',
        ok: false,
        hint: expect.stringContaining('Add') as string,
      });
    }
  });

  test('a repository that the source does not have is told apart from a source that is missing', async () => {
    expect(last(await explain(join(portal.folder, 'no-such-repository')))).toMatchObject({
      step: 'repository',
      ok: false,
    });
  });

  test('a file that is there and is no descriptor, or is not there, is told so', async () => {
    expect(last(await explain(join(portal.folder, 'payments/openapi.yaml')))).toMatchObject({
      step: 'descriptor',
      ok: false,
      file: 'openapi.yaml',
    });
    expect(last(await explain(join(portal.folder, 'payments/nothing.yaml'))).detail).toContain(
      'holds no descriptor file',
    );
  });

  test('a name that is nearly right is proposed', async () => {
    expect(last(await explain('component:invoice-engin')).hint).toContain('Invoice-Engine');
  });

  test('an entity that is kept out says who did it, and comes back when that is undone', async () => {
    expect(
      (
        await portal.call('POST', '/api/callboard/exclusions', {
          entityRef: 'component:kept-out',
          reason: 'A test of ours',
        })
      ).status,
    ).toBe(204);
    for (const target of ['component:kept-out', join(portal.folder, 'kept-out')]) {
      const stopped = last(await explain(target));
      expect(stopped).toMatchObject({ step: 'included', ok: false, code: 'entity-excluded', file: name, line: 1 });
      expect(stopped.detail).toMatch(
        /external:callboard-token keeps component:default\/kept-out out since .+: A test of ours/,
      );
    }
    await portal.harvest();
    expect((await explain('component:kept-out')).found).toBe(false);
    expect(((await portal.call('GET', '/api/callboard/exclusions')).body as { items: object[] }).items).toMatchObject([
      { entityRef: 'component:default/kept-out', reason: 'A test of ours' },
    ]);
    expect((await portal.call('DELETE', '/api/callboard/exclusions?entityRef=component:kept-out')).status).toBe(204);
    expect((await explain('component:kept-out')).found).toBe(true);
  });

  test('a renamed and a removed entity say what became of them', async () => {
    write('moving', { [name]: component('after') });
    rmSync(join(portal.folder, 'leaving-soon'), { recursive: true });
    await portal.harvest();
    expect(await explain('component:before')).toMatchObject({ found: true, entityRefs: ['component:default/after'] });
    const gone = await explain('component:leaving-soon');
    expect(gone.found).toBe(false);
    expect(last(gone)).toMatchObject({
      step: 'visible',
      ok: false,
      detail: expect.stringContaining('was removed') as string,
    });
  });

  test('a stale entity is there, and its fault is named', async () => {
    const good = component('ownerful');
    write('ownerful', { [name]: good.replace('  lifecycle: production\n', '') });
    await portal.harvest();
    const explanation = await explain('component:ownerful');
    expect(explanation.found).toBe(true);
    expect(last(explanation)).toMatchObject({ step: 'valid', ok: false, code: 'spec-invalid', file: name, line: 5 });
    write('ownerful', { [name]: good });
    await portal.harvest();
  });

  test('a source that cannot be read says why', async () => {
    const target = `${portal.web.url}/gone.git`;
    await portal.call('POST', '/api/callboard/sources', { type: 'git', target });
    await portal.harvest().catch(() => undefined);
    const stopped = last(await explain(target));
    expect(stopped).toMatchObject({ step: 'harvest', ok: false });
    expect(stopped.code).toMatch(/^(source-|git-)/);
  });
});
