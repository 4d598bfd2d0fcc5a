import { diceFor, type Dice } from './dice.ts';
import { birds, duties, firstNames, lastNames, moods, subjects } from './words.ts';

/** How many there are of each at scale 1: a company of 2,000 engineers as large ones have described themselves. */
const sizes = {
  tribe: 40,
  team: 500,
  person: 2000,
  domain: 40,
  system: 250,
  service: 2000,
  'data-pipeline': 4000,
  website: 400,
  'mobile-feature': 200,
  'ml-model': 3000,
  library: 300,
  api: 600,
  resource: 800,
};

export type Sort = keyof typeof sizes;
export type ComponentType = 'service' | 'data-pipeline' | 'website' | 'mobile-feature' | 'ml-model' | 'library';

/** The names of everything, by what it is. */
export type Names = Readonly<Record<Sort, readonly string[]>>;

const forms: Record<Sort, (dice: Dice) => string> = {
  tribe: (dice) => `${dice.pick(subjects)}-tribe`,
  team: (dice) => `${dice.pick(moods)}-${dice.pick(birds)}`,
  person: (dice) => `${dice.pick(firstNames)}.${dice.pick(lastNames)}`,
  domain: (dice) => `${dice.pick(subjects)}-domain`,
  system: (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}`,
  service: (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}-${dice.pick(duties)}`,
  'data-pipeline': (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}-nightly`,
  website: (dice) => `${dice.pick(subjects)}-${dice.pick(duties)}-site`,
  'mobile-feature': (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}-screen`,
  'ml-model': (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}-model`,
  library: (dice) => `${dice.pick(subjects)}-${dice.pick(duties)}-kit`,
  api: (dice) => `${dice.pick(subjects)}-${dice.pick(subjects)}-api`,
  resource: (dice) => `${dice.pick(subjects)}-${dice.pick(['database', 'bucket', 'topic', 'cache'])}`,
};

/** @param scale 1: some 14,000 entities; 7: some 100,000 */
export function makeNames(scale: number): Names {
  const sorts = Object.entries(sizes) as [Sort, number][];
  const named = sorts.map(([sort, size]) => {
    const count = Math.max(1, Math.round(size * scale));
    // The number at the end makes a name the only one of its sort.
    const names = Array.from(
      { length: count },
      (_, at) => `${forms[sort](diceFor(`${sort} ${at}`))}-${String(at).padStart(4, '0')}`,
    );
    return [sort, names] as const;
  });
  return Object.fromEntries(named) as unknown as Names;
}
