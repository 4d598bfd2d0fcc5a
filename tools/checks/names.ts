import { projectFiles } from '../files.ts';

const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Names that the outside world reads, and so decides. */
const given = new Set([
  'AGENTS.md',
  'CHANGELOG.md',
  'CODEOWNERS',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'SECURITY.md',
  'ISSUE_TEMPLATE',
  'PULL_REQUEST_TEMPLATE.md',
  'bug_report.yml',
  'feature_request.yml',
]);

/** Every file and folder has a kebab-case name. Examples stand for other people's repositories, and name things as those do. */
export function checkNames(root: string): string[] {
  return wronglyNamed(projectFiles(root)).map((path) => `${path}: not kebab-case`);
}

/** The paths in which some part is not kebab-case. */
export function wronglyNamed(paths: string[]): string[] {
  return paths
    .filter((path) => !path.startsWith('examples/') && !path.includes('/fixtures/'))
    .filter((path) => path.split('/').some((part) => !kebabCase.test(part) && !given.has(part)));
}
