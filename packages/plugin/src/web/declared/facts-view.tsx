import { useQueries } from '@tanstack/react-query';
import type { Entity } from '@callboard/core';
import { appliesTo } from '@callboard/core';
import type { Show } from '@callboard/core/declared';
import { useContributions } from '../contributions.tsx';
import { Icon } from '../icon.tsx';
import { useKit, usePluginId } from '../kit-context.ts';
import { ErrorState, LoadingLines } from '../states.tsx';
import { Time } from '../time.tsx';
import { apiQuery, useApi } from '../use-api.ts';
import styles from './declared.module.css';
import { factText, numbersOf, pointsOfFacts } from './facts.ts';
import type { FactChange, ShownFact } from './facts.ts';
import { messages } from './messages.ts';
import { ShownData } from './shown-data.tsx';
import { Sparkline } from './sparkline.tsx';

type FactsShow = Extract<Show, { view: 'facts' }>;

export interface FactsViewProps {
  show: FactsShow;
  entity: Entity;
  entityRef: string;
}

/** Named values of the entity with their trends; nothing is asked where no plugin knows one of such an entity. */
export function FactsView({ show, entity, entityRef }: FactsViewProps) {
  const own = usePluginId();
  const wanted = show.facts?.map((name) => (name.includes('/') ? name : `${own}/${name}`));
  const names = useContributions('facts')
    .filter((fact) => appliesTo(entity, fact.appliesTo))
    .map(({ plugin, id }) => `${plugin.id}/${id}`)
    .filter((name) => !wanted || wanted.includes(name));
  const { data, error, refetch } = useApi<{ items: ShownFact[] }>('/api/callboard/facts', {
    query: { entity: entityRef, trend: true, limit: 200 },
    touchedBy: [{ type: 'entity', key: entityRef }],
    enabled: names.length > 0,
  });
  const nothing = show.empty === undefined ? null : <p className={styles.faint}>{show.empty}</p>;
  if (!names.length) return nothing;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={Math.min(names.length, 4)} />;
  const place = (fact: ShownFact) => (wanted ?? names).indexOf(fact.fact);
  const facts = data.items.filter((fact) => place(fact) !== -1).toSorted((a, b) => place(a) - place(b));
  if (!facts.length) return nothing;
  if (show.as === 'metric') return <Metrics facts={facts} />;
  if (show.as === 'series') return <Lines facts={facts} entityRef={entityRef} />;
  return <FactList facts={facts} />;
}

function FactList({ facts }: { facts: ShownFact[] }) {
  const { plugins } = useKit();
  const nameOf = (id: string) => plugins.find((plugin) => plugin.id === id)?.name ?? id;
  const noteOf = (name: string) => {
    const [id, fact] = name.split('/');
    return plugins.find((plugin) => plugin.id === id)?.contributes?.facts.find((one) => one.id === fact)?.note;
  };
  return (
    <dl className={styles.factList}>
      {facts.map((fact) => (
        <div key={fact.fact}>
          <dt title={fact.description || undefined}>{fact.title}</dt>
          <dd>
            <span className={styles.factValue}>{factText(fact, fact.value)}</span>
            <Trend fact={fact} />
            <span className={styles.factSource}>
              {nameOf(fact.fact.split('/')[0]!)} · {noteOf(fact.fact) && `${noteOf(fact.fact)} · `}
              {messages.seen} <Time at={fact.seenAt} />
            </span>
            {fact.error !== undefined && (
              <span className={styles.factProblem}>
                <Icon name="history" size={14} /> {fact.error}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Trend({ fact }: { fact: ShownFact }) {
  const numbers = numbersOf(fact.trend);
  return numbers.length > 1 ? (
    <Sparkline values={numbers} label={messages.trend(numbers.map(String).join(', '))} />
  ) : null;
}

function Metrics({ facts }: { facts: ShownFact[] }) {
  const items = facts.flatMap((fact) => {
    if (typeof fact.value !== 'number') return [];
    const { title, unit, value, error } = fact;
    const trend = numbersOf(fact.trend);
    return [{ title, value, unit, trend, before: trend.at(-2), text: error }];
  });
  const others = facts.filter(({ value }) => typeof value !== 'number');
  return (
    <>
      {items.length > 0 && <ShownData show={{ view: 'metric', format: 'number' }} data={items} />}
      {others.length > 0 && <FactList facts={others} />}
    </>
  );
}

function Lines({ facts, entityRef }: { facts: ShownFact[]; entityRef: string }) {
  const { api } = useKit();
  const drawn = facts.filter(({ type }) => type === 'number').slice(0, 8);
  const answers = useQueries({
    queries: drawn.map(({ fact }) =>
      apiQuery<{ items: FactChange[] }>(api, '/api/callboard/facts/history', {
        query: { entity: entityRef, fact, limit: 500 },
        touchedBy: [{ type: 'entity', key: entityRef }],
      }),
    ),
  });
  const failed = answers.find(({ error, data }) => error && !data);
  if (failed?.error) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (answers.some(({ data }) => !data)) return <LoadingLines lines={7} />;
  const changes = answers.map(({ data }) => (data?.items ?? []).toReversed());
  const lines = drawn.map(({ title }, index) => ({ field: `line${index}`, title }));
  const unit = drawn.every((fact) => fact.unit === drawn[0]?.unit) ? drawn[0]?.unit : undefined;
  return (
    <ShownData
      show={{
        view: 'series',
        lines,
        format: unit === '%' ? 'percent' : 'number',
        ...(unit && unit !== '%' ? { unit } : {}),
      }}
      data={pointsOfFacts(drawn, changes)}
    />
  );
}
