/** How the address of a graph and what it shows hang together. The names are those that bookmarks of such portals have. */

export type Direction = 'LR' | 'RL' | 'TB' | 'BT';
export type Flow = 'both' | 'out' | 'in';
export type Form = 'graph' | 'list';

export interface GraphState {
  roots: readonly string[];
  /** Steps from the roots; `Infinity` for everything that hangs together with them. */
  depth: number;
  kinds: readonly string[];
  relations: readonly string[];
  flow: Flow;
  direction: Direction;
  /** One line for both directions of a relation. */
  merge: boolean;
  /** Only the lines by which entities are reached. */
  simplify: boolean;
  /** `undefined`: as it suits the screen. */
  form: Form | undefined;
  /** As many entities as an answer can hold. */
  all: boolean;
  selected: string | undefined;
}

const LISTS = { roots: 'rootEntityRefs', kinds: 'selectedKinds', relations: 'selectedRelations' } as const;
const DIRECTIONS: readonly Direction[] = ['LR', 'RL', 'TB', 'BT'];
/** Beyond this, "all" is meant. */
const DEEPEST = 100;
export const LIMIT = 500;
export const MOST = 2000;

export type ListName = keyof typeof LISTS;

/** `name[]=a&name[]=b`, `name[0]=a` and `name=a` all mean the same. */
function readList(params: URLSearchParams, name: ListName): string[] {
  const keys = new RegExp(`^${LISTS[name]}(\\[\\d*\\])?$`);
  return [...params].filter(([key, value]) => keys.test(key) && value !== '').map(([, value]) => value);
}

export function writeList(params: URLSearchParams, name: ListName, values: readonly string[]): void {
  const keys = new RegExp(`^${LISTS[name]}(\\[\\d*\\])?$`);
  const there = [...params.keys()].filter((key) => keys.test(key));
  for (const key of there) params.delete(key);
  for (const value of values) params.append(`${LISTS[name]}[]`, value);
}

function oneOf<Value extends string>(value: string | null, values: readonly Value[], standard: Value): Value {
  return values.find((one) => one === value) ?? standard;
}

function readDepth(text: string | null): number {
  if (text === '∞' || text === 'Infinity' || text === 'all') return Infinity;
  const depth = Number(text ?? 1);
  if (!Number.isInteger(depth) || depth < 1) return 1;
  return depth > DEEPEST ? Infinity : depth;
}

export function readGraphState(params: URLSearchParams): GraphState {
  const form = params.get('form');
  return {
    roots: readList(params, 'roots').map((ref) => ref.toLowerCase()),
    depth: readDepth(params.get('maxDepth')),
    kinds: readList(params, 'kinds').map((kind) => kind.toLowerCase()),
    relations: readList(params, 'relations'),
    flow: oneOf(params.get('flow'), ['both', 'out', 'in'], 'both'),
    direction: oneOf(params.get('direction'), DIRECTIONS, 'LR'),
    merge: params.get('mergeRelations') !== 'false',
    simplify: params.get('unidirectional') === 'true',
    form: form === 'graph' || form === 'list' ? form : undefined,
    all: params.get('limit') === 'all',
    selected: params.get('selected') ?? undefined,
  };
}

export function writeDepth(params: URLSearchParams, depth: number): void {
  params.set('maxDepth', depth > DEEPEST ? '∞' : String(depth));
}

/** What the server is asked for. */
export function graphQuery({ roots, depth, kinds, relations, flow, simplify, all }: GraphState) {
  return {
    root: [...roots],
    depth: depth === Infinity ? 'all' : String(depth),
    kind: [...kinds],
    relation: [...relations],
    flow,
    simplify: String(simplify),
    limit: String(all ? MOST : LIMIT),
  };
}
