/** The values that templates of an action hold, and what is made with them. */
import type { Entity, Json, JsonObject } from '@callboard/core';
import {
  entityValue,
  parseTemplate,
  renderText,
  renderUrl,
  UnfitValue,
  type Placeholder,
  type ValueOf,
} from '@callboard/core/declared';
import type { WebRequest } from './ask.ts';
import { jsonAt, renderHeaders, setting, textAt, unfitFailure } from './request.ts';

/** All that a template of an action may hold. */
export interface ActionValues {
  /** All settings, secrets among them. */
  config: Record<string, unknown>;
  entity: Entity;
  input: JsonObject;
  /** Reference of whoever asked. */
  user: string;
  /** Answer to the GET of the preview. */
  before?: Json;
  /** Answer to the call. */
  answer?: Json;
}

interface RequestTemplates {
  method: WebRequest['method'];
  url: string;
  headers: Record<string, string>;
  body?: Json | undefined;
}

/** @throws {DataFailure} when a value is missing, or may not stand where it would */
export function actionRequest({ method, url, headers, body }: RequestTemplates, values: ActionValues): WebRequest {
  return fitting(values, (valueOf) => {
    const rendered = renderHeaders(headers, 'action', valueOf);
    return {
      url: renderUrl(parseTemplate(url, 'action'), valueOf),
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...rendered,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(filledIn(body, values, valueOf) ?? null) }),
    };
  });
}

/** @throws {DataFailure} */
export function actionText(template: string, values: ActionValues): string {
  return fitting(values, (valueOf) => renderText(parseTemplate(template, 'action'), valueOf));
}

/** @throws {DataFailure} */
export function actionInput(templates: JsonObject, values: ActionValues): JsonObject {
  return fitting(values, (valueOf) => filledIn(templates, values, valueOf) as JsonObject);
}

function fitting<T>(values: ActionValues, work: (valueOf: ValueOf) => T): T {
  try {
    return work((place) => valueAt(place, values));
  } catch (error) {
    throw error instanceof UnfitValue ? unfitFailure(error, values.entity) : error;
  }
}

function valueAt(place: Placeholder, { config, entity, user, ...rest }: ActionValues): string | undefined {
  const { from, path } = place;
  if (from === 'config') return setting(config, path);
  if (from === 'entity') return entityValue(entity, path);
  if (from === 'user') return path === 'name' ? user.split('/').at(-1) : user;
  return textAt(rest[from], path);
}

/** A text that is one place for input or an answer becomes that value; where there is none, the field is left out. */
function filledIn(value: Json, values: ActionValues, valueOf: ValueOf): Json | undefined {
  if (typeof value === 'string') {
    const template = parseTemplate(value, 'action');
    const [place, ...more] = template;
    if (typeof place === 'object' && !more.length && isJson(place))
      return jsonAt(values[place.from as 'input' | 'before' | 'answer'], place.path);
    return renderText(template, valueOf);
  }
  if (Array.isArray(value)) return value.map((item) => filledIn(item, values, valueOf) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.entries(value).map(([key, inner]) => [key, filledIn(inner, values, valueOf)] as const);
  return Object.fromEntries(filled.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function isJson({ from, as }: Placeholder): boolean {
  return as === undefined && (from === 'input' || from === 'before' || from === 'answer');
}
