import { configurationPage } from './configuration.ts';
import { dependenciesPage } from './dependencies.ts';
import { errorsPage, findingsPage } from './code-tables.ts';
import { kitReport } from './kit-report.ts';
import { surface } from './surface.ts';

/** A page of the docs that is made from something else, and never edited. */
export interface GeneratedPage {
  path: string;
  generate(root: string): string | Promise<string>;
}

export const generatedPages: readonly GeneratedPage[] = [
  { path: 'docs/configuration.md', generate: configurationPage },
  { path: 'docs/dependencies.md', generate: dependenciesPage },
  { path: 'docs/errors.md', generate: errorsPage },
  { path: 'docs/findings.md', generate: findingsPage },
  { path: 'docs/kit-api.md', generate: kitReport },
  { path: 'packages/plugin/surface.json', generate: surface },
];
