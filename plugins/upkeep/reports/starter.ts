/** A first descriptor for a repository that has none, from what its own files already say. */
import { CallboardError, type PluginScope } from '@callboard/plugin/server';
import { stringify } from 'yaml';

export interface Starter {
  path: string;
  text: string;
}

interface Place {
  sourceId: string;
  repository: string;
}

const longestRead = 50_000;
const longestDescription = 200;
const mostTags = 5;
const readmes = ['README.md', 'readme.md', 'Readme.md'];
const owners = ['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS'];
const languages = { 'go.mod': 'go', 'Cargo.toml': 'rust', 'pyproject.toml': 'python', 'pom.xml': 'java' };

/** @throws {CallboardError} `not-found` when there is no such repository */
export async function starterOf(
  { sourceId, repository }: Place,
  { sources, entityFilename }: { sources: PluginScope['sources']; entityFilename: string },
): Promise<Starter> {
  if (!(await sources.repositories(sourceId)).some(({ name }) => name === repository))
    throw new CallboardError('not-found', `No source has a repository ${repository}`);
  async function first(paths: readonly string[]): Promise<string | undefined> {
    for (const path of paths) {
      try {
        return (await sources.readFile(sourceId, repository, path)).slice(0, longestRead);
      } catch {
        // Not there, or no text: then it says nothing about the repository.
      }
    }
    return undefined;
  }
  const manifest = packageIn(await first(['package.json']));
  const language = manifest ? 'node' : await languageOf(first);
  return {
    path: entityFilename,
    text: textOf({
      name: nameOf(manifest?.name ?? repository.split('/').at(-1)!),
      description: manifest?.description ?? firstWords(await first(readmes)),
      tags: [...new Set([...(language ? [language] : []), ...(manifest?.tags ?? [])])].slice(0, mostTags),
      owner: codeOwner(await first(owners)),
    }),
  };
}

async function languageOf(first: (paths: readonly string[]) => Promise<string | undefined>) {
  for (const [path, language] of Object.entries(languages)) if ((await first([path])) !== undefined) return language;
  return undefined;
}

function textOf(guess: { name: string; description: string | undefined; tags: string[]; owner: string | undefined }) {
  const { name, description, tags, owner } = guess;
  return [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    description
      ? `  description: ${scalar(description)}`
      : '  description: What it does for whom, in one or two sentences. # write this',
    ...(tags.length ? ['  tags:', ...tags.map((tag) => `  - ${scalar(tag)}`)] : []),
    'spec:',
    '  type: service # or website, library',
    '  lifecycle: production # or experimental, deprecated',
    owner
      ? `  owner: ${scalar(owner)} # the team as CODEOWNERS names it: check that the catalog knows it`
      : '  owner: team-name # the team to ask when it breaks',
    '',
  ].join('\n');
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}

/** What is allowed in the name of an entity. */
function nameOf(text: string): string {
  const name = text
    .replace(/^@[^/]*\//, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return scalar(name.slice(0, 63) || 'name');
}

function packageIn(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    const { name, description, keywords } = JSON.parse(text) as Record<string, unknown>;
    const tags = Array.isArray(keywords) ? keywords.filter((tag) => typeof tag === 'string') : [];
    return {
      name: typeof name === 'string' && name ? name : undefined,
      description: typeof description === 'string' && description.trim() ? shortened(description) : undefined,
      tags: tags.filter((tag) => /^[a-z0-9+#]+(-[a-z0-9+#]+)*$/.test(tag) && tag.length <= 63),
    };
  } catch {
    // Broken, or longer than what is read: then it says nothing here.
    return undefined;
  }
}

/** The first paragraph that is plain text. */
function firstWords(text: string | undefined): string | undefined {
  const paragraph = text
    ?.split(/\r?\n\s*\r?\n/)
    .map((part) => part.trim())
    .find((part) => /^[\p{L}\p{N}*_`"“]/u.test(part) && !/^\S+\n[=-]+$/.test(part));
  return paragraph && shortened(paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, ''));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longestDescription ? line : `${line.slice(0, longestDescription - 1).trimEnd()}…`;
}

/** The team that owns everything, by its last name: `* @company/payments` is `payments`. */
function codeOwner(text: string | undefined): string | undefined {
  const [, owner] = /^\*\s+@([\w./-]+)/m.exec(text ?? '') ?? [];
  return owner?.split('/').at(-1);
}
