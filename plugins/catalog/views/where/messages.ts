// data table
/** Every text of this folder's views. */
export const messages = {
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
  copyPlace: 'Copy the place',
  notReached: 'Not reached',
  suggestions: 'Did you mean',
  examples: 'Try',
} as const;
