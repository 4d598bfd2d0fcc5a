/** The part of Markdown that notes are written in, as a tree. What is HTML in it stays text. */
export type Inline =
  | string
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; children: Inline[] };

export type Block =
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'quote'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Inline[][] }
  | { type: 'code'; text: string }
  | { type: 'rule' };

const longest = 100_000;
const item = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.slice(0, longest).replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length;) {
    const end = endOfBlock(lines, at);
    const block = blockOf(lines.slice(at, end));
    if (block) blocks.push(block);
    at = end;
  }
  return blocks;
}

function kindOf(line: string): 'blank' | 'fence' | 'heading' | 'rule' | 'item' | 'quote' | 'text' {
  if (line.trim() === '') return 'blank';
  if (/^\s{0,3}(```|~~~)/.test(line)) return 'fence';
  if (/^\s{0,3}#{1,6}\s/.test(line)) return 'heading';
  if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) return 'rule';
  if (item.test(line)) return 'item';
  return /^\s{0,3}>/.test(line) ? 'quote' : 'text';
}

function endOfBlock(lines: readonly string[], start: number): number {
  const kind = kindOf(lines[start]!);
  if (kind === 'fence') {
    const close = lines.findIndex((line, index) => index > start && kindOf(line) === 'fence');
    return close === -1 ? lines.length : close + 1;
  }
  let end = start + 1;
  if (kind === 'text' || kind === 'quote') while (end < lines.length && kindOf(lines[end]!) === kind) end += 1;
  if (kind === 'item')
    while (end < lines.length && (kindOf(lines[end]!) === 'item' || /^\s+\S/.test(lines[end]!))) end += 1;
  return end;
}

function blockOf(lines: readonly string[]): Block | undefined {
  const [first = ''] = lines;
  switch (kindOf(first)) {
    case 'blank':
      return undefined;
    case 'fence':
      return { type: 'code', text: lines.slice(1, isClosed(lines) ? -1 : undefined).join('\n') };
    case 'rule':
      return { type: 'rule' };
    case 'heading': {
      const [, marks = '#', title = ''] = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(first) ?? [];
      return { type: 'heading', level: marks.length, children: parseInline(title) };
    }
    case 'item':
      return { type: 'list', ordered: item.exec(first)?.[1] !== undefined, items: itemsOf(lines).map(parseInline) };
    case 'quote':
      return { type: 'quote', children: parseInline(lines.map((line) => line.replace(/^\s{0,3}>\s?/, '')).join(' ')) };
    case 'text':
      return { type: 'paragraph', children: parseInline(lines.map((line) => line.trim()).join(' ')) };
  }
}

function isClosed(lines: readonly string[]): boolean {
  return lines.length > 1 && kindOf(lines.at(-1)!) === 'fence';
}

function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const text = item.exec(line)?.[2];
    if (text === undefined) items[items.length - 1] += ` ${line.trim()}`;
    else items.push(text);
  }
  return items;
}

/** Each alternative is bounded and has no repetition inside another, so that no text takes long. */
const inline =
  /`([^`]{1,1000})`|\*\*([^*]{1,1000})\*\*|__([^_]{1,1000})__|\*([^*\s][^*]{0,1000})\*|\[([^\][]{1,1000})\]\(([^()\s]{1,2000})\)|<?(https?:\/\/[^\s<>()]{1,2000}[^\s<>().,;:!?'"])>?/g;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(inlineOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function inlineOf([, code, strong, strongToo, emphasis, title, url, address]:
  | RegExpExecArray
  | RegExpMatchArray): Inline {
  if (code !== undefined) return { type: 'code', text: code };
  const bold = strong ?? strongToo;
  if (bold !== undefined) return { type: 'strong', children: parseInline(bold) };
  if (emphasis !== undefined) return { type: 'emphasis', children: parseInline(emphasis) };
  if (url !== undefined) return { type: 'link', url, children: [title ?? url] };
  return { type: 'link', url: address ?? '', children: [address ?? ''] };
}
