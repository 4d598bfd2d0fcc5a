/** Checking a descriptor without storing it, and looking at a repository before registering it. */
import {
  InvalidInput,
  jsonText,
  readDescriptor,
  stringifyEntityRef,
  type Http,
  type JsonObject,
  type PluginScope,
} from '@callboard/plugin/server';
import { analyzeRepository } from '../analyze.ts';
import type { Catalog } from '../catalog.ts';
import { analyzeBody, noQuery, validateBody } from '../schema.ts';

type ValidateScope = Pick<PluginScope, 'model' | 'portal' | 'sources'>;

export function addValidateRoutes(http: Http, catalog: Catalog, scope: ValidateScope): void {
  http.post(
    '/validate-entity',
    {
      permission: 'catalog.entity.validate',
      summary: 'Check a descriptor without storing it',
      query: noQuery,
      body: validateBody,
    },
    async ({ body }) => {
      const { entity, location } = body;
      if (!/^url:https?:\/\//i.test(location.trim()))
        throw new InvalidInput(`Location "${location}" is not supported: it must be of type url`);
      const problems = await problemsOf(entity as JsonObject, location.trim().slice('url:'.length), scope);
      if (!problems.length) return jsonText('');
      const ref = refOf(entity as JsonObject);
      const errors = problems.map((message) => ({
        name: 'InputError',
        message: `Policy check failed for ${ref}; caused by Error: ${message}`,
        cause: { name: 'Error', message },
      }));
      return jsonText(JSON.stringify({ errors }), 400);
    },
  );

  http.post(
    '/analyze-location',
    {
      permission: 'catalog.location.analyze',
      summary: 'What registering a repository would bring in',
      query: noQuery,
      body: analyzeBody,
    },
    async ({ body }) => {
      const { location, catalogFilename = scope.portal.entityFilename } = body;
      if (!/^https?:\/\//i.test(location.target) || !URL.canParse(location.target))
        throw new InvalidInput('The given location.target is not a URL');
      return analyzeRepository(location.target, catalogFilename, catalog, scope);
    },
  );
}

/** Every error; placeholders are taken to be readable. */
async function problemsOf(entity: JsonObject, file: string, { model }: ValidateScope): Promise<string[]> {
  const message = 'not read when an entity is only checked';
  const placeholders = async () => ({ unread: { code: 'placeholder-not-read', message } });
  const { findings } = await readDescriptor(JSON.stringify(entity), { file, model, placeholders, knownWords: true });
  return findings.filter((finding) => finding.level === 'error').map((finding) => finding.message);
}

function refOf({ kind, metadata }: JsonObject): string {
  const { namespace, name } = (metadata ?? {}) as JsonObject;
  return stringifyEntityRef({
    kind: typeof kind === 'string' ? kind : 'unknown',
    namespace: typeof namespace === 'string' ? namespace : 'default',
    name: typeof name === 'string' ? name : 'unknown',
  });
}
