/** An index on its way through a file. */
import { CatalogIndex } from './catalog-index.ts';
import { pack, Unpacker } from './packing.ts';

export function savedBytes(index: CatalogIndex): Buffer {
  return Buffer.concat([...pack(index.save())]);
}

export function restoredFrom(bytes: Uint8Array, edgesOf: ConstructorParameters<typeof CatalogIndex>[0]): CatalogIndex {
  const index = new CatalogIndex(edgesOf);
  const from = new Unpacker(bytes);
  index.restore(from);
  from.finish();
  return index;
}
