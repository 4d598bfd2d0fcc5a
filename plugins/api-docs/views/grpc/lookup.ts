import type { ProtoFile, ProtoType } from './types.ts';

/** The message or enum that a type name means where it stands: the nearest of that name, from the inside out. */
export function findType(api: ProtoFile, written: string, inside = ''): ProtoType | undefined {
  const prefix = api.package === undefined ? '' : `${api.package}.`;
  const plain = written.replace(/^\./, '');
  const name = prefix !== '' && plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
  const scopes = inside === '' ? [] : inside.split('.');
  for (let depth = scopes.length; depth >= 0; depth -= 1) {
    const full = [...scopes.slice(0, depth), name].join('.');
    const found = api.types.find((type) => type.name === full);
    if (found) return found;
  }
  return undefined;
}
