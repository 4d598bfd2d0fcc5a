import type { Entity } from '../entity.ts';
import type { CatalogModel } from '../model.ts';
import { pathOf, quoted } from './plain-words.ts';
import { type Problem, problem } from '../problem.ts';
import { parsePartialEntityRef, type PartialEntityRef } from '../ref.ts';
import type { ReferenceValue } from '../relations.ts';

/** Problems of the refs in relation fields: those that cannot be read, and those that can hardly be meant so. */
export function checkReferences(entity: Pick<Entity, 'kind' | 'metadata' | 'spec'>, model: CatalogModel): Problem[] {
  return model.references(entity).flatMap((value) => (value.text === '' ? [] : (checkReference(value, model) ?? [])));
}

function checkReference(value: ReferenceValue, model: CatalogModel): Problem | undefined {
  const { field, pointer, text } = value;
  let ref: PartialEntityRef;
  try {
    ref = parsePartialEntityRef(text);
  } catch (error) {
    const message = `${pathOf(pointer)} is ${quoted(text)}, which cannot be read as a reference`;
    return problem('ref', 'reference-invalid', pointer, message, {
      known: error instanceof Error ? error.message : String(error),
    });
  }
  const kind = ref.kind ?? field.defaultKind;
  if (kind === undefined) {
    const message = `${pathOf(pointer)} is ${quoted(text)}, which does not say of which kind`;
    return problem('ref', 'reference-invalid', pointer, message, {
      known: `Entity reference "${text}" had missing or empty kind`,
      hint: `Name the kind, such as component:${text} or resource:${text}.`,
    });
  }
  const unlikely = unlikelyHint(ref, kind, value, model);
  if (unlikely)
    return problem(
      'hint',
      'reference-unlikely',
      pointer,
      `${pathOf(pointer)} is ${quoted(text)}, which cannot be the name of an entity`,
      {
        hint: unlikely,
      },
    );
  const allowed = field.allowedKinds;
  if (allowed && !allowed.some((each) => each.toLowerCase() === kind.toLowerCase())) {
    const message = `${pathOf(pointer)} leads to a ${kind}, where a ${allowed.join(' or ')} is expected`;
    return problem('hint', 'reference-kind-unusual', pointer, message);
  }
  return undefined;
}

function unlikelyHint(
  ref: PartialEntityRef,
  kind: string,
  { field, text }: ReferenceValue,
  model: CatalogModel,
): string | undefined {
  const { validators } = model;
  const valid =
    validators.entityName(ref.name) === undefined &&
    validators.kind(kind) === undefined &&
    (ref.namespace === undefined || validators.namespace(ref.namespace.toLowerCase()) === undefined);
  if (valid) return undefined;
  const wanted = field.defaultKind ? field.defaultKind.toLowerCase() : 'entity';
  if (/\{\{|\{%/.test(text)) return 'Replace the template expression; it is not filled in here.';
  if (text.length < 320 && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) {
    return `Write the name of a ${wanted}${field.defaultKind === 'Group' ? ', or user:<name> for one person' : ''}; an e-mail address belongs in spec.profile.email.`;
  }
  if (/\s/.test(text))
    return `Write the metadata.name of the ${wanted}, which has no spaces${text.includes(',') ? '; for several, use a list where the field allows it' : ''}.`;
  if (text.startsWith('@'))
    return `Write the metadata.name of the ${wanted} without the @ and without the organisation.`;
  return `Write the metadata.name of the ${wanted}.`;
}
