import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shareModules, sharedEntries } from './shared-modules.ts';

const server = process.env['CALLBOARD_URL'] ?? 'http://127.0.0.1:7007';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), shareModules()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    reportCompressedSize: false,
    // The server reads there which files a page needs.
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), ...sharedEntries },
      preserveEntrySignatures: 'exports-only',
      // The model names it in a branch that only the server reaches; bundling it would pull Node's modules in.
      external: ['@apidevtools/json-schema-ref-parser'],
      output: {
        codeSplitting: {
          groups: [
            // Small pieces that nearly every view uses travel together; what few need (dialogs) stays apart.
            {
              name: 'kit',
              test: /packages\/(core|plugin)\/src\/(?!declared|web\/(dialog|declared|actions\/(?!entity-actions)))/,
            },
            {
              debugName: 'shared by the views of a plugin',
              name: (id) => `${/plugins\/([\w-]+)\/views/.exec(id)?.[1]}-shared`,
              test: /plugins\/[\w-]+\/views\/(shared\/|\w+\.ts$)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
});
