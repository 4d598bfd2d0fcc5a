import { CodeBlock, EmptyState, ErrorState, LoadingLines, usePluginApi, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { DomainsAnswer } from './answers.ts';
import { DomainCard, LooseCard } from './domain-card.tsx';
import { OneDomain } from './one-domain.tsx';
import styles from './map.module.css';

/** All domains as cards, or one of them with its systems; the address says which. */
export function Domains() {
  const [params] = useUrlState();
  const open = params.get('domain');
  const { data, error, refetch } = usePluginApi<DomainsAnswer>('/domains', { touchedBy: [{ type: 'entity' }] });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  if (open) return <OneDomain answer={data} open={open.toLowerCase()} />;
  const hasLoose = data.loose.systems > 0 || data.loose.counts.length > 0;
  return (
    <>
      {data.items.length === 0 && (
        <EmptyState
          icon="sitemap"
          title={messages.domains.empty.title}
          action={
            <div className={styles.example}>
              <CodeBlock text={messages.domains.empty.example} label={messages.domains.empty.title} />
            </div>
          }
        >
          {messages.domains.empty.text}
        </EmptyState>
      )}
      <ul className={styles.domains}>
        {data.items.map((domain) => (
          <DomainCard key={domain.ref} domain={domain} />
        ))}
        {hasLoose && <LooseCard loose={data.loose} />}
      </ul>
      {data.total > data.items.length && <p>{messages.domains.cut(data.total - data.items.length)}</p>}
    </>
  );
}
