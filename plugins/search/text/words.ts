/** Names and prose, cut into the words that are stored and asked for. The same for both, or nothing is found. */
import { stem } from './stem.ts';

/** Stands before the stem of a word, so that no word that somebody types is taken for one. A letter to every tokenizer. */
export const stemMark = 'ƨ';

const longestWord = 40;

/** Letters without case, accents and width: what is equal to a reader is equal here. */
export function fold(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

/** Folded words, at most so many. Names are cut at punctuation and where `camelCase` and `HTTPServer` begin a new word. */
export function wordsOf(text: string, most = 50): string[] {
  return uncutWordsOf(cutCase(text), most);
}

/** {@link wordsOf}, and whole what is cut in two only by its case: `GitOps` is written `gitops` by whoever looks for it. */
export function writtenWordsOf(text: string, most = 50): string[] {
  const cut = cutCase(text);
  const words = uncutWordsOf(cut, most);
  return cut === text ? words : [...new Set([...uncutWordsOf(text, most), ...words])].slice(0, most);
}

function cutCase(text: string): string {
  return (
    text
      // More than one API are still called what one is.
      .replaceAll(/(\p{Lu}{2})s(?!\p{L})/gu, '$1')
      .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
      .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
  );
}

/** Folded words, at most so many, cut at punctuation alone: `GitOps` is one. */
export function uncutWordsOf(text: string, most = 50): string[] {
  const found: string[] = [];
  // People say `a/b` and `r&d` for one thing.
  const joined = fold(text)
    .replaceAll(/\b([a-z])[/&]([a-z])\b/g, '$1$2')
    .replaceAll(/['’]s?\b/g, '');
  for (const [word] of joined.matchAll(/[\p{L}\p{N}]+/gu)) {
    found.push(word.slice(0, longestWord));
    if (found.length >= most) break;
  }
  return found;
}

/** A name as one word, however it is written: `web-player`, `Web Player` and `webPlayer` are `webplayer`. */
export function compact(text: string): string {
  return compactFolded(fold(text));
}

/** {@link compact} of what is folded. */
export function compactFolded(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '').slice(0, longestWord);
}

/** The words of a name that is folded; where it was camelCase can no longer be seen. */
export function foldedWords(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** What is stored of words: each once, with its stem behind it where that is another. */
export function tokensOf(words: readonly string[]): string[] {
  const tokens = new Set<string>();
  for (const word of words) {
    tokens.add(word);
    tokens.add(stemMark + stem(word));
  }
  return [...tokens];
}
