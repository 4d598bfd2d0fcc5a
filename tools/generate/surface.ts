import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sharedModules } from '@callboard/core';
import { rolldown } from 'rolldown';
import manifest from '../../packages/plugin/package.json' with { type: 'json' };

/** CommonJS: bundlers do not know its names. */
const commonJs = /^react(-dom)?(\/|$)/;

/** `packages/plugin/surface.json`: every name that plugins can take from this version, to compare what they take with. */
export async function surface(root: string): Promise<string> {
  const modules: Record<string, string[]> = {};
  for (const name of ['@callboard/plugin/server', ...sharedModules]) {
    const names = await namesOf(name, root);
    modules[name] = names.filter((one) => one !== 'default').toSorted();
  }
  return `${JSON.stringify({ version: manifest.version, modules }, null, 1)}\n`;
}

async function namesOf(name: string, root: string): Promise<string[]> {
  if (commonJs.test(name)) return Object.keys(createRequire(join(root, 'packages/web/package.json'))(name) as object);
  return name.endsWith('/server') ? Object.keys((await import(name)) as object) : exportsOf(name, root);
}

async function exportsOf(name: string, root: string): Promise<string[]> {
  const entry = 'callboard-surface:entry';
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    logLevel: 'silent',
    external: [/^react/, /^node:/],
    plugins: [
      {
        name: 'surface',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => {
          if (id === entry) return `export * from ${JSON.stringify(name)};`;
          return id.endsWith('.css') ? { code: 'export default {};', moduleType: 'js' } : undefined;
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return output[0].exports;
}
