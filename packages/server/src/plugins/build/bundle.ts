/**
 * Makes of a plugin's source what portals run: `node bundle.ts <source> <folder to make>`. A process of its own, because the bundlers hold
 * more memory than the portal, which is rid of them when it ends.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { sharedModules, type Manifest } from '@callboard/core';
import type { OutputChunk, OutputAsset } from 'rolldown';
import { findPlugins } from '../manifest.ts';
import { isSource } from './files.ts';
import { FORMAT, NOTE, type Note } from './layout.ts';
import host from '../../../package.json' with { type: 'json' };

/** What a server half takes from the portal that runs it. */
const SERVER_KIT = ['@callboard/plugin/server'];
const shared: ReadonlySet<string> = new Set([...SERVER_KIT, ...sharedModules]);
const BROWSERS = ['chrome120', 'firefox121', 'safari17'];

type Output = readonly (OutputChunk | OutputAsset)[];

async function main(source: string, folder: string): Promise<void> {
  const [plugin] = findPlugins(source);
  if (!plugin?.manifest) throw new Error(plugin?.problem ?? `there is no plugin.yaml in ${source}`);
  mkdirSync(folder, { recursive: true });
  // Pictures, migrations, the readme: whatever the code reads beside itself.
  cpSync(source, folder, { recursive: true, filter: (path) => isSource(path, source) && !/\.[cm]?tsx?$/.test(path) });
  const note: Note = { format: FORMAT, kit: host.version, modules: {}, web: [], views: [], uses: {} };
  await bundleServer(plugin.manifest, source, folder, note);
  await bundleWeb(plugin.manifest, source, folder, note);
  writeFileSync(join(folder, NOTE), JSON.stringify(note));
}

/** Modules that run in the server: the half itself, and what the host loads by name. */
function serverModules({ server, contributes }: Manifest): string[] {
  const named = [
    ...contributes.harvesters,
    ...contributes.searchTypes,
    ...contributes.entityProcessors,
    ...contributes.consumers,
    ...contributes.notificationChannels,
  ].map(({ module }) => module);
  return [...new Set([...(server ? [server] : []), ...named])];
}

async function bundleServer(manifest: Manifest, source: string, folder: string, note: Note): Promise<void> {
  const modules = serverModules(manifest);
  if (!modules.length) return;
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: Object.fromEntries(modules.map((module) => [stem(module), join(source, module)])),
    platform: 'node',
    external: SERVER_KIT,
    logLevel: 'silent',
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'server-[hash].mjs',
    sourcemap: 'inline',
  });
  await bundle.close();
  for (const module of modules) note.modules[module] = `${stem(module)}.mjs`;
  await noteUses(output, note);
}

async function bundleWeb({ web }: Manifest, source: string, folder: string, note: Note): Promise<void> {
  if (!web) return;
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const result = await build({
    configFile: false,
    root: source,
    logLevel: 'silent',
    publicDir: false,
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: BROWSERS,
      reportCompressedSize: false,
      lib: { entry: join(source, web), formats: ['es'], fileName: 'web', cssFileName: 'web' },
      rolldownOptions: {
        external: [...sharedModules],
        output: { entryFileNames: 'web.js', chunkFileNames: 'web-[hash].js', minify: true },
      },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('the web half could not be bundled');
  const half = first.output.find((file) => file.fileName === 'web.js');
  if (half?.type === 'chunk') note.views = [...half.exports].sort();
  note.modules[web] = 'web.js';
  note.web = first.output.map(({ fileName }) => fileName).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(note.web.map((name) => compress(join(folder, name))));
  await noteUses(first.output as Output, note);
}

/** The names that chunks import of what the portal shares with them. */
async function noteUses(output: Output, { uses }: Note): Promise<void> {
  const { parseAst } = await import('rolldown/parseAst');
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    for (const statement of parseAst(chunk.code).body) {
      if (statement.type !== 'ImportDeclaration' || !shared.has(statement.source.value)) continue;
      const names = statement.specifiers.flatMap((specifier) =>
        specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
          ? [specifier.imported.name]
          : [],
      );
      uses[statement.source.value] = [...new Set([...(uses[statement.source.value] ?? []), ...names])].sort();
    }
  }
}

/** The browser gets whichever of the forms it understands. */
async function compress(file: string): Promise<void> {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, await promisify(gzip)(bytes));
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes));
}

function stem(module: string): string {
  return basename(module, extname(module));
}

const [, , source = '', folder = ''] = process.argv;
main(source, folder).catch((error: unknown) => {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
