import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './pages.ts';

const root = join(import.meta.dirname, '../..');

for (const page of generatedPages) {
  writeFileSync(join(root, page.path), await page.generate(root));
  process.stdout.write(`${page.path}\n`);
}
