import type { Address } from '../address.ts';
import { OpenLink } from '../frame/open-link.tsx';
import { findType } from './lookup.ts';
import type { ProtoFile } from './types.ts';

export interface TypeNameProps {
  api: ProtoFile;
  address: Address;
  /** As written: `repeated Song`, `map<string, Song>`. */
  type: string;
  /** The message within which it stands. */
  inside?: string;
}

/** A type as it is written, the names in it leading to what they mean. */
export function TypeName({ api, address, type, inside = '' }: TypeNameProps) {
  return (
    <code>
      {type.split(/([.\w]+)/).map((part, place) => {
        const found = place % 2 === 1 ? findType(api, part, inside) : undefined;
        if (!found) return part;
        return (
          <OpenLink key={place} address={address} id={`${found.kind} ${found.name}`}>
            {part}
          </OpenLink>
        );
      })}
    </code>
  );
}
