import { useApi, useMe } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';

export interface Myself {
  /** `undefined` until it is known. */
  isKnown: boolean | undefined;
  refs: readonly string[];
}

/** Who looks at the page, and whether the catalog knows any of them; a guest is nobody in it. */
export function useMyself(): Myself {
  const { refs } = useMe();
  const { data, error } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: { entityRefs: [...refs], fields: ['kind', 'metadata.name'] },
    touchedBy: [{ type: 'entity' }],
    enabled: refs.length > 0,
  });
  const known = error ? false : data?.items.some((item) => item !== null);
  return { refs, isKnown: refs.length === 0 ? false : known };
}
