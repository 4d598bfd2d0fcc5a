/**
 * Bundles the libraries that the server uses: `node bundle-libraries.mjs <folder>`. Loading them from hundreds of files would be
 * half of a start. What is ours stays as it is.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Not to be bundled: native. */
const apart = ['@parcel/watcher', 'pg-native'];
/** What is imported from the inside of a library. */
const inner = ['ajv/dist/2020.js'];
/** The same library in a form that does not look into the environment at each token of a text. */
const better = { yaml: 'yaml/browser/index.js' };

const root = join(import.meta.dirname, '../..');
const [, , folder] = process.argv;
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const libraries = [
  ...Object.keys(dependencies).filter((name) => !apart.includes(name)),
  ...inner.filter((path) => path.split('/')[0] in dependencies),
];

/** The names that Node gives a module's importers, whichever kind of module it is. */
async function namesOf(library) {
  const names = Object.keys(await import(library));
  return names.filter((name) => name !== 'module.exports');
}

function fileOf(library) {
  return `${library.replace(/\.js$/, '').replace(/[^\w-]+/g, '-')}.mjs`;
}

const entry = '\0library:';

/** One entry for each library: all its names, by name, so that what is CommonJS looks the same as it does to Node. */
function entries(names) {
  return {
    name: 'libraries',
    async resolveId(id, importer) {
      if (id.startsWith(entry)) return id;
      if (!importer?.startsWith(entry)) return undefined;
      if (id in better) return join(root, 'node_modules', better[id]);
      return this.resolve(id, join(root, 'packages/any.mjs'), { skipSelf: true });
    },
    load(id) {
      if (!id.startsWith(entry)) return undefined;
      const library = id.slice(entry.length);
      return `export { ${names.get(library).join(', ')} } from ${JSON.stringify(library)};`;
    },
    /** Files that lie beside a module, such as the worker of a logger, are still found there. */
    transform(code, id) {
      if (id.startsWith('\0') || !/\b__(dir|file)name\b/.test(code)) return undefined;
      const place = (path) => JSON.stringify(`/${relative(folder, path).split(sep).join('/')}`);
      const known = `var __filename = import.meta.dirname + ${place(id)}, __dirname = import.meta.dirname + ${place(dirname(id))};`;
      return `${known}\n${code}`;
    },
  };
}

/** Where our own packages are: Node would look for their folders, links and manifests each time. */
function ownPackages() {
  const found = [];
  for (const name of readdirSync(join(root, 'packages'))) {
    const path = join(root, 'packages', name, 'package.json');
    if (!existsSync(path)) continue;
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    for (const [inside, file] of Object.entries(manifest.exports ?? {}))
      if (file.endsWith('.ts')) found.push([manifest.name + inside.slice(1), `packages/${name}/${file.slice(2)}`]);
  }
  return Object.fromEntries(found);
}

const { rolldown } = await import('rolldown');
const names = new Map();
for (const library of libraries) names.set(library, await namesOf(library));
const bundle = await rolldown({
  input: Object.fromEntries(libraries.map((library) => [basename(fileOf(library), '.mjs'), entry + library])),
  platform: 'node',
  external: apart,
  treeshake: false,
  logLevel: 'silent',
  plugins: [entries(names)],
});
await bundle.write({
  dir: folder,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: 'shared-[name].mjs',
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
const files = Object.fromEntries(libraries.map((library) => [library, fileOf(library)]));
writeFileSync(join(folder, 'map.json'), JSON.stringify({ libraries: files, own: ownPackages() }));
copyFileSync(join(import.meta.dirname, 'use-libraries.mjs'), join(folder, 'use.mjs'));
