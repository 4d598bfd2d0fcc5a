// data table
/** Every text of this folder's views. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
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
    undeclared: 'No longer in the configuration',
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
  notes: (count: number) => `${count} ${many(count, 'note', 'notes')}`,
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
  undeclaredText: (count: number, text: string) =>
    `It is not in the configuration any more and is not read. Its ${text} ${many(count, 'entity stays', 'entities stay')} until you confirm, or put it back.`,
  review: 'Review removal',
  removal: {
    title: (target: string) => `What would be removed from ${target}`,
    loading: 'What would be removed',
    lead: (count: number, text: string) =>
      `${text} ${many(count, 'entity goes', 'entities go')}, with all that the catalog knows of ${many(count, 'it', 'them')}.`,
    needed: (count: number, text: string) =>
      count === 0
        ? 'Nothing that stays refers to them.'
        : `${text} of them ${many(count, 'is', 'are')} still referred to by entities that stay; those come first.`,
    dependents: (count: number, text: string) =>
      `Referred to by ${text} ${many(count, 'entity that stays', 'entities that stay')}`,
    noDependents: 'Nothing that stays refers to it',
    noOwner: 'No owner',
    since: 'not there since',
    list: 'Entities that would be removed',
    confirm: (count: number, text: string) => `Remove ${text} ${many(count, 'entity', 'entities')}`,
    keep: 'Keep them for now',
    remedy: 'Bring the files back and they stay, with their history.',
  },
  failingSince: 'Not readable since',
  lastGood: 'last read well',
  shownMeanwhile: 'What it said before stays in the catalog.',
  stalled: 'Nothing has come of its harvests since',
  stalledText:
    'That is longer than they should take. The health check of the portal is red; the log of the server says more.',
  stalledState: 'Stands still',
  lastHarvest: 'Last harvest',
  nextHarvest: 'Next',
  notRead: 'not read any more',
  noFindings: 'no findings',
  kindOf: { new: 'New', same: 'There already', conflict: 'Conflict' },
  previewCounts: (parts: { new: number; same: number; conflicts: number }) =>
    [
      parts.new && `${parts.new} new`,
      parts.same && `${parts.same} there already, from the same file`,
      parts.conflicts && `${parts.conflicts} that another file has already`,
    ]
      .filter(Boolean)
      .join(', '),
  previewNothing: 'It would bring in nothing.',
  previewNothingNew: 'Everything in it is in the catalog already, from these very files.',
  conflictWith: 'claimed by',
  noOwner: 'no owner',
  access: {
    token: (host: string) => `The token that the configuration has for ${host} is used.`,
    ssh: (_host: string) =>
      'It is read with the SSH keys of the user that runs the portal; the host has to be among its known hosts.',
    question: 'Is it private?',
    lead: (host: string) =>
      `No token for ${host} is configured, so it is read as anybody may. For a private repository, add these lines to callboard.yaml:`,
    afterwards: (variable: string) =>
      `Give the portal the token in the environment variable ${variable} and restart it. A token is never typed in here: it would have to be kept where everybody with the database could read it.`,
    unknown: (host: string) =>
      `Add ${host} under integrations in callboard.yaml, with its token, and restart the portal.`,
  },
} as const;
