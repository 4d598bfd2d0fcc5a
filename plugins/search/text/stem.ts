/** Endings of English words, longest first, and how many letters must stay. What is cut off changes the form of a word, not what it is about. */
const endings: readonly (readonly [ending: string, least: number])[] = [
  ['ations', 4],
  ['ation', 4],
  ['ments', 3],
  ['ings', 3],
  ['ment', 3],
  ['ions', 5],
  ['ates', 4],
  ['ated', 4],
  ['ators', 4],
  ['ator', 4],
  ['ing', 3],
  ['ion', 5],
  ['ies', 2],
  ['ied', 2],
  ['ers', 4],
  ['ors', 5],
  ['ate', 4],
  ['ed', 3],
  ['er', 4],
  ['or', 5],
  ['es', 3],
  ['ly', 4],
  ['s', 2],
  ['e', 3],
];

/** The form in which `pay`, `pays`, `paying` and `payment` are the same. Light: rather two words apart than two meanings together. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const stemmed = stemOf(word);
  stems.set(word, stemmed);
  return stemmed;
}

const mostStems = 20_000;
/** Texts have few words, many times each. */
const stems = new Map<string, string>();

function stemOf(word: string): string {
  if (word.length < 4 || word.endsWith('ss') || /\d/.test(word)) return word;
  const [ending] = endings.find(([end, least]) => word.endsWith(end) && word.length - end.length >= least) ?? [];
  if (ending === undefined) return word.replace(/([^aeiou])y$/, '$1i');
  if (ending === 's' && /[iu]s$/.test(word)) return word;
  const rest = word.slice(0, -ending.length);
  if (ending === 'ies' || ending === 'ied') return `${rest}i`;
  // planning → plan, but call → calling
  if (/^(ing|ings|ed|er|ers)$/.test(ending) && /([bdgmnprt])\1$/.test(rest)) return rest.slice(0, -1);
  return /^(s|es)$/.test(ending) && rest.length >= 4 ? stemAgain(rest) : rest.replace(/([^aeiou])y$/, '$1i');
}

/** `players` is to be what `player` is. */
function stemAgain(word: string): string {
  return word.endsWith('s') ? word : stemOf(word);
}
