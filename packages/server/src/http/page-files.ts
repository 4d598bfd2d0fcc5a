/** Which files of the built web the page at a path will want, so that a browser fetches them all at once instead of one after the other. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';

const chunkSchema = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
});
const buildSchema = z.record(z.string(), chunkSchema);
type Build = z.output<typeof buildSchema>;

/** A page as a plugin contributes it. */
export interface PageOfPlugin {
  plugin: string;
  /** Such as `/catalog/:kind/*`. */
  path: string;
  view?: string | undefined;
}

/** @returns markup for the head of the page at a path; nothing for a path that no page of the build has */
export type PreloadsAt = (path: string, pages: readonly PageOfPlugin[]) => string;

/** @param folder where the web was built to */
export function pagePreloads(folder: string): PreloadsAt {
  const file = join(folder, '.vite/manifest.json');
  if (!existsSync(file)) return () => '';
  const build = buildSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const known = new Map<string, string>();
  const first = filesOf(build, ['index.html']);
  return (path, pages) => {
    const page = pageAt(path, pages);
    if (page?.view === undefined) return '';
    const key = `${page.plugin}/${page.view}`;
    let markup = known.get(key);
    if (markup === undefined) {
      const files = [...filesOf(build, chunksOf(build, page.plugin, page.view))].filter((one) => !first.has(one));
      markup = files.map(preload).join('');
      known.set(key, markup);
    }
    return markup;
  };
}

/** The page whose path says most of what was asked for. */
function pageAt(path: string, pages: readonly PageOfPlugin[]): PageOfPlugin | undefined {
  return pages
    .filter((page) => patternOf(page.path).test(path))
    .sort((a, b) => openParts(a.path) - openParts(b.path) || b.path.length - a.path.length)[0];
}

function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}

function openParts(path: string): number {
  return path.split('/').filter((part) => part === '*' || part.startsWith(':')).length;
}

/** The web half of the plugin, and the file that is named after the view, as views are in this house. */
function chunksOf(build: Build, plugin: string, view: string): string[] {
  const half = `../../plugins/${plugin}/web.tsx`;
  const name = view.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
  const views = (build[half]?.dynamicImports ?? []).filter((file) => basename(file, extname(file)) === name);
  return build[half] ? [half, ...views] : [];
}

function filesOf(build: Build, chunks: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const left = [...chunks];
  for (let chunk = left.pop(); chunk !== undefined; chunk = left.pop()) {
    const found = build[chunk];
    if (!found || seen.has(chunk)) continue;
    seen.add(chunk);
    for (const file of [found.file, ...found.css]) files.add(file);
    left.push(...found.imports);
  }
  return files;
}

function preload(file: string): string {
  return file.endsWith('.css')
    ? `<link rel="preload" as="style" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`;
}
