import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const contracts = ['**/*.contract.test.ts', 'tests/contract/**/*.test.ts', 'tests/faults/**/*.test.ts'];
const never = ['**/node_modules/**', '**/dist/**', '**/fixtures/**'];

/** The three kinds of tests that run without a browser. The browser's are in playwright.config.ts. */
export default defineConfig({
  test: {
    // The runner would leave a core to itself, and needs none: much of the time tests wait for databases, git and processes.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.{ts,tsx}', 'plugins/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          exclude: [...never, ...contracts],
        },
      },
      {
        extends: true,
        test: { name: 'contract', include: contracts, exclude: never, globalSetup: 'tests/setup/global.ts' },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          exclude: never,
          globalSetup: 'tests/setup/global.ts',
        },
      },
    ],
  },
});
