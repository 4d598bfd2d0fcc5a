import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagePreloads, type PreloadsAt } from './page-files.ts';

const half = '../../plugins/catalog/web.tsx';
const views = '../../plugins/catalog/views';
const build = {
  'index.html': { file: 'assets/index.js', imports: ['_kit.js'], css: ['assets/index.css'] },
  '_kit.js': { file: 'assets/kit.js' },
  '_table.js': { file: 'assets/table.js', css: ['assets/table.css'], imports: ['_kit.js'] },
  [half]: {
    file: 'assets/web.js',
    imports: ['_kit.js'],
    dynamicImports: [`${views}/catalog/catalog-page.tsx`, `${views}/entity/entity-page.tsx`],
  },
  [`${views}/catalog/catalog-page.tsx`]: { file: 'assets/catalog-page.js', imports: ['_kit.js', '_table.js'] },
  [`${views}/entity/entity-page.tsx`]: { file: 'assets/entity-page.js', imports: ['_kit.js'] },
};
const pages = [
  { plugin: 'catalog', path: '/catalog', view: 'CatalogPage' },
  { plugin: 'catalog', path: '/catalog/:namespace/:kind/:name/*', view: 'EntityPage' },
  { plugin: 'elsewhere', path: '/catalog/:anything', view: 'OtherPage' },
  { plugin: 'declared', path: '/radar' },
];
let folder: string;
let preloadsAt: PreloadsAt;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-pages-'));
  mkdirSync(join(folder, '.vite'));
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(build));
  preloadsAt = pagePreloads(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesAt(path: string): string[] {
  return [...preloadsAt(path, pages).matchAll(/href="\/([^"]+)"/g)].map(([, file]) => file!).toSorted();
}

test('a page brings its view and what that imports, but nothing that every page has', () => {
  expect(filesAt('/catalog')).toEqual(
    ['web.js', 'catalog-page.js', 'table.js', 'table.css'].map((name) => `assets/${name}`).toSorted(),
  );
});

test('the page that says most of a path is meant', () => {
  expect(filesAt('/catalog/default/component/payments/graph')).toEqual(['assets/entity-page.js', 'assets/web.js']);
});

test.each(['/catalog/x', '/radar', '/nowhere', '/catalog"><script>'])(
  '%s brings nothing where the build has no such view',
  (path) => expect(preloadsAt(path, pages)).toBe(''),
);

test('a web of which nothing is known brings nothing', () => {
  expect(pagePreloads(join(folder, 'empty'))('/catalog', pages)).toBe('');
});
