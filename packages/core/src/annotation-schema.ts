/** What the value of an annotation has to be: the part of JSON Schema that is about texts. */
import { z } from 'zod';

const longestPattern = 500;
/** Of longer values only the length is looked at: an expression could take for ever over them. */
const longestChecked = 1000;

export const annotationSchemaSchema = z.strictObject({
  type: z.literal('string').optional(),
  pattern: z
    .string()
    .max(longestPattern)
    .refine((text) => expressionOf(text) !== undefined, 'a regular expression')
    .optional(),
  enum: z.array(z.string()).min(1).max(100).optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  /** `uri`: an address that begins with http:// or https://. */
  format: z.enum(['uri']).optional(),
});

/** What the value of an annotation has to be. */
export type AnnotationSchema = z.output<typeof annotationSchemaSchema>;

/** An annotation that a running plugin understands, as a check needs it. */
export interface AnnotationRule {
  /** Name of the plugin, as people know it. */
  plugin: string;
  name: string;
  feature: string;
  description: string;
  example: string;
  appliesTo?: string | undefined;
  schema: AnnotationSchema;
  level: 'info' | 'warning';
}

/** @returns what the value should be instead, such as `one of "a", "b"`; `undefined` when it fits */
export function annotationProblem(schema: AnnotationSchema, value: string): string | undefined {
  const { pattern, enum: choices, minLength = 0, maxLength = longestChecked, format } = schema;
  if (value.length < minLength) return `at least ${minLength} characters`;
  if (value.length > maxLength) return `at most ${maxLength} characters`;
  if (choices && !choices.includes(value))
    return `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
  if (format === 'uri' && !/^https?:\/\/\S+$/.test(value)) return 'a complete URL';
  if (pattern !== undefined && !expressionOf(pattern)!.test(value)) return `of the form ${pattern}`;
  return undefined;
}

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    // Whatever is wrong with it, the message is the same.
    return undefined;
  }
}
