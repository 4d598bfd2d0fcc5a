/**
 * The part of the web's build that plugins from elsewhere use: an entry for each shared module, and the import map of the page that leads
 * there. What of a library the shell does not need lies in chunks of its own, which the first page does not load.
 */
import { createRequire } from 'node:module';
import { sharedModules } from '@callboard/core';
import type { Plugin } from 'vite';

/** CommonJS: its names have to be listed. */
const commonJs = /^react(-dom)?(\/|$)/;
const prefix = 'callboard-shared:';

export const sharedEntries = Object.fromEntries(sharedModules.map((name) => [entryOf(name), prefix + name]));

function entryOf(name: string): string {
  return `shared-${name.replace(/^@/, '').replaceAll('/', '-')}`;
}

export function shareModules(): Plugin {
  return {
    name: 'callboard-shared-modules',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const name = id.slice(prefix.length + 1);
      const from = JSON.stringify(name);
      if (!commonJs.test(name)) return `export * from ${from};`;
      const names = Object.keys(createRequire(import.meta.url)(name) as object).filter((key) => key !== 'default');
      return `export { default, ${names.join(', ')} } from ${from};`;
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html;
        const files = new Map(
          Object.values(bundle).flatMap((chunk) =>
            chunk.type === 'chunk' && chunk.isEntry ? [[chunk.name, `/${chunk.fileName}`] as const] : [],
          ),
        );
        const imports = Object.fromEntries(sharedModules.map((name) => [name, files.get(entryOf(name))]));
        const children = JSON.stringify({ imports });
        return { html, tags: [{ tag: 'script', attrs: { type: 'importmap' }, children, injectTo: 'head-prepend' }] };
      },
    },
  };
}
