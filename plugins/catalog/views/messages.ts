// data table
/** Every text of the catalog's views that a person sees. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
  history: {
    none: 'No change is recorded yet',
    op: { create: 'Added', update: 'Changed', delete: 'Removed', state: 'State' },
    by: 'by',
    byPlugin: (plugin: string) => `by the plugin ${plugin}`,
    harvest: 'harvest',
    before: 'before',
    after: 'after',
    older: 'Older changes',
    asItWasOn: 'As it was on',
    asItWas: 'The entity as it was',
    backToChanges: 'Back to the changes',
    notYet: 'It was not in the catalog on that day',
    lastChangedBefore: 'Last changed',
  },
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
    badge: (errors: number, warnings: number) =>
      [
        errors && `${errors} ${many(errors, 'error', 'errors')}`,
        warnings && `${warnings} ${many(warnings, 'warning', 'warnings')}`,
      ]
        .filter(Boolean)
        .join(', '),
  },
  conflicts: {
    title: 'Conflicts',
    none: 'No name is claimed twice',
    noneText: 'When two files declare the same entity, you choose here which one it is.',
    explanation:
      'These files declare the same entity. The one in use was there first. Choose another, or rename one of them.',
    active: 'in use',
    use: 'Use this one',
    settled: 'Chosen. The catalog shows it now.',
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
  sources: {
    title: 'Sources',
    description: 'Where the descriptors come from, and how their harvests stand.',
    add: 'Add source',
    addThis: 'Add source',
    preview: 'Preview',
    cancel: 'Cancel',
    empty: 'There is no source yet',
    emptyText:
      'Add a folder of repositories, a git URL or the URL of a single file. What it declares appears in the catalog within seconds.',
    origin: {
      config: 'From the configuration',
      user: 'Added here',
      location: 'Registered locations',
      derived: 'Named by other files',
    },
    type: { folder: 'Folder', git: 'Git repository', url: 'File by URL', file: 'File' },
    typeLabel: 'Type',
    targetLabel: { folder: 'Folder', git: 'Git URL', url: 'URL of the file' },
    targetExample: {
      folder: '/srv/repositories',
      git: 'https://git.example.org/team/service.git',
      url: 'https://git.example.org/team/service/blob/main/catalog-info.yaml',
    },
    branch: 'Branch',
    state: { new: 'New', harvesting: 'Harvesting', ok: 'Up to date', error: 'Error', held: 'Waiting' },
    repositories: (count: number, text: string) => `${text} ${many(count, 'repository', 'repositories')}`,
    entities: (count: number, text: string) => `${text} ${many(count, 'entity', 'entities')}`,
    findings: (errors: number, warnings: number) =>
      [
        errors && `${errors} ${many(errors, 'error', 'errors')}`,
        warnings && `${warnings} ${many(warnings, 'warning', 'warnings')}`,
      ]
        .filter(Boolean)
        .join(', '),
    held: (text: string) => `${text} waiting to be removed`,
    heldText: (count: number, text: string) =>
      `The last harvest no longer found ${text} ${many(count, 'entity', 'entities')}. That is much at once, so nothing was removed. Confirm if they are really gone.`,
    confirm: 'Confirm removal',
    confirmed: (count: number) => `${count} ${many(count, 'entity', 'entities')} removed`,
    never: 'not read yet',
    read: 'read',
    took: (duration: string) => `in ${duration}`,
    next: 'next look',
    progress: 'Progress of the harvest',
    harvest: 'Harvest now',
    harvested: (target: string) => `${target} was read again`,
    more: (target: string) => `More for ${target}`,
    remove: 'Remove this source',
    removeExplained: (count: number) => `Removes ${count} ${many(count, 'entity', 'entities')} that only it declares`,
    removed: (target: string) => `${target} is no longer a source`,
    added: (target: string) => `${target} was added; its harvest has begun`,
    previewFailed: 'There is nothing to preview',
    wouldBring: (count: number, text: string) => `It would bring in ${text} ${many(count, 'entity', 'entities')}.`,
    previewFindings: (count: number, text: string) => `${text} ${many(count, 'finding', 'findings')} to look at.`,
    nothingFound:
      'No descriptor was found. Callboard looks for catalog-info.yaml, and for YAML files that open like a descriptor.',
    andMore: (text: string) => `and ${text} more`,
    findRepository: 'Find a repository',
    moreRepositories: (text: string) => `${text} more; type to find one`,
  },
  where: {
    title: 'Where is my repo?',
    description:
      'Paste the URL of a repository or a file, a path, or the name of an entity. You see how far it came, and where it stopped.',
    label: 'Repository, file or entity',
    placeholder: 'https://git.example.org/team/service',
    ask: 'Find out',
    empty: 'Nothing asked yet',
    emptyText: 'For example a repository’s URL, a folder such as services/player, or component:default/player.',
    answer: 'Answer',
    passed: 'Fine',
    stopped: 'It stops here',
  },
} as const;
