/** The way of an entity from a source to the reader, as an ordered list of steps. */

const titles = {
  understood: 'What was asked for',
  source: 'A source covers it',
  harvest: 'The source was read',
  repository: 'The repository is there',
  descriptor: 'A descriptor file was found',
  parsed: 'The file can be read',
  valid: 'The entity is valid',
  allowed: 'The kind is allowed from there',
  unclaimed: 'No other file has the name',
  included: 'It is not kept out',
  visible: 'It is in the catalog',
} as const;

export type StepName = keyof typeof titles;

export interface ExplainStep {
  step: StepName;
  title: string;
  ok: boolean;
  /** ISO 8601. */
  at?: string;
  durationMs?: number;
  detail: string;
  file?: string;
  line?: number;
  column?: number;
  /** A finding code. */
  code?: string;
  hint?: string;
}

export interface Explanation {
  target: string;
  found: boolean;
  /** One sentence. */
  summary: string;
  entityRefs: string[];
  steps: ExplainStep[];
  /** Names of entities and repositories that may be meant. */
  suggestions?: string[];
  /** Where the files are that steps name. */
  place?: { sourceId: string; repository: string };
}

/** What comes after the step that failed. */
export function notReached(steps: readonly ExplainStep[]): Pick<ExplainStep, 'step' | 'title'>[] {
  const last = steps.at(-1);
  if (!last || last.ok) return [];
  const names = Object.keys(titles) as StepName[];
  return names.slice(names.indexOf(last.step) + 1).map((step) => ({ step, title: titles[step] }));
}

type StepFacts = Omit<ExplainStep, 'step' | 'title' | 'ok'>;

/** Steps passed so far; after one that failed, no more are taken. */
export class Steps {
  readonly taken: ExplainStep[] = [];

  get failed(): ExplainStep | undefined {
    const last = this.taken.at(-1);
    return last?.ok === false ? last : undefined;
  }

  pass(step: StepName, detail: string, facts: Partial<StepFacts> = {}): void {
    this.#take({ step, title: titles[step], ok: true, detail, ...facts });
  }

  fail(step: StepName, detail: string, facts: Partial<StepFacts> = {}): void {
    this.#take({ step, title: titles[step], ok: false, detail, ...facts });
  }

  #take(step: ExplainStep): void {
    if (!this.failed) this.taken.push(step);
  }
}
