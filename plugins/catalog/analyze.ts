/** What a repository holds before it is registered: its descriptor files, or a suggestion for a first one. */
import type { Entity, PluginScope, SourceInput } from '@callboard/plugin/server';
import type { Catalog } from './catalog.ts';
import { previewEntities } from './preview.ts';

export interface LocationAnalysis {
  existingEntityFiles: { location: { type: 'url'; target: string }; isRegistered: boolean; entity: Entity }[];
  generateEntities: { entity: Entity; fields: unknown[] }[];
}

type AnalyzeScope = Pick<PluginScope, 'model' | 'sources'>;

const slugAnnotations: [RegExp, string][] = [
  [/(^|\.)github\./, 'github.com/project-slug'],
  [/(^|\.)gitlab\./, 'gitlab.com/project-slug'],
  [/(^|\.)bitbucket\./, 'bitbucket.org/project-slug'],
  [/(^|\.)dev\.azure\.com$/, 'dev.azure.com/project-repo'],
];

/** @param target URL of a repository or of one file */
export async function analyzeRepository(
  target: string,
  fileName: string,
  catalog: Catalog,
  scope: AnalyzeScope,
): Promise<LocationAnalysis> {
  const isFile = /\.(ya?ml|json)$/i.test(new URL(target).pathname);
  const input = isFile ? { type: 'url' as const, target } : repositoryInput(target, fileName);
  const { entities } = await previewEntities(scope, input);
  const existing = entities
    .filter(({ entity, location }) => location.startsWith('url:') && !entity.metadata.name.startsWith('generated-'))
    .map(({ ref, entity, location }) => ({
      location: { type: 'url' as const, target: location.slice('url:'.length) },
      isRegistered: isKnown(ref, location, catalog),
      entity,
    }));
  return {
    existingEntityFiles: existing,
    generateEntities: existing.length ? [] : [{ entity: suggestion(target), fields: [] }],
  };
}

/** What stands between a repository and one of its folders, on the code hosts that are in use. */
const folderMark = /\/(?:-\/)?(?:tree|src\/branch)\/([^/]+)(?:\/(.*?))?\/*$/;

/** The repository of a URL; of that of a folder in it, that branch and folder alone. */
function repositoryInput(target: string, fileName: string): SourceInput {
  const url = new URL(target);
  const found = folderMark.exec(url.pathname);
  if (!found) return { type: 'git', target, options: { descriptors: [`**/${fileName}`] } };
  const [mark, branch, folder = ''] = found;
  const below = folder && `${decodeURIComponent(folder)}/`;
  const repository = `${url.origin}${url.pathname.slice(0, -mark.length)}`;
  return { type: 'git', target: repository, options: { branch, descriptors: [`${below}**/${fileName}`] } };
}

/** Whether the catalog has the entity, from this very file. */
function isKnown(ref: string, location: string, catalog: Catalog): boolean {
  const document = catalog.index.find(ref);
  if (document === undefined) return false;
  const fromHere = catalog.index.search({
    op: 'equals',
    key: 'metadata.annotations.backstage.io/managed-by-location',
    values: [location.toLowerCase()],
  });
  return fromHere.members.has(document);
}

function suggestion(target: string): Entity {
  const url = new URL(target);
  const [owner = '', repository = url.hostname] = url.pathname.split('/').filter(Boolean);
  const plain = repository.replace(/\.git$/, '');
  const name =
    plain
      .replace(/[^A-Za-z0-9_.-]/g, '-')
      .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
      .slice(0, 63) || 'unnamed';
  const annotation = slugAnnotations.find(([host]) => host.test(url.hostname))?.[1] ?? `${url.hostname}/project-slug`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: { [annotation]: `${owner}/${plain}` } },
    spec: { type: 'other', lifecycle: 'unknown' },
  };
}
