/** From the fields of a form, which are text, to the input of an action, which is not. */
import type { FieldSchema, Input, InputSchema } from './types.ts';

export type FormValues = Record<string, string | boolean>;

export function startValues(schema: InputSchema | undefined): FormValues {
  return Object.fromEntries(Object.entries(schema?.properties ?? {}).map(([name, field]) => [name, startValue(field)]));
}

function startValue({ type, default: standard }: FieldSchema): string | boolean {
  if (type === 'boolean') return standard === true;
  if (standard === undefined) return '';
  return typeof standard === 'string' ? standard : JSON.stringify(standard);
}

/** @returns the input, without what was left empty; `undefined` while a field cannot be understood */
export function inputOf(schema: InputSchema | undefined, values: FormValues): Input | undefined {
  const input: Input = {};
  for (const [name, field] of Object.entries(schema?.properties ?? {})) {
    const value = values[name];
    if (value === undefined || value === '') {
      if (schema?.required?.includes(name)) return undefined;
      continue;
    }
    const understood = understand(field, value);
    if (understood === undefined) return undefined;
    input[name] = understood;
  }
  return input;
}

function understand({ type, enum: choices }: FieldSchema, value: string | boolean): unknown {
  if (typeof value === 'boolean') return value;
  if (choices) return choices.find((choice) => String(choice) === value);
  if (type === 'integer' || type === 'number') {
    const number = Number(value);
    return Number.isFinite(number) && (type === 'number' || Number.isInteger(number)) ? number : undefined;
  }
  if (type !== 'array' && type !== 'object') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Still being typed.
    return undefined;
  }
}
