/**
 * Texts with places for values: `https://status.example.org/services/${entity.name}?team=${config.team}`. A value is written as its place
 * asks for, so that none can lead elsewhere: whoever writes an annotation does not choose the host, the path or the query.
 */
import type { Entity } from '../entity.ts';
import { InvalidInput } from '../invalid-input.ts';
import { entityRefOf } from '../ref.ts';

/** A place for a value. */
export interface Placeholder {
  /** `input`, `user` and `answer` are there for actions alone. */
  from: 'config' | 'entity' | 'input' | 'user' | 'before' | 'answer';
  /** Name of a setting, what of the entity (`name`, `annotation.example.org/id`, `spec.owner`), or a field; of an answer it may be empty: all of it. */
  path: string;
  /** `path`: slashes divide, so it may be several segments of a path; `quoted`: it stands between double quotes. */
  as?: 'path' | 'quoted';
  /** Of a path: the segment that stands between two of the value, as in `path:job`. */
  between?: string;
}

/** A template that has been read: its texts and its places in turn. */
export type Template = (string | Placeholder)[];
/** What a place is to hold; nothing where there is no such value. */
export type ValueOf = (place: Placeholder) => string | undefined;

/** A value of a template is missing, or may not stand where it would. */
export class UnfitValue extends Error {
  override name = 'UnfitValue';
  readonly place: Placeholder | undefined;
  readonly isMissing: boolean;
  constructor(message: string, place?: Placeholder, isMissing = false) {
    super(message);
    this.place = place;
    this.isMissing = isMissing;
  }
}

const longestValue = 2000;
const placeholder = /\$\{\s*([^}|]*?)\s*(?:\|\s*(\w*(?::\w+)?)\s*)?\}/g;
const actionPath = /^(?:(input)\.([\w.-]+)|(?:(user)(?:\.(name))?)|(?:(before|answer)(?:\.([\w.-]+))?))$/;
const entityPath = /^(name|namespace|kind|ref|title|annotation\..+|label\..+|spec\.[\w.-]+)$/;

/** What a template is of: an action knows more than a data source. */
export type TemplateOf = 'data' | 'action';

/** @throws {InvalidInput} naming the place that is not understood */
export function parseTemplate(text: string, of: TemplateOf = 'data'): Template {
  const parts: Template = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(placeOf(match[0], match[1]!, match[2], of));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  const open = parts.find((part) => typeof part === 'string' && part.includes('${'));
  if (open) throw new InvalidInput('a place that begins with ${ ends with }');
  return parts;
}

function placeOf(whole: string, name: string, as: string | undefined, of: TemplateOf): Placeholder {
  const [kind, between] = as?.split(':') ?? [];
  if (kind !== undefined && kind !== 'path' && (kind !== 'quoted' || between !== undefined))
    throw new InvalidInput(`${whole}: after | stands path, path:<segment between> or quoted`);
  const place = (from: Placeholder['from'], path: string): Placeholder => ({
    from,
    path,
    ...(kind && { as: kind }),
    ...(between && { between }),
  });
  if (/^config\.\w+$/.test(name)) return place('config', name.slice('config.'.length));
  const path = name.startsWith('entity.') ? name.slice('entity.'.length) : '';
  if (entityPath.test(path)) return place('entity', path);
  const [from, field = ''] = (actionPath.exec(name) ?? []).slice(1).filter((part) => part !== undefined);
  if (from !== undefined && (of === 'action' || from === 'before')) return place(from as Placeholder['from'], field);
  throw new InvalidInput(
    `${whole}: known are config.<setting>, ${of === 'action' ? 'input.<field>, answer.<field>, user, user.name, ' : ''}before.<field> and entity. with name, namespace, kind, ref, title, annotation.<name>, label.<name>, spec.<field>`,
  );
}

/** All places of a template, or of every text inside a value. @throws {InvalidInput} */
export function placesIn(value: unknown, of: TemplateOf = 'data'): Placeholder[] {
  if (typeof value === 'string') return parseTemplate(value, of).filter((part) => typeof part !== 'string');
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => placesIn(inner, of));
}

