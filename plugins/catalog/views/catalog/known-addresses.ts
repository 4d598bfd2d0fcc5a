/** Addresses of lists as people know them from elsewhere, in our spelling. */
import { facets, isField } from './facet.ts';

/** Names of filters there, and ours. */
const NAMES: Record<string, string> = {
  kind: 'kind',
  type: 'type',
  owner: 'owner',
  owners: 'owner',
  lifecycle: 'lifecycle',
  lifecycles: 'lifecycle',
  system: 'system',
  systems: 'system',
  tag: 'tag',
  tags: 'tag',
  namespace: 'namespace',
  namespaces: 'namespace',
};
const ANY = new Set(['', 'all', '*']);
const ORPHAN = 'metadata.annotations.backstage.io/orphan';
const NESTED = /^filters\[(\w+)\](?:\[\d*\])?$/;

/** The address in our spelling; `undefined` when it is in it already. */
export function translated(params: URLSearchParams): URLSearchParams | undefined {
  const names = [...params.keys()];
  if (!names.some((name) => NESTED.test(name) || name === 'filter')) return undefined;
  const next = new URLSearchParams();
  for (const [name, value] of params) {
    const [, nested] = NESTED.exec(name) ?? [];
    if (nested) addNested(next, nested, value);
    else if (name === 'filter') for (const condition of value.split(',')) addCondition(next, condition);
    else if (!['limit', 'offset', 'cursor'].includes(name)) next.append(name, value);
  }
  return next;
}

function addNested(next: URLSearchParams, name: string, value: string): void {
  if (name === 'text') next.set('text', value);
  if (name === 'user' && ['owned', 'starred'].includes(value)) next.set('show', value);
  if ((name === 'orphan' && value === 'true') || value === 'is-orphan') next.set(ORPHAN, 'true');
  const param = NAMES[name];
  if (param && !ANY.has(value.toLowerCase())) next.append(param, valueFor(param, value));
}

/** A condition of the API's filter grammar: `spec.type=service`. */
function addCondition(next: URLSearchParams, condition: string): void {
  const [key = '', ...rest] = condition.split('=');
  const value = rest.join('=').trim();
  const field = key.trim();
  const facet = facets.find((one) => one.field.toLowerCase() === field.toLowerCase());
  if (value === '' || (!facet && !isField(field))) return;
  next.append(facet?.param ?? field, facet ? valueFor(facet.param, value) : value);
}

/** People leave kind and namespace out where they are the usual ones. */
function valueFor(param: string, value: string): string {
  const kind = { owner: 'group', system: 'system' }[param];
  if (!kind) return value;
  const [, given, rest = ''] = /^(?:([^:]+):)?(.*)$/.exec(value) ?? [];
  return `${given ?? kind}:${rest.includes('/') ? rest : `default/${rest}`}`.toLowerCase();
}
