// data table
/** A part of the tree with one place in the direction of dependencies. */
export interface Zone {
  name: string;
  /** Which files belong to it, by their path from the root of the checkout. The first zone that matches counts. */
  files: RegExp;
  /** Names of the zones that its files may import, beside its own. */
  mayImport: readonly string[];
  /** Whether its files may use Node's built-in modules. */
  node: boolean;
}

/** Who may import whom. Reading it from top to bottom is reading the architecture. */
export const zones: readonly Zone[] = [
  { name: 'web-build', files: /^packages\/web\/(vite\.config|shared-modules)\.ts$/, mayImport: ['core'], node: true },
  { name: 'core', files: /^packages\/core\//, mayImport: [], node: false },
  { name: 'kit-shell', files: /^packages\/plugin\/src\/web\/shell\.ts$/, mayImport: ['core', 'kit-web'], node: false },
  { name: 'kit-web', files: /^packages\/plugin\/src\/web\//, mayImport: ['core'], node: false },
  { name: 'kit-testing', files: /^packages\/plugin\/src\/testing\//, mayImport: ['core', 'kit-server'], node: true },
  { name: 'kit-server', files: /^packages\/plugin\//, mayImport: ['core'], node: true },
  { name: 'server', files: /^packages\/server\//, mayImport: ['core', 'kit-server'], node: true },
  { name: 'web', files: /^packages\/web\//, mayImport: ['core', 'kit-web', 'kit-shell'], node: false },
  { name: 'cli', files: /^packages\/cli\//, mayImport: ['core', 'server'], node: true },
  { name: 'plugin-web', files: /^plugins\/[^/]+\/(web\.tsx|views\/)/, mayImport: ['kit-web'], node: false },
  { name: 'plugin-server', files: /^plugins\//, mayImport: ['kit-server', 'kit-testing'], node: true },
];

/** Name of a workspace import → the zone that it leads to. */
export const specifierZones: Readonly<Record<string, string>> = {
  '@callboard/core': 'core',
  '@callboard/core/declared': 'core',
  '@callboard/plugin/server': 'kit-server',
  '@callboard/plugin/web': 'kit-web',
  '@callboard/plugin/web/shell': 'kit-shell',
  '@callboard/plugin/testing': 'kit-testing',
  '@callboard/server': 'server',
  '@callboard/web': 'web',
  '@callboard/cli': 'cli',
};
