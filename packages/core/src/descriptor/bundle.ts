import { stringify } from 'yaml';
import type { Json } from '../entity.ts';
import type { DescriptorLimits } from './limits.ts';
import { parseWholeYaml } from './parse-whole.ts';
import { PlaceholderFailure } from './placeholder-failure.ts';

interface TextFile {
  path: string;
  text: string;
}

export interface Bundling {
  /** `$openapi` or `$asyncapi`, for messages. */
  key: string;
  limits: DescriptorLimits;
  read(target: string, from: string): Promise<TextFile>;
}

/** What the library says about a file that it wants: its name, and the reference as written in `baseUrl`. */
interface Wanted {
  url: string;
  reference?: string;
  baseUrl?: string;
}

/** More files than any API definition has. */
const mostFiles = 500;

/**
 * One text that holds an API definition and all that it refers to in other files. A definition that refers to none is given back as it was.
 * Every file is read through `read`; the library that joins them touches neither disk nor network by itself.
 * @throws {PlaceholderFailure} and whatever `read` throws
 */
export async function bundleReferences(file: TextFile, bundling: Bundling): Promise<string> {
  const { key, limits } = bundling;
  const root = parseWholeYaml(file.text, file.path, limits, key);
  if (typeof root !== 'object' || root === null || !hasOutsideReference(root)) return file.text;
  const rootUrl = urlOf(file.path);
  const pathOf = new Map([[rootUrl, file.path]]);
  let failure: unknown;
  const remember = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      failure ??= error;
      throw error;
    });
  const read = async (url: string, target: string, base: string): Promise<string> => {
    if (pathOf.size > mostFiles)
      throw new PlaceholderFailure(
        'placeholder-too-large',
        `Placeholder ${key} refers to more than ${mostFiles} files`,
      );
    const found = await bundling.read(target, pathOf.get(base) ?? file.path);
    pathOf.set(url, found.path);
    return found.text;
  };
  const { $RefParser } = await import('@apidevtools/json-schema-ref-parser');
  try {
    const bundled = await new $RefParser().bundle(rootUrl, root, {
      mutateInputSchema: true,
      resolve: {
        file: false,
        http: false,
        reader: {
          order: 1,
          canRead: true,
          read: ({ url, reference, baseUrl }: Wanted) =>
            remember(read(url, withoutHash(reference ?? url), withoutHash(baseUrl ?? rootUrl))),
        },
      },
      parse: {
        json: false,
        yaml: false,
        text: false,
        binary: false,
        reader: {
          order: 1,
          canParse: true,
          parse: ({ url, data }: { url: string; data: unknown }) =>
            remember((async () => parseWholeYaml(String(data), pathOf.get(url) ?? url, limits, key))()),
        },
      },
    });
    return stringify(bundled, { lineWidth: 0 });
  } catch (error) {
    if (failure !== undefined) throw failure;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlaceholderFailure(
      'placeholder-malformed',
      `Placeholder ${key} failed to bundle ${file.path}, ${reason}`,
      { cause: error },
    );
  }
}

function hasOutsideReference(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasOutsideReference);
  return Object.entries(value).some(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? !inner.startsWith('#') : hasOutsideReference(inner),
  );
}

/** A path in a repository as the library wants it; only a name for the file, never opened. */
function urlOf(path: string): string {
  return /^\w{2,}:\/\//.test(path) ? path : `/${path.replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/')}`;
}

function withoutHash(reference: string): string {
  const hash = reference.indexOf('#');
  return hash === -1 ? reference : reference.slice(0, hash);
}
