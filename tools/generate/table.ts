/** A Markdown table. Cells may hold anything: they are kept on one line, and nothing in them is taken for HTML but anchors. */
export function markdownTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  return line.replaceAll(/(`[^`]*`)|<(?!\/?a\b)/g, (_whole, code: string | undefined) => code ?? '&lt;');
}
