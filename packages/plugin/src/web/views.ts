import type { Entity } from '@callboard/core';

/** What a view in `pages` is given. */
export interface PageViewProps {
  /** The named parts of the path: `/catalog/:kind` gives `kind`. */
  params: Record<string, string>;
  /** What follows the path, for pages whose path ends in `/*`. */
  rest: string;
}

/** What views in `entityTabs` and `entityCards` are given; `useEntity` gives the same anywhere below. */
export interface EntityViewProps {
  entity: Entity;
  /** `kind:namespace/name`, lower case. */
  entityRef: string;
}
