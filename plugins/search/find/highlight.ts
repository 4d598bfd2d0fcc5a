/** Where a text says what was asked for. */
import { stem } from '../text/stem.ts';
import { fold, stemMark } from '../text/words.ts';
import type { Question } from './question.ts';

export interface Tags {
  preTag: string;
  postTag: string;
}

const longestSnippet = 260;
/** Letters that are shown before the first find. */
const lead = 60;

/** The text with the finds between tags, cut to what a result has room for; `undefined` where it holds none. */
export function highlight(text: string, question: Question, tags: Tags): string | undefined {
  const finds = findsIn(text, question);
  const first = finds[0];
  if (!first) return undefined;
  const from = text.length <= longestSnippet || first.from <= lead ? 0 : text.indexOf(' ', first.from - lead) + 1;
  const start = Math.min(from, first.from);
  const end = Math.min(text.length, start + longestSnippet);
  let marked = start > 0 ? '… ' : '';
  let at = start;
  for (const { from: begin, to } of finds) {
    if (to > end) break;
    marked += text.slice(at, begin) + tags.preTag + text.slice(begin, to) + tags.postTag;
    at = to;
  }
  return marked + text.slice(at, end) + (end < text.length ? ' …' : '');
}

interface Find {
  from: number;
  to: number;
}

function findsIn(text: string, { words }: Question): Find[] {
  const finds: Find[] = [];
  for (const { 0: token, index } of text.slice(0, 20_000).matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = fold(token);
    const stemmed = stemMark + stem(folded);
    let find: Find | undefined;
    for (const { word, qualities } of words) {
      const at = folded.length === token.length ? folded.indexOf(word) : -1;
      // A part of a word is what was typed, the more telling of the two; inside of a word only where enough was typed.
      if (at === 0 || (at > 0 && word.length > 2)) find = { from: index + at, to: index + at + word.length };
      else if (qualities.has(folded) || qualities.has(stemmed)) find ??= { from: index, to: index + token.length };
    }
    if (find) finds.push(find);
  }
  return finds;
}
