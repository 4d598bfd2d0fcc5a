import { EmptyState, Link, Page, refName, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { readGraphState } from './graph-state.ts';
import { GraphView } from './graph-view.tsx';

/** The graph from any entities, under an address that can be shared. */
export function GraphPage() {
  const [params] = useUrlState();
  const { roots } = readGraphState(params);
  const title = roots.length > 0 ? `${messages.graph.title}: ${roots.map(refName).join(', ')}` : messages.graph.title;
  return (
    <Page title={title} description={messages.graph.pageText}>
      {roots.length === 0 ? (
        <EmptyState
          icon="topology-star-3"
          title={messages.graph.choose.title}
          action={<Link to="/catalog">{messages.graph.choose.action}</Link>}
        >
          {messages.graph.choose.text}
        </EmptyState>
      ) : (
        <GraphView hrefFrom={(ref, query) => `/catalog-graph?${query}${query && '&'}rootEntityRefs[]=${ref}`} />
      )}
    </Page>
  );
}
