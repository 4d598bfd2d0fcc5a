import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '@callboard/plugin/web';
import type { ChangeUrl } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { writeDepth } from './graph-state.ts';
import type { Form, GraphState } from './graph-state.ts';
import styles from './graph.module.css';

interface ToolbarProps {
  state: GraphState;
  form: Form;
  change: ChangeUrl;
  filtersOpen: boolean;
  onFilters: () => void;
}

/** How far, which way, and in which form. */
export function Toolbar({ state, form, change, filtersOpen, onFilters }: ToolbarProps) {
  const { depth, flow, direction, merge, simplify, kinds, relations } = state;
  const words = messages.graph;
  function set(name: string, value: string, standard: string) {
    change((next) => (value === standard ? next.delete(name) : next.set(name, value)));
  }
  return (
    <div className={styles.toolbar} role="group" aria-label={words.settings}>
      <Button
        className={styles.filtersButton}
        aria-expanded={filtersOpen}
        leftSection={<Icon name="filter" />}
        onClick={onFilters}
      >
        {words.filters(kinds.length + relations.length)}
      </Button>
      <span className={styles.depth} role="group" aria-label={words.depth}>
        <span aria-hidden="true">{words.depth}</span>
        <button
          type="button"
          aria-label={words.less}
          disabled={depth <= 1}
          onClick={() => change((next) => writeDepth(next, depth === Infinity ? 3 : depth - 1))}
        >
          −
        </button>
        <output>{words.steps(depth)}</output>
        <button
          type="button"
          aria-label={words.more}
          disabled={depth === Infinity}
          onClick={() => change((next) => writeDepth(next, depth + 1))}
        >
          +
        </button>
        <button
          type="button"
          aria-label={words.everythingLabel}
          aria-pressed={depth === Infinity}
          onClick={() => change((next) => writeDepth(next, depth === Infinity ? 1 : Infinity))}
        >
          {words.everything}
        </button>
      </span>
      <Choice label={words.flow} value={flow} options={words.flows} onChoose={(value) => set('flow', value, 'both')} />
      {form === 'graph' && (
        <Choice
          label={words.direction}
          value={direction}
          options={words.directions}
          onChoose={(value) => set('direction', value, 'LR')}
        />
      )}
      <Check label={words.merge} checked={merge} onChange={(on) => set('mergeRelations', String(on), 'true')} />
      <Check label={words.simplify} checked={simplify} onChange={(on) => set('unidirectional', String(on), 'false')} />
      <span className={styles.forms} role="group" aria-label={words.form}>
        {(['graph', 'list'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={form === one}
            onClick={() => change((next) => next.set('form', one))}
          >
            <Icon name={one === 'graph' ? 'topology-star-3' : 'catalog'} size={14} />
            {words.forms[one]}
          </button>
        ))}
      </span>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: Record<string, string>;
  onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps): ReactNode {
  return (
    <label className={styles.choice}>
      {label}
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {Object.entries(options).map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
