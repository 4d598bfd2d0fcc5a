import { isObject, own } from './values.ts';

const MOST_STEPS = 32;

/** The value that `#/a/b` names in a document. */
export function valueAt(root: unknown, ref: string): unknown {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, token) => own(value, tokenOf(token)), root);
}

/** What a value stands for: itself, or what its `$ref` leads to, over as many further references as are sane. */
export function resolve(root: unknown, value: unknown): unknown {
  let at = value;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const ref = refOf(at);
    if (ref === undefined) return at;
    at = valueAt(root, ref);
  }
  return undefined;
}

export function refOf(value: unknown): string | undefined {
  const ref = isObject(value) ? own(value, '$ref') : undefined;
  return typeof ref === 'string' ? ref : undefined;
}

/** The last part of a reference, which is what people call the thing. */
export function nameOfRef(ref: string): string {
  return tokenOf(ref.split('/').at(-1) ?? ref);
}

function tokenOf(token: string): string {
  const plain = token.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    // A percent sign that encodes nothing is one that is meant.
    return plain;
  }
}
