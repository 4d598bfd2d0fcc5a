import type { Problem, TextDefinition } from '../types.ts';

/** A definition that is shown as what it is: its text. */
export function textDefinition(badge: string, problem?: Problem): TextDefinition {
  return { format: 'text', badge, groups: [], warnings: [], ...(problem && { problem }) };
}
