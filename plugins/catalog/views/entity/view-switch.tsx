import styles from './team.module.css';

interface ViewSwitchProps<Value extends string> {
  label: string;
  value: Value;
  /** Names by value. */
  options: Record<Value, string>;
  onChange: (value: Value) => void;
}

/** A short row of ways to look at the same thing, one of them chosen. */
export function ViewSwitch<Value extends string>({ label, value, options, onChange }: ViewSwitchProps<Value>) {
  return (
    <div role="group" aria-label={label} className={styles.switch}>
      {(Object.keys(options) as Value[]).map((one) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {options[one]}
        </button>
      ))}
    </div>
  );
}
