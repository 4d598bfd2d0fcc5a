import type { Json, JsonObject } from '../entity.ts';
import { escapePointer, type Problem, problem } from '../problem.ts';

/** Levels of nesting that an entity may have. */
export const deepestEntity = 100;

/** Problems of keys at any depth: those that differ only in case, those that no program handles safely, and nesting without end. */
export function checkKeys(value: JsonObject): Problem[] {
  const problems: Problem[] = [];
  visit(value, '', '', 0, problems);
  return problems;
}

function visit(value: Json, pointer: string, path: string, depth: number, problems: Problem[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepestEntity) {
    if (!problems.some((each) => each.code === 'nested-too-deep')) {
      problems.push(problem('envelope', 'nested-too-deep', pointer, `The entity is nested more than ${deepestEntity} levels deep`));
    }
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => visit(item, `${pointer}/${index}`, path, depth + 1, problems));
    return;
  }
  const seen = new Set<string>();
  for (const key of Object.keys(value)) {
    const lower = key.toLowerCase();
    const inner = `${pointer}/${escapePointer(key)}`;
    const innerPath = path === '' ? lower : `${path}.${lower}`;
    if (seen.has(lower)) {
      const message = `Entity has duplicate keys that vary only in casing, '${innerPath}'`;
      problems.push(problem('envelope', 'keys-differ-in-case', inner, message, { atKey: true }));
    }
    seen.add(lower);
    if (key === '__proto__') {
      problems.push(problem('envelope', 'key-refused', inner, 'The key __proto__ is not allowed', { atKey: true }));
      continue;
    }
    visit(value[key] as Json, inner, innerPath, depth + 1, problems);
  }
}
