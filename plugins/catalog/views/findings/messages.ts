// data table
/** Every text of this folder's views. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
  conflicts: {
    title: 'Conflicts',
    mine: 'Only mine',
    none: 'No name is claimed twice',
    noneMine: 'No name of what is yours is claimed twice',
    noneText: 'When two files declare the same entity, you choose here which one it is.',
    active: 'in use',
    use: 'Use this one',
    settled: 'Chosen. The catalog shows it now.',
    choose:
      'These files declare the same entity. The one in use was there first. Choose another, or rename one of them.',
    chosen: (who: string) => `${who} chose the one in use,`,
    undo: 'Take the choice back',
    undone: 'Taken back. The file that was there first counts again.',
    open: 'To settle',
    done: 'Settled',
  },
  exclusions: {
    title: 'Kept out',
    none: 'Nothing is kept out',
    noneText:
      'An entity that should not be in the catalog although a file says it can be kept out for good, with a reason.',
    entity: 'Entity',
    reason: 'Reason',
    exclude: 'Keep it out',
    include: 'Let it in again',
    excluded: 'Kept out. It no longer appears in the catalog.',
    included: 'Let in. It appears with the next harvest.',
    by: (who: string) => `by ${who},`,
  },
  page: {
    group: 'Group',
    groups: {
      '': 'Not grouped',
      owner: 'By owner',
      code: 'By code',
      sourceId: 'By source',
      repository: 'By repository',
    },
    unknown: { owner: 'Nobody known', code: '', sourceId: 'No source', repository: 'No repository' },
    onlyIts: 'Only its findings',
    search: 'Find in findings',
    filter: {
      owner: 'Owner',
      entityRef: 'Entity',
      sourceId: 'Source',
      code: 'Code',
      repository: 'Repository',
      unowned: 'Owner',
    },
    nobody: 'nobody known',
    clearAll: 'Clear all filters',
    nothing: 'No finding matches',
    nothingText: 'Take a filter away to see more.',
    all: (count: number, text: string) => `All ${text} ${many(count, 'finding', 'findings')} of this group`,
    counts: { error: 'errors', warning: 'warnings', info: 'notes' },
  },
} as const;
