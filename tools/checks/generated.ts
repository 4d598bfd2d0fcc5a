import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const longestKitReport = 300;

/** Every generated page says what its source says now, and the kit has not outgrown its report. */
export async function checkGenerated(root: string): Promise<string[]> {
  // Loaded late: it loads the whole server, and the other checks have something to say about one that does not load.
  const { generatedPages } = await import('../generate/pages.ts');
  const problems: string[] = [];
  for (const page of generatedPages) {
    const text = await page.generate(root);
    const path = join(root, page.path);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text)
      problems.push(`${page.path}: out of date. Run: npm run generate`);
    const lines = text.split('\n').length - 1;
    if (page.path === 'docs/kit-api.md' && lines > longestKitReport) {
      problems.push(
        `${page.path}: ${lines} lines, more than ${longestKitReport}. The kit has too many names: take some back.`,
      );
    }
  }
  return problems;
}
