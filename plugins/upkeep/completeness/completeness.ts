import { appliesToOf, type Entity, type Json } from '@callboard/plugin/server';
import { stringify } from 'yaml';
import { wantedFields, type WantedField } from './fields.ts';

export interface FieldState {
  id: string;
  label: string;
  why: string;
  isThere: boolean;
  /** For one that is missing: where it belongs, what to write, and the lines as they stand in the file. */
  missing?: { path: readonly string[]; example: Json; yaml: string };
}

export interface Completeness {
  /** Percent, whole; 100 when nothing is asked of this kind. */
  score: number;
  fields: FieldState[];
}

/** How complete the description of an entity is. */
export function completenessOf(entity: Entity): Completeness {
  const applies = appliesToOf(entity);
  const wanted = wantedFields.filter((field) => applies(field.appliesTo));
  const fields = wanted.map((field) => stateOf(field, entity));
  return { score: scoreOf(wanted, fields), fields };
}

function stateOf({ id, label, why, path, example, isThere }: WantedField, entity: Entity): FieldState {
  const state = { id, label, why, isThere: isThere(entity) };
  return state.isThere ? state : { ...state, missing: { path, example, yaml: yamlAt(path, example) } };
}

function scoreOf(wanted: readonly WantedField[], fields: readonly FieldState[]): number {
  const whole = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const there = wanted.reduce((sum, { weight }, index) => sum + (fields[index]!.isThere ? weight : 0), 0);
  return whole === 0 ? 100 : Math.floor((100 * there) / whole);
}

/** The lines of a field as they stand in a descriptor, from the top. */
export function yamlAt(path: readonly string[], value: Json): string {
  const whole = path.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
  return stringify(whole, { lineWidth: 0 }).trimEnd();
}
