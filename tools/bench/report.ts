/** The figures as one table: each beside its budget and the reference. */
import { budgetOf } from './budgets.ts';
import { timesBetter, type Measurement, type Unit } from './measurement.ts';
import { reference, type ReferenceFigure } from './reference.ts';

export type DatabaseName = 'sqlite' | 'postgres';

export interface ReportRow extends Measurement {
  budget?: { value: number; p99?: number; timesBetter: number };
  reference?: ReferenceFigure & { timesBetter: number };
}

/** Adds to each figure what it is to be compared with. */
export function compare(measurements: readonly Measurement[], entities: number, database: DatabaseName): ReportRow[] {
  return measurements.map((measurement) => {
    const budget = budgetOf(measurement, entities);
    const other = reference[measurement.id]?.[database];
    return {
      ...measurement,
      ...(budget && { budget: { ...budget, timesBetter: worstOf(measurement, budget) } }),
      ...(other && {
        reference: { ...other, timesBetter: timesBetter(measurement.unit, measurement.value, other.value) },
      }),
    };
  });
}

/** Of median and 99th percentile the one that is nearer to its budget, or further over it. */
function worstOf({ unit, value, p99 }: Measurement, budget: { value: number; p99?: number }): number {
  const median = timesBetter(unit, value, budget.value);
  if (p99 === undefined || budget.p99 === undefined) return median;
  return Math.min(median, timesBetter(unit, p99, budget.p99));
}

const heads = ['what', 'median', 'p99', 'budget', 'times better', 'Backstage, 14,131', 'times better'];

/** A Markdown table, padded so that it reads as text too. */
export function toTable(rows: readonly ReportRow[]): string {
  const cells = rows.map(({ what, unit, value, p99, budget, reference: other }) => [
    what,
    `${figure(value)} ${unit}`,
    p99 === undefined ? '' : `${figure(p99)} ${unit}`,
    budget ? both(budget, unit) : '',
    budget ? ratio(budget.timesBetter) : '',
    other ? both(other, unit) : '',
    other ? ratio(other.timesBetter) : '',
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(heads), rule, ...cells.map(line)].join('\n');
}

function both({ value, p99 }: { value: number; p99?: number }, unit: Unit): string {
  return `${p99 === undefined ? figure(value) : `${figure(value)} / ${figure(p99)}`} ${unit}`;
}

/** Three digits that count. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
}

function ratio(times: number): string {
  if (times === Number.POSITIVE_INFINITY) return '∞';
  return `${figure(times)}×`;
}
