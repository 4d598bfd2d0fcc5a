/** Every text of the home page that a person sees. Counts come as a number, for the plural, and as written in the reader's locale. */
function many(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

export const messages = {
  title: 'Home',
  kinds: 'What is in the catalog',
  loading: 'Loading',
  who: {
    title: 'Who are you?',
    label: 'Your name or your team',
    placeholder: 'Type your name or your team',
    why: 'It decides what is shown first, and gives no rights. You can change it in the menu at the top right.',
    skip: 'Not now',
  },
  mine: {
    title: 'Yours',
    kinds: 'Kinds of what is yours',
    all: (count: string) => `All ${count} that are yours`,
    none: 'You and your teams own nothing in the catalog yet. An entity is yours when its descriptor names you or your team under spec.owner.',
  },
  starred: { title: 'Starred', all: (count: string) => `All ${count} starred` },
  recent: { title: 'Opened lately' },
  noOwner: 'No owner',
  noContact: 'No chat channel',
  contactOf: (owner: string, channel: string) => `Chat of ${owner}: ${channel}`,
  writeTo: (owner: string, address: string) => `Write to ${owner}: ${address}`,
  findings: {
    title: 'Findings',
    mine: 'Findings of what is yours',
    none: 'No findings',
    all: (count: string) => `All ${count}`,
    fewer: 'Fewer',
  },
  changes: {
    title: 'What changed lately',
    filter: 'Which changes to show',
    filters: { all: 'All', mine: 'Yours', yesterday: 'Yesterday' },
    today: 'Today',
    yesterday: 'Yesterday',
    none: {
      all: 'Nothing has changed yet.',
      mine: 'Nothing of yours has changed.',
      yesterday: 'Nothing changed yesterday.',
    },
    one: { create: 'Added', update: 'Changed', delete: 'Removed', state: 'State of' },
    group: {
      create: (count: number, text: string) => `${text} ${many(count, 'entity', 'entities')} added`,
      update: (count: number, text: string) => `${text} ${many(count, 'entity', 'entities')} changed`,
      delete: (count: number, text: string) => `${text} ${many(count, 'entity', 'entities')} removed`,
      state: (count: number, text: string) =>
        `${text} ${many(count, 'entity changed its', 'entities changed their')} state`,
    },
    from: (place: string) => `from ${place}`,
    andMore: (text: string) => `and ${text} more`,
    older: (count: string) => `${count} more`,
    fewer: 'Fewer',
    cut: 'Older changes are in the history of each entity.',
  },
  example: {
    text: 'A made-up company, to look around in. For your own code,',
    action: 'add a source',
    or: 'or run',
    command: 'npx callboard start --source <folder or git URL>',
    dismiss: 'Do not show this again',
  },
  empty: {
    title: 'Welcome to Callboard',
    what: 'Callboard reads the descriptors in your repositories and makes one live graph of your software, your teams and who owns what.',
    steps: {
      source: {
        title: 'Add your code',
        text: 'A folder of repositories or a git URL. You see what it would bring in before you say yes.',
        folder: 'Add a folder',
        git: 'Add a git repository',
      },
      descriptor: {
        title: 'See what a descriptor is',
        text: 'A few lines of YAML beside the code say what it is and whose. Descriptor files that you have work as they are.',
        action: 'Show an example',
        label: 'A descriptor, as catalog-info.yaml',
      },
      check: {
        title: 'Check a file',
        text: 'Give the URL of a descriptor and see what it says and what is wrong with it, line by line. Nothing is stored.',
        action: 'Check a file',
      },
    },
    example: `# catalog-info.yaml, at the top of the repository
apiVersion: backstage.io/v1alpha1
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
} as const;
