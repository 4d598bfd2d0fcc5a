/** Plugins for tests: written as their authors would, packed as they would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { packPlugin } from '../../../packages/server/src/plugins/package/pack.ts';
import type { TestPortal } from '../../../packages/server/src/testing.ts';

export interface PluginFiles {
  /** Beside id, name and description. */
  manifest?: Record<string, unknown>;
  /** Body of the server half: what is done with the scope. */
  server?: string;
  /** The whole web half. */
  web?: string;
  files?: Record<string, string>;
}

/** Writes plugins into a folder of its own. */
export class PluginWorkshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'callboard-workshop-'));

  /** @returns the folder of the plugin */
  write(id: string, { manifest = {}, server, web, files = {} }: PluginFiles): string {
    const halves = { ...(server === undefined ? {} : { server: './server.ts' }), ...(web ? { web: './web.tsx' } : {}) };
    const contributes = { permissions: [{ id: `${id}.read`, description: 'Read.' }] };
    const about = { id, name: id, description: `The plugin ${id}.`, version: '1.0.0', ...halves, contributes };
    const all: Record<string, string> = {
      'plugin.yaml': stringify({ ...about, ...manifest }),
      ...(server === undefined ? {} : { 'server.ts': serverHalf(server) }),
      ...(web ? { 'web.tsx': web } : {}),
      ...files,
    };
    const folder = join(this.folder, id);
    rmSync(folder, { recursive: true, force: true });
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  /** @returns the file that `callboard plugin pack` makes */
  async pack(id: string, files: PluginFiles): Promise<Buffer> {
    return readFileSync(await packPlugin(this.write(id, files), this.folder));
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function serverHalf(body: string): string {
  return `import { definePlugin } from '@callboard/plugin/server';\nexport default definePlugin(async (scope) => {\n${body}\n});\n`;
}

/** Installs a packed plugin. */
export function install(portal: TestPortal, content: Buffer): ReturnType<TestPortal['request']> {
  return portal.request('/api/callboard/plugins/packages?name=test.tgz', {
    method: 'POST',
    body: new Uint8Array(content),
    headers: { 'content-type': 'application/octet-stream' },
  });
}
