import { errorTable, findingCodes, type ErrorRow } from '@callboard/core';
import { markdownTable } from './table.ts';

/** `docs/errors.md`: what the API answers when something fails. */
export function errorsPage(): string {
  const rows = Object.entries<ErrorRow>(errorTable).map(([code, row]) => [
    `<a id="${code}"></a>\`${code}\``,
    String(row.status),
    `\`${row.name}\``,
    row.title,
    row.hint,
  ]);
  return [
    '# Errors of the API',
    '',
    'Generated from the error table in `packages/core` by `npm run generate`; do not edit. Every error has the body',
    '`{"error": {"name", "message", "code"}, "request": {"method", "url"}, "response": {"statusCode"}}`.',
    'A code never changes its meaning and is never used again for something else.',
    '',
    markdownTable(['Code', 'Status', 'Name', 'What happened', 'What to do'], rows),
    '',
  ].join('\n');
}

/** `docs/findings.md`: what can be wrong, or worth knowing, about a descriptor or a source. */
export function findingsPage(): string {
  const rows = findingCodes.map((row) => [`<a id="${row.code}"></a>\`${row.code}\``, row.level, row.title, row.hint]);
  return [
    '# Findings',
    '',
    'Generated from the table of finding codes in `packages/core` by `npm run generate`; do not edit. A finding names a file, a line,',
    'a column, one of these codes, what is wrong, and what to do. Codes never change their meaning.',
    '',
    markdownTable(['Code', 'Level', 'What it is', 'What to do'], rows),
    '',
  ].join('\n');
}
