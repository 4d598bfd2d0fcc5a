import { RuleTester } from 'oxlint/plugins-dev';
import { describe, expect, it } from 'vitest';
import { direction } from './direction.ts';
import { specifierZones, zones } from './zones.ts';

RuleTester.describe = describe;
RuleTester.it = it;
const root = '/checkout';

function file(path: string, code: string): { filename: string; code: string } {
  return { filename: `${root}/${path}`, code };
}

function refused(path: string, code: string, message: RegExp) {
  return { ...file(path, code), errors: [{ message }] };
}

new RuleTester({ cwd: root, languageOptions: { sourceType: 'module' } }).run('direction', direction, {
  valid: [
    file('packages/core/src/ref.ts', `import { z } from 'zod'; import { a } from './format.ts';`),
    file('packages/core/src/ref.test.ts', `import { readFileSync } from 'node:fs';`),
    file('packages/plugin/src/server/index.ts', `export * from '@callboard/core';`),
    file(
      'packages/server/src/index.ts',
      `import type { Http } from '@callboard/plugin/server'; import fs from 'node:fs';`,
    ),
    file('packages/web/src/main.tsx', `const kit = import('@callboard/plugin/web');`),
    file('packages/cli/src/start.ts', `import { startPortal } from '@callboard/server';`),
    file('plugins/catalog/server.ts', `import { definePlugin } from '@callboard/plugin/server'; import './routes.ts';`),
    file('plugins/catalog/views/page.tsx', `import { Page } from '@callboard/plugin/web';`),
    file('plugins/catalog/views/page.tsx', `import type { Row } from '../schema.ts';`),
    file('packages/server/src/storage/records.contract.test.ts', `import '../../../../tests/setup/databases.ts';`),
    file('tools/checks/main.ts', `import '@callboard/core'; import 'node:fs';`),
  ],
  invalid: [
    refused('packages/core/src/ref.ts', `import { readFileSync } from 'node:fs';`, /runs in the browser too/),
    refused('packages/core/src/ref.ts', `import '@callboard/plugin/server';`, /core may import nothing of ours/),
    refused('packages/server/src/index.ts', `export * from '@callboard/web';`, /is web/),
    refused('packages/server/src/index.ts', `import '@callboard/cli';`, /is cli/),
    refused('packages/web/src/main.tsx', `import '@callboard/plugin/server';`, /is kit-server/),
    refused('packages/web/src/main.tsx', `import path from 'path';`, /runs in the browser too/),
    refused('packages/cli/src/start.ts', `import '../../server/src/index.ts';`, /by its name/),
    refused('plugins/catalog/server.ts', `import '@callboard/core';`, /is core/),
    refused('plugins/catalog/server.ts', `import '../search/service.ts';`, /nothing of another/),
    refused('plugins/catalog/server.ts', `import '../../packages/server/src/index.ts';`, /nothing of another/),
    refused('plugins/catalog/views/page.tsx', `import { rows } from '../service.ts';`, /is plugin-server/),
    refused('plugins/catalog/web.tsx', `import '@callboard/plugin/web/shell';`, /is kit-shell/),
    refused('plugins/catalog/web.tsx', `const load = () => import('@callboard/server');`, /is server/),
    refused('packages/plugin/src/web/index.ts', `import '../server/index.ts';`, /is kit-server/),
    refused('packages/server/src/index.ts', `import '@callboard/plugin';`, /outside every zone/),
  ],
});

describe('the table of zones', () => {
  it('names only zones that exist', () => {
    const names = zones.map((zone) => zone.name);
    for (const zone of zones) expect(names).toEqual(expect.arrayContaining([...zone.mayImport]));
    expect(names).toEqual(expect.arrayContaining(Object.values(specifierZones)));
  });

  it('lets no two zones import each other', () => {
    const circles = zones.filter((zone) =>
      zone.mayImport.some((name) => zones.find((other) => other.name === name)?.mayImport.includes(zone.name)),
    );
    expect(circles).toEqual([]);
  });
});
