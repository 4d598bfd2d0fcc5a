import styles from './declared.module.css';

/** How a number went, the newest at the right. */
export function Sparkline({ values, label }: { values: number[]; label?: string }) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (index: number) => (index / (values.length - 1)) * 68 + 1;
  const y = (value: number) => (most === least ? 10 : 18 - ((value - least) / (most - least)) * 16);
  const about = label === undefined ? ({ 'aria-hidden': true } as const) : { role: 'img', 'aria-label': label };
  return (
    <svg className={styles.spark} width={70} height={20} {...about}>
      <polyline points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
    </svg>
  );
}
