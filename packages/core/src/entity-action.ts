import { z } from 'zod';
import { actionCallShape } from './declared/action-call.ts';
import { isFilterText } from './filter.ts';

const filter = z.string().refine(isFilterText, 'a filter such as kind=api,spec.type=openapi').optional();

/** Data schema of an action: something that a person can have done to an entity, declared. */
export const entityActionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, starting with a letter'),
  title: z.string().min(1),
  description: z.string().default(''),
  icon: z.string().default('bolt'),
  /** Which entities it is for; absent: all. */
  appliesTo: filter,
  /** What whoever asks for it needs. */
  permission: z.string(),
  /** JSON Schema of an object: the form that is filled in; absent: there is nothing to fill in. */
  input: z.record(z.string(), z.json()).optional(),
  /** What has to be done before it runs: nothing, say yes, or type the name of the entity. */
  confirm: z.enum(['none', 'yes', 'name']).default('yes'),
  /** Entities for which the name has to be typed whatever `confirm` says, such as `spec.tier=1`. */
  confirmNameFor: filter,
  /** Somebody else has to agree before it runs. */
  approval: z.boolean().default(false),
  order: z.number().default(100),
  ...actionCallShape,
});

/** An action as its plugin declares it, without what is asked of a tool for it. */
export type EntityAction = Omit<z.output<typeof entityActionSchema>, keyof typeof actionCallShape>;
