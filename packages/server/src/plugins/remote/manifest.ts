/** The manifest of a remote plugin: read from an address, checked as any other, and held to its own service. */
import { createHash } from 'node:crypto';
import { manifestSchema, type Manifest } from '@callboard/core';
import { readYaml } from '../../config/yaml-file.ts';

export interface RemoteManifest {
  manifest: Manifest;
  /** Where the service answers; ends with a slash. */
  base: string;
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

const drawn = ['pages', 'entityTabs', 'entityCards', 'entityBadges', 'homeWidgets'] as const;
const codeKeys = ['server', 'web', 'mounts', 'services'] as const;
const codePoints = [
  'harvesters',
  'entityProcessors',
  'searchTypes',
  'consumers',
  'notificationChannels',
  'overlays',
  'formFields',
  'docsAddons',
] as const;

/** Tells one content from another. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * @param text as the service serves it: YAML, or JSON
 * @param address that it was read from; what the manifest leaves relative leads from there to the service
 * @throws {Error} naming every mistake with its line
 */
export function readRemoteManifest(text: string, address: string): RemoteManifest {
  const { value, errors, placeOf } = readYaml(text);
  if (errors.length) throw mistakes(errors);
  const complain = (issues: readonly Issue[]) =>
    mistakes(
      issues.map(({ path, message }) => ({
        ...placeOf(path),
        message: `${path.map(String).join('.') || 'the manifest'}: ${message}`,
      })),
    );
  if (!isObject(value)) throw complain([{ path: [], message: 'is an object with id, name and description' }]);
  const issues = codeIn(value);
  const base = baseOf(value, address);
  if (base === undefined) issues.push({ path: ['remote', 'base'], message: 'leads to another host than the manifest' });
  if (issues.length || base === undefined) throw complain(issues);
  const led = leadTo(base, value, issues);
  const result = manifestSchema.safeParse(led);
  for (const issue of result.error?.issues ?? [])
    issues.push({
      path: issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path,
      message: issue.message,
    });
  const unknown = result.data?.remote?.shared.find((name) => !Object.hasOwn(result.data.data, name));
  if (unknown !== undefined)
    issues.push({ path: ['remote', 'shared'], message: `${unknown} is not among the data sources` });
  if (issues.length || !result.data) throw complain(issues);
  return { manifest: result.data, base };
}

function mistakes(all: readonly { line: number; column: number; message: string }[]): Error {
  const few = all.slice(0, 10).map(({ line, column, message }) => `plugin.yaml:${line}:${column} ${message}`);
  return new Error([...few, ...(all.length > few.length ? [`and ${all.length - few.length} more`] : [])].join('; '));
}

/** The portal runs none of a service's code. */
function codeIn(value: Record<string, unknown>): Issue[] {
  const message = 'a remote plugin has no code in the portal: leave this out';
  const contributes = isObject(value['contributes']) ? value['contributes'] : {};
  return [
    ...codeKeys.filter((key) => value[key] !== undefined).map((key) => ({ path: [key], message })),
    ...codePoints
      .filter((point) => contributes[point] !== undefined)
      .map((point) => ({ path: ['contributes', point], message })),
  ];
}

function baseOf({ remote }: Record<string, unknown>, address: string): string | undefined {
  const text = isObject(remote) && typeof remote['base'] === 'string' ? remote['base'] : './';
  const url = URL.parse(text, address);
  if (!url || url.origin !== new URL(address).origin || url.username || url.password) return undefined;
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/** The manifest with every address of the service written out. */
function leadTo(base: string, value: Record<string, unknown>, issues: Issue[]): Record<string, unknown> {
  const data = isObject(value['data']) ? value['data'] : {};
  const contributes = isObject(value['contributes']) ? { ...value['contributes'] } : {};
  const sources = Object.entries(data).map(([name, source]) => [
    name,
    isObject(source)
      ? sourceAt(base, source, (key, message) => issues.push({ path: ['data', name, key], message }))
      : source,
  ]);
  for (const point of drawn) {
    const list = contributes[point];
    if (Array.isArray(list))
      contributes[point] = list.map((item: unknown, index) =>
        framed(base, item, (message) => issues.push({ path: ['contributes', point, index, 'show', 'from'], message })),
      );
  }
  return {
    ...value,
    remote: value['remote'] ?? {},
    ...(value['data'] === undefined || isObject(value['data']) ? { data: Object.fromEntries(sources) } : {}),
    ...(value['contributes'] === undefined || isObject(value['contributes']) ? { contributes } : {}),
  };
}

function sourceAt(
  base: string,
  source: Record<string, unknown>,
  complain: (key: string, message: string) => void,
): Record<string, unknown> {
  const { url, value } = source;
  if (source['file'] !== undefined) complain('file', 'a remote plugin has no folder: let the service answer it');
  if (typeof url === 'string') {
    const climbs = /\/(\.|%2e){2}([/?]|$)/i.test(url);
    if (/^\.\/[^#\\\s]*$/.test(url) && !climbs) return { ...source, url: base + url.slice(2) };
    complain('url', 'a remote plugin asks its own service and nobody else: begin with ./');
  }
  const inside = isObject(value) ? value['url'] : undefined;
  if (!isObject(value) || typeof inside !== 'string' || !inside.startsWith('./')) return source;
  return { ...source, value: { ...value, url: base + inside.slice(2) } };
}

/** A frame shows pages of the service, and the portal lets no others in. */
function framed(base: string, item: unknown, complain: (message: string) => void): unknown {
  if (!isObject(item) || !isObject(item['show']) || item['show']['view'] !== 'frame') return item;
  const { from } = item['show'];
  if (from !== undefined) complain('a remote plugin frames pages of its own service only: leave this out');
  return { ...item, show: { ...item['show'], from: [new URL(base).origin] } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
