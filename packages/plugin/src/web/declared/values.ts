/** Values as people read them. */
const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const timeUnits = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** Short, for axes. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 10_000 ? numbers.format(value) : compact.format(value);
}

export function formatBytes(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(Math.floor(Math.log10(Math.abs(bytes)) / 3), byteUnits.length - 1);
  const unit = Math.max(power, 0);
  return `${numbers.format(Number((bytes / 1000 ** unit).toPrecision(3)))} ${byteUnits[unit]}`;
}

/** `230 ms`, `4.2 s`, `3 min`, `2 h 5 min`, `3 d 4 h`. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds < 1000) return `${numbers.format(milliseconds)} ms`;
  const first = timeUnits.findIndex(([, size]) => milliseconds >= size);
  if (first === -1) return `${numbers.format(Number((milliseconds / 1000).toPrecision(3)))} s`;
  const [unit, size] = timeUnits[first]!;
  const [smaller, smallerSize] = timeUnits[first + 1] ?? ['s', 1000];
  const rest = Math.floor((milliseconds % size) / smallerSize);
  return `${Math.floor(milliseconds / size)} ${unit}${rest > 0 ? ` ${rest} ${smaller}` : ''}`;
}

/** A number in one of the formats that numbers have. */
export function formatIn(format: string, value: number, unit?: string): string {
  if (format === 'bytes') return formatBytes(value);
  if (format === 'duration') return formatSpan(value);
  if (format === 'percent') return `${formatNumber(value)} %`;
  return unit ? `${formatNumber(value)} ${unit}` : formatNumber(value);
}
