/** How the tests of a plugin are run, wherever it lies. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const kit = ['server', 'web', 'testing'].map((half) => `@callboard/plugin/${half}`);

export default defineConfig({
  resolve: { alias: Object.fromEntries(kit.map((name) => [name, fileURLToPath(import.meta.resolve(name))])) },
  test: {
    globals: true,
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
  },
});
