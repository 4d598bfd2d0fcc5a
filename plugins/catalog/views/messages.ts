// data table
/** Every text of the catalog's views that a person sees. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
  home: {
    title: 'Home',
    kinds: 'What is in the catalog',
    changes: 'What changed lately',
    findings: 'Findings',
    empty: {
      title: 'Welcome to Callboard',
      what: 'Callboard reads the descriptors in your repositories and makes one live graph of your software, your teams and who owns what.',
      steps: {
        source: {
          title: 'Add a source',
          text: 'A folder of repositories, a git URL or a single file. You see what it would bring in before you say yes.',
          action: 'Add a source',
        },
        descriptor: {
          title: 'Describe a service in its own repository',
          text: 'Put this beside the code as catalog-info.yaml. Existing descriptor files work as they are.',
        },
        where: {
          title: 'Find out why something is missing',
          text: 'Paste the URL of a repository and see how far it came, with the exact line and what to do.',
          action: 'Where is my repo?',
        },
      },
      example: `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: my-service
  description: What it does, in one sentence.
spec:
  type: service
  lifecycle: production
  owner: my-team
`,
    },
  },
  catalog: {
    title: 'Catalog',
    loading: 'Loading',
    name: 'Name',
    description: 'Description',
    narrowDown: 'Narrow down',
    facet: {
      kind: 'Kind',
      type: 'Type',
      owner: 'Owner',
      lifecycle: 'Lifecycle',
      system: 'System',
      tag: 'Tag',
      namespace: 'Namespace',
    },
    clearFacet: (facet: string) => `Clear ${facet}`,
    findValue: (count: string) => `Find among ${count}`,
    findValueIn: (facet: string) => `Find in ${facet}`,
    more: (count: string) => `${count} more`,
    fewer: 'Fewer',
    filterPlaceholder: 'Filter by name or description',
    filterLabel: 'Filter the list by text',
    filters: (count: number) => (count === 0 ? 'Filters' : `Filters (${count})`),
    count: (count: number, text: string) => `${text} ${many(count, 'entity', 'entities')}`,
    clear: 'Clear all filters',
    leftOut: (count: number, text: string, field: string) =>
      `${text} more ${many(count, 'entity has', 'entities have')} no ${field} and cannot be sorted by it; sort by name to see them all.`,
    export: 'Export',
    exportAs: { csv: 'CSV, for spreadsheets', json: 'JSON', yaml: 'YAML descriptors' },
    empty: {
      title: 'The catalog is empty',
      text: 'Entities come from descriptor files in sources. Add a source and they appear here within seconds.',
      action: 'Go to sources',
    },
    nothing: {
      title: 'Nothing matches',
      text: 'No entity has all that you ask for. If you expected one, find out what became of its descriptor.',
      where: 'Where is my repo?',
    },
    keys: { filter: 'Filter the list', next: 'Next row', previous: 'Previous row', open: 'Open the row' },
  },
  entity: {
    by: 'by',
    tabs: 'Parts of this page',
    noTab: (tab: string) => `This entity has no tab named “${tab}”`,
    backToOverview: 'Go to the overview',
    unknown: (ref: string) => `${ref} is not in the catalog`,
    unknownText: 'It may have been renamed or removed, or its descriptor could not be used.',
    why: 'Find out why',
  },
  banner: {
    stale: 'This is the last good version. Its file cannot be used since',
    staleRemedy: 'Correct the file; the page follows by itself.',
    held: 'Its file no longer says this entity, and its removal waits for a person, since',
    heldRemedy: 'Confirm the removal at its source, or bring the file back.',
    orphan: 'No file says this entity any more, since',
    orphanRemedy: 'Remove it if it is gone, or bring its file back.',
    remove: 'Remove it',
    removed: (name: string) => `${name} was removed`,
    conflict: (places: readonly string[]) =>
      `More than one file claims this name: ${places.join(', ')}. Choose which one it is, or rename one.`,
    settle: 'Settle it',
    toSources: 'Go to sources',
  },
  about: {
    noDescription: 'No description. Add metadata.description to its descriptor, one sentence on what it does.',
    owner: 'Owner',
    tags: 'Tags',
    declaredIn: 'Declared in',
    edit: 'Edit',
    changed: 'Last changed',
    checked: 'Last read',
  },
  links: { none: 'No links. Add them under metadata.links: dashboards, runbooks, the chat of the team.' },
  relations: {
    none: 'It hangs together with nothing yet. Relations come from fields such as spec.system, spec.dependsOn and spec.providesApis.',
    missing: 'not in the catalog',
    missingHint: 'The descriptor names it, but no descriptor declares it.',
    more: (count: string) => `${count} more`,
    fewer: 'Fewer',
    inCatalog: 'in the catalog',
    titles: {
      partOf: 'Part of',
      hasPart: 'Parts',
      providesApi: 'Provides APIs',
      apiProvidedBy: 'Provided by',
      consumesApi: 'Consumes APIs',
      apiConsumedBy: 'Consumed by',
      dependsOn: 'Depends on',
      dependencyOf: 'Needed by',
      ownerOf: 'Owns',
      ownedBy: 'Owned by',
      hasMember: 'Members',
      memberOf: 'Member of',
      childOf: 'Belongs to',
      parentOf: 'Teams below',
    },
  },
  definition: {
    label: 'Definition',
    none: 'This API has no definition',
    noneText: 'Put the text into spec.definition, or name its file there: definition: { $text: ./openapi.yaml }',
  },
  source: {
    source: 'Source',
    repository: 'Repository',
    file: 'File',
    read: 'Last read',
    notRead: 'not yet',
    readAgain: 'Read again',
    reading: 'Its file is read again; changes appear by themselves',
    changed: 'changed',
    document: (place: number) => `document ${place}`,
    copyLocation: 'Copy the location',
    raw: 'As the file says',
    processed: 'As the catalog has it',
  },
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
