import { styleText } from 'node:util';
import type { Finding, Level } from '@callboard/core';
import type { Report } from './validate-run.ts';

const colours = { error: 'red', warning: 'yellow', info: 'blue' } as const satisfies Record<Level, string>;

/** The report as a compiler would print it: place, level, code and message on one line, the hint below. */
export function textReport({ summary, findings }: Report, coloured: boolean): string {
  const lines = findings.flatMap((finding) => findingLines(finding, coloured));
  const { files, documents, entities, errors, warnings } = summary;
  const read = `${count(files, 'file', 'files')}, ${count(documents, 'document', 'documents')}, ${count(entities, 'entity', 'entities')}`;
  const found =
    errors + warnings === 0
      ? 'nothing to correct'
      : `${count(errors, 'error', 'errors')}, ${count(warnings, 'warning', 'warnings')}`;
  return `${[...lines, `${read}: ${found}`].join('\n')}\n`;
}

/** The report for programs. */
export function jsonReport({ summary, findings }: Report): string {
  const items = findings.map(({ file, line, column, level, code, message, hint }) => ({
    file,
    line,
    column,
    level,
    code,
    message,
    hint,
  }));
  return `${JSON.stringify({ summary, findings: items }, null, 2)}\n`;
}

function findingLines({ file, line, column, level, code, message, hint }: Finding, coloured: boolean): string[] {
  const place = `${file}:${line}:${column}`;
  if (!coloured) return [`${place}  ${level}  ${code}  ${message}`, `    ${hint}`];
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    styleText(style, text, { validateStream: false });
  return [
    `${paint('bold', place)}  ${paint(colours[level], level)}  ${paint('dim', code)}  ${message}`,
    `    ${paint('dim', hint)}`,
  ];
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