/** A value of an entity by its path; only texts, numbers and booleans are values. */
export function entityValue(entity: Entity, path: string): string | undefined {
  const { kind, metadata } = entity;
  if (path === 'name') return metadata.name;
  if (path === 'namespace') return metadata.namespace ?? 'default';
  if (path === 'kind') return kind;
  if (path === 'ref') return entityRefOf(entity);
  if (path === 'title') return metadata.title ?? metadata.name;
  if (path.startsWith('annotation.')) return own(metadata.annotations, path.slice('annotation.'.length));
  if (path.startsWith('label.')) return own(metadata.labels, path.slice('label.'.length));
  let value: unknown = entity;
  for (const name of path.split('.')) value = ownProperty(value, name);
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function own(record: Record<string, string> | undefined, name: string): string | undefined {
  const value = ownProperty(record, name);
  return typeof value === 'string' ? value : undefined;
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function placeName({ from, path }: Placeholder): string {
  return path === '' ? from : `${from}.${path}`;
}

function filled(place: Placeholder, valueOf: ValueOf): string {
  const value = valueOf(place)?.trim();
  if (value === undefined || value === '') throw new UnfitValue(`there is no ${placeName(place)}`, place, true);
  if (value.length > longestValue)
    throw new UnfitValue(`${placeName(place)} is longer than ${longestValue} characters`, place);
  return value.toWellFormed();
}

/** The text with its values as they are. @throws {UnfitValue} */
export function renderText(template: Template, valueOf: ValueOf): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = filled(part, valueOf);
      return part.as === 'quoted' ? quoted(value) : value;
    })
    .join('');
}

/** The text as the value of a header. @throws {UnfitValue} also for what would end the header */
export function renderHeader(template: Template, valueOf: ValueOf): string {
  const text = renderText(template, valueOf);
  if (/^[\t\x20-\x7e]*$/.test(text)) return text;
  throw new UnfitValue(
    'a header holds letters, digits and signs of ASCII only',
    template.find((part) => typeof part !== 'string'),
  );
}

/** A plugin of this portal in place of a host; a setting alone can say so. */
const portalAddress = /^portal:\/api\/[a-z]/;
const startsWithHost = /^https?:\/\/[^/?#\\@\s]+(?=[/?]|$)/i;

/** What is wrong with a template as a URL: its host has to stand there, or in the setting that it begins with. */
export function urlProblem(template: Template): string | undefined {
  const [first, second] = template;
  if (template.some((part) => typeof part === 'string' && /[#\\\s]/.test(part)))
    return 'holds neither spaces nor # nor \\';
  if (typeof first === 'object') {
    if (first.from === 'entity') return 'an entity cannot say which host is asked';
    if (first.from !== 'config') return 'begins with https://, a host and a /, or with ${config.…}';
    if (second === undefined || (typeof second === 'string' && /^[/?]/.test(second))) return undefined;
    return 'after the setting that it begins with stands / or ?';
  }
  const host = startsWithHost.exec(first ?? '');
  if (!host) return 'begins with https://, a host and a /, or with ${config.…}';
  if (second !== undefined && host[0].length === first!.length)
    return 'the host cannot be made of values; let the whole address be a setting';
  return undefined;
}

/**
 * The URL with each value encoded by where it stands. The setting that it begins with stands as it is.
 * @throws {UnfitValue} also for a value that would climb in the path
 */
export function renderUrl(template: Template, valueOf: ValueOf): string {
  const problem = urlProblem(template);
  if (problem) throw new UnfitValue(problem);
  const [first] = template;
  const base = typeof first === 'object' ? baseUrl(first, valueOf) : '';
  let url = '';
  for (const part of base ? template.slice(1) : template) {
    if (typeof part === 'string') url += part;
    else url += encoded(part, filled(part, valueOf), url.includes('?') || base.includes('?'));
  }
  const [path] = url.replace(startsWithHost, '').split('?');
  if (!base.includes('?') && path!.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment)))
    throw new UnfitValue('a value that climbs in the path cannot stand there');
  return base + url;
}

function baseUrl(place: Placeholder, valueOf: ValueOf): string {
  const text = filled(place, valueOf).replace(/\/+$/, '');
  const isAddress = /^https?:\/\//i.test(text) || portalAddress.test(text);
  if (isAddress && URL.canParse(text) && !/[#\\\s]/.test(text)) return text;
  throw new UnfitValue(`the setting ${place.path} is no URL that begins with https://`, place);
}

function encoded({ as, between, ...place }: Placeholder, value: string, isQuery: boolean): string {
  if (as === 'quoted') return encodeURIComponent(quoted(value));
  if (as !== 'path' || isQuery) return encodeURIComponent(value);
  const segments = value.split('/');
  if (segments.includes(''))
    throw new UnfitValue(`${place.from}.${place.path} has an empty part between slashes`, place);
  return segments.map(encodeURIComponent).join(between ? `/${between}/` : '/');
}

function quoted(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
