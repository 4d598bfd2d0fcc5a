import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock, EntityLink, EntityPicker, ErrorState, Icon, Page, entityRefOf } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import styles from './try.module.css';
import { useTrial } from './use-trial.ts';
import type { Draft, Trial } from './use-trial.ts';

const EMPTY: Draft = { url: '', headers: '', config: '', select: '', entity: '' };

/** Tries a data source as it is written. */
export function TryDataPage() {
  const [draft, setDraft] = useState(EMPTY);
  const trial = useTrial(draft);
  const field = (name: 'url' | 'headers' | 'config' | 'select') => ({
    label: messages[name],
    description: messages[`${name}Help`],
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
    spellCheck: false,
  });
  return (
    <Page
      title={messages.title}
      description={messages.text}
      actions={
        <Button leftSection={<Icon name="refresh" />} onClick={trial.again} disabled={trial.isIdle}>
          {messages.ask}
        </Button>
      }
    >
      <div className={styles.columns}>
        <div className={styles.fields}>
          <TextInput {...field('url')} placeholder="https://status.example.org/services/${entity.name}" />
          <EntityField entity={draft.entity} onChange={(entity) => setDraft({ ...draft, entity })} />
          <Textarea {...field('select')} autosize minRows={4} maxRows={16} classNames={{ input: styles.code ?? '' }} />
          <Textarea {...field('headers')} autosize minRows={2} classNames={{ input: styles.code ?? '' }} />
          <Textarea {...field('config')} autosize minRows={2} classNames={{ input: styles.code ?? '' }} />
        </div>
        <div className={styles.outcome} aria-busy={trial.isAsking}>
          {trial.isIdle && <p className={styles.faint}>{messages.start}</p>}
          {trial.error && <ErrorState error={trial.error} onRetry={trial.again} />}
          {!trial.isIdle && !trial.error && <Outcome answer={trial.answer} result={trial.result} />}
        </div>
      </div>
    </Page>
  );
}

function EntityField({ entity, onChange }: { entity: string; onChange: (entity: string) => void }) {
  return (
    <div>
      <p>{messages.entity}</p>
      {entity ? (
        <p className={styles.entity}>
          <EntityLink entityRef={entity} />
          <Button variant="subtle" size="compact-sm" onClick={() => onChange('')}>
            {messages.entityOther}
          </Button>
        </p>
      ) : (
        <EntityPicker
          label={messages.entityFind}
          placeholder={messages.entityFind}
          filter={[]}
          onPick={(picked) => onChange(entityRefOf(picked))}
        />
      )}
    </div>
  );
}

function Outcome({ answer, result }: { answer: Trial | undefined; result: Trial | undefined }) {
  const problem = result?.error ?? answer?.error;
  return (
    <>
      {!answer && <p className={styles.faint}>{messages.asking}</p>}
      {problem && (
        <p className={styles.problem} role="alert">
          <Icon name="error" size={16} />
          <span>
            {problem.message} {problem.position !== undefined && messages.position(problem.position)}
            <span className={styles.faint}>
              {' '}
              {problem.hint} <code>{problem.code}</code>
            </span>
          </span>
        </p>
      )}
      {result?.result !== undefined && <Part title={messages.result} text={JSON.stringify(result.result, null, 2)} />}
      {answer?.request && <Part title={messages.request} text={requestText(answer.request)} />}
      {answer?.answer !== undefined && <Part title={messages.answer} text={legibleJson(answer.answer)} />}
    </>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h2>{title}</h2>
      <CodeBlock text={text} label={title} maxHeight="320px" />
    </div>
  );
}

function requestText({ url, method, headers = {} }: NonNullable<Trial['request']>): string {
  return [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
}

function legibleJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut off, or no JSON: shown as it came.
    return text;
  }
}
