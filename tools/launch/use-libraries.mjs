/**
 * Has our own files load libraries from the bundles that lie beside this file (as a copy, `use.mjs`), and find each other without a
 * search. Preloaded into each thread. All that it does not know takes Node's own way.
 */
import { registerHooks } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const root = new URL('../../../../', here).href;
const { libraries, own } = JSON.parse(readFileSync(new URL('map.json', here), 'utf8'));
const known = new Map();
for (const [name, file] of Object.entries(libraries))
  known.set(name, { url: new URL(file, here).href, format: 'module', shortCircuit: true });
for (const [name, file] of Object.entries(own))
  known.set(name, { url: root + file, format: 'module-typescript', shortCircuit: true });

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    if (!parentURL?.startsWith(root) || parentURL.includes('/node_modules/')) return next(specifier, context);
    if (specifier.startsWith('.') && specifier.endsWith('.ts')) {
      const url = new URL(specifier, parentURL);
      if (existsSync(url)) return { url: url.href, format: 'module-typescript', shortCircuit: true };
    }
    return known.get(specifier) ?? next(specifier, context);
  },
});
