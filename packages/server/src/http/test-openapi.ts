/** What makes a document valid OpenAPI 3.1, as far as its makers could get it wrong; for tests. */
import Ajv2020 from 'ajv/dist/2020.js';

interface Operation {
  operationId?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown; description?: string }[];
  requestBody?: { content: Record<string, { schema?: unknown }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>;
}

interface Document {
  openapi: string;
  info: { title?: string; version?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

/** Everything that is wrong with a document; nothing when it is valid. */
export function openApiFaults(value: unknown): string[] {
  const document = value as Document;
  const faults: string[] = [];
  if (!/^3\.1\.\d+$/.test(document.openapi)) faults.push(`version ${document.openapi}`);
  if (!document.info.title || !document.info.version) faults.push('info without title and version');
  const ids = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(`${path}: no path`);
    for (const [method, operation] of Object.entries(methods)) {
      const place = `${method} ${path}`;
      if (!operation.operationId || ids.has(operation.operationId))
        faults.push(`${place}: operationId ${operation.operationId}`);
      ids.add(operation.operationId ?? '');
      faults.push(...parameterFaults(path, operation).map((fault) => `${place}: ${fault}`));
      const responses = Object.entries(operation.responses ?? {});
      if (!responses.length) faults.push(`${place}: no response`);
      for (const [status, { description }] of responses) {
        if (!description || !/^([1-5]\d\d|default)$/.test(status)) faults.push(`${place}: response ${status}`);
      }
    }
  }
  return [...faults, ...schemaFaults(document)];
}

function parameterFaults(path: string, { parameters = [] }: Operation): string[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
  return [
    ...inPath.filter((name) => !declared.includes(name)).map((name) => `{${name}} is not declared`),
    ...declared.filter((name) => !inPath.includes(name)).map((name) => `${name} is not in the path`),
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} is there twice`),
    ...parameters
      .filter((parameter) => parameter.in === 'path' && !parameter.required)
      .map(({ name }) => `${name} is not required`),
    ...parameters.filter((parameter) => parameter.schema === undefined).map(({ name }) => `${name} has no schema`),
  ];
}

/** Every schema is one of JSON Schema 2020-12, and every reference leads somewhere. */
function schemaFaults(document: Document): string[] {
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', ...document });
  const pointers = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const base = ['paths', path, method];
      return [
        ...(operation.parameters ?? []).map((_parameter, index) => [...base, 'parameters', String(index), 'schema']),
        ...contentPointers([...base, 'requestBody'], operation.requestBody?.content),
        ...Object.entries(operation.responses ?? {}).flatMap(([status, { content }]) =>
          contentPointers([...base, 'responses', status], content),
        ),
      ];
    }),
  );
  const shared = Object.keys(document.components.schemas).map((name) => ['components', 'schemas', name]);
  return [...pointers, ...shared].flatMap((pointer) => {
    const reference = `document#/${pointer.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    try {
      ajv.compile({ $ref: reference });
      return [];
    } catch (error) {
      return [`${pointer.join(' ')}: ${(error as Error).message}`];
    }
  });
}

function contentPointers(base: string[], content: Record<string, { schema?: unknown }> | undefined): string[][] {
  return Object.keys(content ?? {}).map((type) => [...base, 'content', type, 'schema']);
}
