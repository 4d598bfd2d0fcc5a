import { entityPath } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { GraphView } from './graph-view.tsx';

/** The graph around the entity whose page is open. */
export function GraphTab({ entityRef }: EntityViewProps) {
  return <GraphView root={entityRef} hrefFrom={(ref, query) => `${entityPath(ref)}/graph${query && '?'}${query}`} />;
}
