import type { Json, JsonObject } from '../entity.ts';
import { pathOf } from './plain-words.ts';
import { type Problem, pointerOf, problem } from '../problem.ts';

/** Levels of nesting that an entity may have. */
export const deepestEntity = 100;

/** Problems of keys at any depth: those that differ only in case, those that no program handles safely, and nesting without end. */
export function checkKeys(value: JsonObject): Problem[] {
  const problems: Problem[] = [];
  visit(value, [], problems);
  return problems;
}

function visit(value: Json, path: string[], problems: Problem[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (path.length > deepestEntity) {
    if (problems.some((each) => each.code === 'nested-too-deep')) return;
    problems.push(
      problem(
        'envelope',
        'nested-too-deep',
        pointerOf(path),
        `The entity is nested more than ${deepestEntity} levels deep`,
      ),
    );
    return;
  }
  const keys = Object.keys(value);
  if (!Array.isArray(value)) checkSiblings(keys, path, problems);
  for (const key of keys) {
    path.push(key);
    visit((value as JsonObject)[key] as Json, path, problems);
    path.pop();
  }
}

function checkSiblings(keys: string[], path: string[], problems: Problem[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const lower = key.toLowerCase();
    if (seen.has(lower)) {
      const inner = [...path, key];
      const shown = inner
        .filter((token) => !/^\d+$/.test(token))
        .join('.')
        .toLowerCase();
      const other = keys.find((each) => each !== key && each.toLowerCase() === lower) ?? lower;
      const message = `${pathOf(pointerOf(inner))} differs from ${other} only in upper and lower case`;
      const known = `Entity has duplicate keys that vary only in casing, '${shown}'`;
      problems.push(problem('envelope', 'keys-differ-in-case', pointerOf(inner), message, { atKey: true, known }));
    }
    seen.add(lower);
    if (key !== '__proto__') continue;
    problems.push(
      problem('envelope', 'key-refused', pointerOf([...path, key]), 'The key __proto__ is not allowed', {
        atKey: true,
      }),
    );
  }
}
