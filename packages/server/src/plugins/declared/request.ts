/** From a data source and an entity to what is asked. */
import { entityRefOf, type Entity, type Json, type JsonObject } from '@callboard/core';
import {
  entityValue,
  parseTemplate,
  renderHeader,
  renderText,
  renderUrl,
  UnfitValue,
  type DataSource,
  type TemplateOf,
  type ValueOf,
} from '@callboard/core/declared';
import { DataFailure } from './data-failure.ts';

/** What is asked of a data source, with all values in their places. Holds secrets. */
export type DataRequest =
  | { url: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string }
  | { file: string }
  | { value: Json };

/**
 * @param before the answer to what is asked first, where the source says so
 * @throws {DataFailure} when a value is missing, or may not stand where it would
 */
export function requestOf(
  source: DataSource,
  config: Record<string, unknown>,
  entity: Entity | undefined,
  before?: Json,
): DataRequest {
  const valueOf: ValueOf = ({ from, path }) => {
    if (from === 'config') return setting(config, path);
    return from === 'before' ? textAt(before, path) : entity && entityValue(entity, path);
  };
  try {
    if (source.file !== undefined) return { file: source.file };
    if (source.url === undefined) return { value: filledIn(source.value ?? null, valueOf) };
    const { url, method, headers, body } = source;
    const rendered = renderHeaders(headers, 'data', valueOf);
    return {
      url: renderUrl(parseTemplate(url), valueOf),
      method,
      headers: {
        accept: 'application/json',
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...rendered,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(filledIn(body, valueOf)) }),
    };
  } catch (error) {
    throw error instanceof UnfitValue ? unfitFailure(error, entity) : error;
  }
}

/** What is asked before the source itself. @throws {DataFailure} */
export function firstRequestOf(
  { first, ...source }: DataSource,
  config: Record<string, unknown>,
  entity: Entity | undefined,
): DataRequest | undefined {
  if (!first) return undefined;
  return requestOf(
    { ...source, url: first.url, headers: first.headers, method: 'GET', body: undefined },
    config,
    entity,
  );
}

/** A text, number or boolean in an answer, as text. */
export function textAt(value: Json | undefined, path: string): string | undefined {
  const found = jsonAt(value, path);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
}

export function jsonAt(value: Json | undefined, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as JsonObject)[name];
  }
  return found;
}

/** By lower-case name. One with a setting that has no value is left out: not every tool wants a token. @throws {UnfitValue} */
export function renderHeaders(
  headers: Record<string, string>,
  of: TemplateOf,
  valueOf: ValueOf,
): Record<string, string> {
  const rendered = Object.entries(headers).flatMap(([name, text]) => {
    const template = parseTemplate(text, of);
    const isUnset = template.some(
      (part) => typeof part !== 'string' && part.from === 'config' && !valueOf(part)?.trim(),
    );
    return isUnset ? [] : [[name.toLowerCase(), renderHeader(template, valueOf)] as const];
  });
  return Object.fromEntries(rendered);
}

export function setting(config: Record<string, unknown>, name: string): string | undefined {
  const value = Object.hasOwn(config, name) ? config[name] : undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** Texts that are addresses are written as addresses, others as they are. */
function filledIn(value: Json, valueOf: ValueOf): Json {
  if (typeof value === 'string') {
    const template = parseTemplate(value);
    return isAddress(template) ? renderUrl(template, valueOf) : renderText(template, valueOf);
  }
  if (Array.isArray(value)) return value.map((item) => filledIn(item, valueOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, valueOf)]));
}

function isAddress(template: ReturnType<typeof parseTemplate>): boolean {
  const [first, second] = template;
  if (typeof first === 'string') return template.length > 1 && /^https?:\/\//i.test(first);
  return first?.from === 'config' && typeof second === 'string' && second.startsWith('/');
}

export function unfitFailure({ message, place, isMissing }: UnfitValue, entity: Entity | undefined): DataFailure {
  const name = entity ? entityRefOf(entity) : 'nothing';
  const [, what, key] = /^(annotation|label)\.(.+)$/.exec(place?.path ?? '') ?? [];
  if (isMissing && place?.from === 'config')
    return new DataFailure(
      'value-missing',
      `The setting ${place.path} is not set.`,
      'Whoever runs the portal sets it.',
    );
  if (isMissing && key !== undefined)
    return new DataFailure('value-missing', `${name} has no ${what} ${key}.`, `Add it under metadata.${what}s.`);
  if (isMissing && place && place.from !== 'entity')
    return new DataFailure('value-missing', `${upper(message)}.`, 'Fill it in, or correct plugin.yaml.');
  if (isMissing)
    return new DataFailure('value-missing', `${name} has no ${place?.path ?? 'value'}.`, 'Add it to the descriptor.');
  return new DataFailure(
    'value-unfit',
    `${message}.`,
    'Correct it in the descriptor, or in the settings of the plugin.',
  );
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
