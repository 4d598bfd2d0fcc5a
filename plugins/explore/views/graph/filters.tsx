import { Icon, formatCount, useKinds } from '@callboard/plugin/web';
import type { ChangeUrl } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GraphAnswer } from '../types.ts';
import { writeList } from './graph-state.ts';
import type { GraphState, ListName } from './graph-state.ts';
import styles from './graph.module.css';
import { relationWords } from './relation-words.ts';

interface FiltersProps {
  /** `undefined` until they are known. */
  facets: GraphAnswer['facets'] | undefined;
  state: GraphState;
  change: ChangeUrl;
}

interface Option {
  /** What the address says; a relation has two names. */
  values: string[];
  title: string;
  icon?: string | undefined;
  count: number;
}

/** Kinds and relations within reach, with how many there are of each; nothing chosen means all. */
export function Filters({ facets, state, change }: FiltersProps) {
  const kinds = useKinds();
  const kindOptions = (facets?.kinds ?? []).map(({ kind, count }): Option => {
    const known = kinds.find((one) => one.kind.toLowerCase() === kind);
    const title = (known?.singular ?? kind).replace(/^./, (first) => first.toUpperCase());
    return { values: [kind], title, icon: known?.icon, count };
  });
  const relationOptions = (facets?.relations ?? []).map(({ type, reverse, count }): Option => ({
    values: [type, reverse],
    title: `${relationWords(type)} / ${relationWords(reverse)}`,
    count,
  }));
  function choose(name: ListName, chosen: readonly string[], { values }: Option) {
    const others = chosen.filter((one) => !values.includes(one));
    change((next) => writeList(next, name, others.length < chosen.length ? others : [...others, ...values]), {
      push: true,
    });
  }
  return (
    <>
      <Group
        title={messages.graph.kinds}
        options={kindOptions}
        chosen={state.kinds}
        onChoose={(option) => choose('kinds', state.kinds, option)}
        onClear={() => change((next) => writeList(next, 'kinds', []), { push: true })}
      />
      <Group
        title={messages.graph.relations}
        options={relationOptions}
        chosen={state.relations}
        onChoose={(option) => choose('relations', state.relations, option)}
        onClear={() => change((next) => writeList(next, 'relations', []), { push: true })}
      />
    </>
  );
}

interface GroupProps {
  title: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChoose: (option: Option) => void;
  onClear: () => void;
}

function Group({ title, options, chosen, onChoose, onClear }: GroupProps) {
  return (
    <fieldset className={styles.facet}>
      <legend>{title}</legend>
      {options.length > 0 && (
        <label className={styles.option}>
          <input
            type="checkbox"
            aria-label={messages.graph.allOf(title)}
            checked={chosen.length === 0}
            // Nothing chosen is all, which ends when something is chosen.
            onChange={() => chosen.length > 0 && onClear()}
          />
          <span className={styles.optionTitle}>{messages.graph.allShown}</span>
        </label>
      )}
      {options.map((option) => (
        <label key={option.title} className={styles.option}>
          <input
            type="checkbox"
            checked={option.values.some((value) => chosen.includes(value))}
            onChange={() => onChoose(option)}
          />
          {option.icon && <Icon name={option.icon} size={14} />}
          <span className={styles.optionTitle}>{option.title}</span>
          <span className={styles.count}>{formatCount(option.count)}</span>
        </label>
      ))}
    </fieldset>
  );
}
