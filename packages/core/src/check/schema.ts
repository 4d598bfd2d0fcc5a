import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject } from '../entity.ts';
import { InvalidInput } from '../invalid-input.ts';

const compiled = new WeakMap<JsonObject, ValidateFunction>();
let ajv: Ajv | undefined;

/**
 * The check that a JSON Schema stands for, compiled once per schema object.
 * @throws {InvalidInput} when the schema itself is wrong
 */
export function compileSchema(schema: JsonObject): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  ajv ??= new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
    meta: false,
    validateSchema: false,
    logger: false,
    addUsedSchema: false,
  });
  try {
    const validate = ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  } catch (error) {
    throw new InvalidInput(`Not a JSON Schema: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** One schema tells at most so many violations; nobody reads more. */
const mostErrors = 50;

/** What a value violates. */
export function schemaErrors(schema: JsonObject, value: unknown): ErrorObject[] {
  const validate = compileSchema(schema);
  return validate(value) ? [] : (validate.errors ?? []).slice(0, mostErrors);
}

/** The value that a JSON pointer of a schema error names. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[token.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}
