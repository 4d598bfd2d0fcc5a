/** Lines of the log as a person reads them on a terminal. Programs get JSON. */
import { styleText } from 'node:util';

const LEVELS: Record<number, { word: string; colour: 'gray' | 'blue' | 'yellow' | 'red' }> = {
  20: { word: 'debug', colour: 'gray' },
  30: { word: 'info', colour: 'blue' },
  40: { word: 'warning', colour: 'yellow' },
  50: { word: 'error', colour: 'red' },
};

/** A line of JSON in plain words: time of day, level, what happened, and what of it is known. */
export function humanLine(json: string, coloured: boolean): string {
  const { level, time, msg, ...data } = JSON.parse(json) as Record<string, unknown>;
  const { word, colour } = LEVELS[Number(level)] ?? { word: String(level), colour: 'gray' };
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    coloured ? styleText(style, text, { validateStream: false }) : text;
  const at = new Date(String(time)).toLocaleTimeString('en-GB');
  const known = Object.entries(data).map(([name, value]) => {
    const [first = '', ...more] = plain(value).split('\n');
    return [`${paint('dim', `${name}:`)} ${first}`, ...more.map((line) => `  ${line}`)].join('\n    ');
  });
  return `${[`${paint('dim', at)} ${paint(colour, word)} ${plain(msg)}`, ...known].join('\n    ')}\n`;
}

/** Nothing that moves the cursor or colours the rest: what others wrote stands in it. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
}
