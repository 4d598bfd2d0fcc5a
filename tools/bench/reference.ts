// data table
/** A figure of the reference portal: median, and 99th percentile where it was taken. */
export interface ReferenceFigure {
  value: number;
  p99?: number;
}

/**
 * Backstage 1.55.0: a stock application in its production build, taken on the kind of machine that `docs/benchmarks.md` speaks of, with
 * the organisation of 14,131 entities in 4,901 repositories and the same requests. Good to about twice or half. Units as ours.
 */
export const reference: Readonly<Record<string, { postgres?: ReferenceFigure; sqlite?: ReferenceFigure }>> = {
  'harvest.first': { postgres: { value: 228 }, sqlite: { value: 269 } },
  'harvest.peak': { postgres: { value: 758 }, sqlite: { value: 1085 } },
  'restart.answer': { postgres: { value: 10.2 }, sqlite: { value: 7 } },
  'memory.started': { postgres: { value: 625 }, sqlite: { value: 565 } },
  'memory.load': { postgres: { value: 984 }, sqlite: { value: 1427 } },
  'change.visible': { postgres: { value: 87_500 }, sqlite: { value: 87_500 } },
  'change.rested': { postgres: { value: 87_500 }, sqlite: { value: 87_500 } },
  'idle.cpu': { sqlite: { value: 43 } },
  'single.list': { postgres: { value: 72.9, p99: 149 }, sqlite: { value: 109, p99: 502 } },
  'single.listText': { postgres: { value: 22, p99: 96 }, sqlite: { value: 18.8, p99: 265 } },
  'single.byName': { postgres: { value: 1.24, p99: 15 }, sqlite: { value: 1.71, p99: 15 } },
  'single.facets': { postgres: { value: 27.8, p99: 82 }, sqlite: { value: 70, p99: 202 } },
  'single.byOwner': { postgres: { value: 3.34, p99: 25 }, sqlite: { value: 65, p99: 478 } },
  'single.search': { postgres: { value: 50.3, p99: 173 }, sqlite: { value: 21.8, p99: 44 } },
  'load.list': { postgres: { value: 26 }, sqlite: { value: 10 } },
  'load.listText': { postgres: { value: 89 }, sqlite: { value: 62 } },
  'load.byName': { postgres: { value: 818 }, sqlite: { value: 772 } },
  'load.facets': { postgres: { value: 64 }, sqlite: { value: 13 } },
  'load.byOwner': { postgres: { value: 467 }, sqlite: { value: 12 } },
  'load.search': { postgres: { value: 109 }, sqlite: { value: 66 } },
};
