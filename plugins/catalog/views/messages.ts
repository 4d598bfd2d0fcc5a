// data table
/** Every text of the catalog's views that a person sees. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
  findings: {
    title: 'Findings',
    description:
      'What is wrong or worth knowing in the descriptors, with the exact place and what to do. Nothing is dropped in silence.',
    show: 'What to show',
    everything: 'All',
    level: { error: 'Error', warning: 'Warning', info: 'Note' },
    levels: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
    filter: { owner: 'Owner', entityRef: 'Entity', sourceId: 'Source', code: 'Code' },
    anyOwner: 'Any owner',
    anySource: 'Any source',
    clearFilter: 'Clear this filter',
    none: 'No findings',
    noneText: 'Every descriptor that was read is fine.',
    all: (count: string) => `All ${count}, with places and remedies`,
    since: 'since',
    copyPlace: 'Copy the place',
    showLines: 'Show the lines',
    hideLines: 'Hide the lines',
    mend: 'Mend…',
    mendField: (field: string, name: string) => `Mend ${field} of ${name}`,
    badge: (errors: number, warnings: number) =>
      [
        errors && `${errors} ${many(errors, 'error', 'errors')}`,
        warnings && `${warnings} ${many(warnings, 'warning', 'warnings')}`,
      ]
        .filter(Boolean)
        .join(', '),
  },
} as const;
