// data table
import type { Measurement } from './measurement.ts';

/** What a figure may be. A catalog of more than this many entities has the larger allowance, where there is one. */
const largeCatalog = 50_000;

interface Budget {
  value: number;
  p99?: number;
  /** How many times as much a large catalog may have; absent: the budget was set for 14,000 entities and says nothing of more. */
  whenLarge?: number;
}

const inside: Budget = { value: 1, p99: 10, whenLarge: 3 };
const answers: Budget = { value: 2000, whenLarge: 1 / 3 };

/** By id of the measurement. */
const budgets: Readonly<Record<string, Budget>> = {
  'start.example': { value: 2, whenLarge: 1 },
  'plugins.start': { value: 1, whenLarge: 1 },
  'plugins.memory': { value: 50, whenLarge: 1 },
  'harvest.first': { value: 10 },
  'harvest.rows': { value: 0, whenLarge: 1 },
  'restart.answer': { value: 1 },
  'memory.started': { value: 200 },
  'memory.load': { value: 300 },
  'change.visible': { value: 1000, whenLarge: 1 },
  'change.rested': { value: 1000, whenLarge: 1 },
  'change.announced': { value: 1000, whenLarge: 1 },
  'inside.list': inside,
  'inside.listText': inside,
  'inside.byName': inside,
  'inside.facets': inside,
  'inside.byOwner': inside,
  'load.list': answers,
  'load.listText': answers,
  'load.byName': answers,
  'load.facets': answers,
  'load.byOwner': answers,
  'load.search': answers,
  'single.search': { value: 5, whenLarge: 4 },
  'web.usable.home': { value: 1 },
  'web.usable.catalog': { value: 1 },
  'web.usable.entity': { value: 1 },
  'web.usable.search': { value: 1 },
  'web.script.home': { value: 200, whenLarge: 1 },
  'web.script.catalog': { value: 200, whenLarge: 1 },
  'web.script.entity': { value: 200, whenLarge: 1 },
  'web.script.search': { value: 200, whenLarge: 1 },
  'web.slow.catalog': { value: 4, whenLarge: 1 },
  'web.interaction': { value: 100 },
  ...Object.fromEntries(
    ['home', 'catalog', 'entity', 'search'].flatMap((view) => [
      [`lighthouse.performance.${view}`, { value: 95, whenLarge: 1 }],
      [`lighthouse.accessibility.${view}`, { value: 100, whenLarge: 1 }],
    ]),
  ),
};

/** The budget of a figure in a catalog of so many entities. */
export function budgetOf({ id }: Measurement, entities: number): { value: number; p99?: number } | undefined {
  const budget = budgets[id];
  if (!budget) return undefined;
  const times = entities > largeCatalog ? budget.whenLarge : 1;
  if (times === undefined) return undefined;
  return { value: budget.value * times, ...(budget.p99 !== undefined && { p99: budget.p99 * times }) };
}
