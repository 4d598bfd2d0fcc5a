import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forgetSource } from '../source.ts';
import { component, paths, textOf } from '../test-environment.ts';
import { gitFixture } from './test-fixture.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
const at = gitFixture();

describe('the clone', () => {
  const breakage: Record<string, (folder: string) => void> = {
    'lost its objects': (folder) => rmSync(join(folder, 'objects'), { recursive: true }),
    'lost its head': (folder) => writeFileSync(join(folder, 'HEAD'), 'garbage'),
    'has a cut-off pack': (folder) => {
      for (const name of readdirSync(join(folder, 'objects/pack')))
        if (name.endsWith('.pack')) truncateSync(join(folder, 'objects/pack', name), 20);
    },
    'has a broken configuration': (folder) => writeFileSync(join(folder, 'config'), '[core\n'),
    'was only begun': (folder) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(join(folder, 'HEAD'), '');
    },
  };

  test.each(Object.entries(breakage))('that %s is made anew', async (_how, breakIt) => {
    const url = await at.serve();
    await (await at.open(url)).close();
    const [name] = readdirSync(join(at.environment.cacheFolder, 'git'));
    breakIt(join(at.environment.cacheFolder, 'git', name!));
    const snapshot = await at.open(url);
    expect(paths(await snapshot.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    await snapshot.close();
  });

  test('is shared by openers at the same time', async () => {
    const url = await at.serve();
    const snapshots = await Promise.all(Array.from({ length: 5 }, () => at.open(url)));
    const texts = await Promise.all(snapshots.map((snapshot) => textOf(snapshot, 'catalog-info.yaml')));
    expect(new Set(texts)).toEqual(new Set([component('drums')]));
    await Promise.all(snapshots.map((snapshot) => snapshot.close()));
  });

  test('goes with its source', async () => {
    const url = await at.serve();
    await (await at.open(url)).close();
    await forgetSource({ id: 'test', type: 'git', target: url, options: {} }, at.environment.cacheFolder);
    expect(readdirSync(join(at.environment.cacheFolder, 'git'))).toEqual([]);
  });

  test('runs no hooks and no settings of the user', async () => {
    const url = await at.serve();
    await (await at.open(url)).close();
    const [name] = readdirSync(join(at.environment.cacheFolder, 'git'));
    const marker = join(at.root, 'marker');
    const hooks = join(at.environment.cacheFolder, 'git', name!, 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['reference-transaction', 'post-merge'])
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    at.push({ 'catalog-info.yaml': component('y') });
    await (await at.open(url)).close();
    expect(existsSync(marker)).toBe(false);
  });
});
