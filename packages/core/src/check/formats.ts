import type { JsonObject } from '../entity.ts';
import type { Validator, Validators } from '../format.ts';
import { expected, pathOf, quoted } from './plain-words.ts';
import { escapePointer, type Problem, problem } from '../problem.ts';

const longestQuote = 200;

/** Problems of single strings: names, labels, tags, links. What is not even a string is left to the envelope check. */
export function checkFormats(value: JsonObject, validators: Validators): Problem[] {
  const problems: Problem[] = [];
  const check = (field: string, pointer: string, text: unknown, validator: Validator, atKey = false): void => {
    if (typeof text !== 'string') return;
    const wanted = validator(text);
    if (wanted === undefined) return;
    const found = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
    const message = atKey
      ? `A key in ${pathOf(pointer.slice(0, pointer.lastIndexOf('/')))} should be ${wanted}, but is ${quoted(text)}`
      : expected(pathOf(pointer), wanted, text);
    problems.push(
      problem('format', 'format-invalid', pointer, message, {
        atKey,
        known: `"${field}" is not valid; expected ${wanted} but found "${found}".`,
        ...hintPart(formatHint(field, text, validator)),
      }),
    );
  };
  check('apiVersion', '/apiVersion', value.apiVersion || undefined, validators.apiVersion);
  check('kind', '/kind', value.kind || undefined, validators.kind);
  const metadata = mapOf(value.metadata);
  check('metadata.name', '/metadata/name', metadata.name || undefined, validators.entityName);
  check('metadata.namespace', '/metadata/namespace', metadata.namespace || undefined, validators.namespace);
  for (const [key, text] of Object.entries(mapOf(metadata.labels))) {
    const pointer = `/metadata/labels/${escapePointer(key)}`;
    check(`labels.${key}`, pointer, key, validators.labelKey, true);
    check(`labels.${key}`, pointer, text, validators.labelValue);
  }
  for (const [key, text] of Object.entries(mapOf(metadata.annotations))) {
    const pointer = `/metadata/annotations/${escapePointer(key)}`;
    check(`annotations.${key}`, pointer, key, validators.annotationKey, true);
    check(`annotations.${key}`, pointer, text, validators.annotationValue);
  }
  listOf(metadata.tags).forEach((tag, index) =>
    check(`tags.${index}`, `/metadata/tags/${index}`, tag || undefined, validators.tag),
  );
  listOf(metadata.links).forEach((link, index) => {
    const { url, title, icon } = mapOf(link);
    check(`links.${index}.url`, `/metadata/links/${index}/url`, url || undefined, validators.linkUrl);
    check(`links.${index}.title`, `/metadata/links/${index}/title`, title || undefined, validators.linkTitle);
    check(`links.${index}.icon`, `/metadata/links/${index}/icon`, icon || undefined, validators.linkIcon);
  });
  return problems;
}

/** Proposes a value that would pass, where one is near. */
function formatHint(field: string, text: string, validator: Validator): string | undefined {
  if (text.length > longestQuote) return undefined;
  if (field.endsWith('.url'))
    return text.includes('.') && validator(`https://${text}`) === undefined ? `Write https://${text}` : undefined;
  const plain = text.trim().replaceAll(/\s+/g, '-');
  const proposals = [
    plain,
    plain.toLowerCase(),
    plain
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, ''),
  ];
  const fitting = proposals.find((proposal) => proposal !== '' && validator(proposal) === undefined);
  const extra = field === 'metadata.name' ? '; the text as it is can be the metadata.title' : '';
  return fitting === undefined ? undefined : `Write ${fitting}${extra}.`;
}

function hintPart(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
