// data table
/** Every text of the gallery that a person sees. */
import { formatCount } from '@callboard/plugin/web';

function many(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${count === 1 ? one : other}`;
}

/** `a, b and c`. */
function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const points: Record<string, { title: string; one: string; other: string }> = {
  navItems: { title: 'Navigation', one: 'navigation item', other: 'navigation items' },
  pages: { title: 'Pages', one: 'page', other: 'pages' },
  homeWidgets: { title: 'On the home page', one: 'home widget', other: 'home widgets' },
  entityTabs: { title: 'Tabs of entities', one: 'tab', other: 'tabs' },
  entityCards: { title: 'Cards on entities', one: 'card', other: 'cards' },
  entityActions: { title: 'Actions on entities', one: 'action', other: 'actions' },
  entityBadges: { title: 'Beside names of entities', one: 'badge', other: 'badges' },
  facts: { title: 'Facts of entities', one: 'fact', other: 'facts' },
  themes: { title: 'Colours to choose', one: 'theme', other: 'themes' },
  entityProcessors: { title: 'Makes something of entities', one: 'processor', other: 'processors' },
  consumers: { title: 'Given every change', one: 'consumer', other: 'consumers' },
  notificationChannels: { title: 'Says something elsewhere', one: 'channel', other: 'channels' },
  formFields: { title: 'In forms', one: 'form field', other: 'form fields' },
  docsAddons: { title: 'Beside documentation', one: 'addon', other: 'addons' },
  overlays: { title: 'Over every page', one: 'overlay', other: 'overlays' },
  searchTypes: { title: 'In the search', one: 'search type', other: 'search types' },
  harvesters: { title: 'Files that it reads', one: 'harvester', other: 'harvesters' },
  annotations: { title: 'Annotations that it understands', one: 'annotation', other: 'annotations' },
};

const categories: Record<string, string> = {
  builds: 'Builds',
  deployments: 'Deployments',
  monitoring: 'Monitoring',
  'on-call': 'On call',
  quality: 'Quality',
  security: 'Security',
  cost: 'Cost',
  docs: 'Docs',
  catalog: 'Catalog',
  other: 'Other',
};

/** `entityHeaderBadges` reads as "entity header badges". */
function spelled(point: string): string {
  return point.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export const messages = {
  points,
  pointTitle: (point: string) => points[point]?.title ?? `${point[0]?.toUpperCase() ?? ''}${spelled(point).slice(1)}`,
  counted: (point: string, count: number) => {
    const { one, other } = points[point] ?? { one: spelled(point), other: spelled(point) };
    return many(count, one, other);
  },
  categories,
  category: (id: string) => categories[id] ?? id,
  state: { running: 'Running', off: 'Off', failed: 'Failed' },
  reason: {
    locked: 'callboard.yaml switches it off (plugins.disabled), so it can only be switched on there.',
    portal: (reason: string) => `Callboard switched it off: ${reason}`,
  },
  kind: { 'built-in': 'Comes with Callboard', folder: 'Folder', package: 'Package', remote: 'Service' },
  readOnly:
    'You see everything here, but cannot change it: plugins run their code in the portal, so guests may not manage them. Sign in as somebody who is not a guest, or ask whoever runs this portal.',
  cancel: 'Cancel',
  list: {
    title: 'Plugins',
    text: 'What this portal is made of: what each plugin adds, how it fares and whose it is.',
    install: 'Install plugin',
    filters: 'Filters',
    search: 'Search plugins',
    anyState: 'Any state',
    anyCategory: 'Any category',
    stateLabel: 'State',
    categoryLabel: 'Category',
    table: 'Plugins of this portal',
    columns: {
      name: 'Plugin',
      adds: 'Adds',
      category: 'Category',
      owner: 'Owner',
      version: 'Version',
      state: 'State',
      from: 'From',
    },
    count: (shown: number, all: number) =>
      shown === all ? many(all, 'plugin', 'plugins') : `${formatCount(shown)} of ${many(all, 'plugin', 'plugins')}`,
    none: 'No plugin matches',
    noneText: 'Take a filter away to see more.',
    showAll: 'Show all plugins',
    noOwner: 'No owner',
    nothing: 'Nothing to see',
  },
  install: {
    title: 'Install a plugin',
    updateTitle: (name: string) => `Update ${name}`,
    lead: 'A plugin is one file, made by its author with this command:',
    updateLead: (version: string) =>
      `Version ${version} runs now, and can be gone back to afterwards. Settings and data stay. The author makes the file with this command:`,
    command: 'callboard plugin pack <folder>',
    commandLabel: 'Command that packs a plugin',
    drop: 'Drop the .tgz here, or',
    choose: 'Choose a file',
    address: 'Or a service of its own, by the address of its manifest',
    addressHint: 'None of its code runs in the portal. It is told who looks at what.',
    chosen: (name: string, size: string) => `${name}, ${size}`,
    trust: 'Its code will run in this portal, with what this portal may do. Install only what you trust.',
    action: 'Install',
    updateAction: 'Update',
    failed: 'It was not installed',
    failedHint: 'Nothing has changed. Ask its author for a file made by “callboard plugin pack”.',
    tooLarge: (size: string) =>
      `This file has ${size}; a plugin may have 10 MB. Leave out of it what can be fetched when it is needed.`,
    empty: 'This file is empty.',
    wrongName: 'This file does not end with .tgz. Choose the one that “callboard plugin pack” made.',
    otherPlugin: (id: string, other: string) =>
      `The file held the plugin ${other}, not ${id}. It is installed; ${id} stays as it was.`,
    done: (name: string, version: string) => `${name} ${version} is installed`,
    failedToRun: (name: string) => `${name} is installed, but does not run`,
    size: (bytes: number) =>
      bytes < 1000
        ? `${bytes} bytes`
        : bytes < 1_000_000
          ? `${Math.round(bytes / 1000)} kB`
          : `${(bytes / 1_000_000).toFixed(1)} MB`,
  },
  one: {
    unknown: (id: string) => `There is no plugin ${id}`,
    unknownText: 'It may have been removed, or never been here.',
    all: 'All plugins',
    by: 'by',
    installed: 'installed',
    version: (version: string) => `Version ${version}`,
    switchOn: 'Switch on',
    switchOff: 'Switch off',
    switchedOn: (name: string) => `${name} is switched on`,
    switchedOff: (name: string) => `${name} is switched off`,
    update: 'Update',
    remove: 'Remove',
    waits: 'Not all of it is shown yet',
    waitsFor: (names: readonly string[], id: string) =>
      `What needs ${inWords(names)} appears when ${names.length === 1 ? 'it has' : 'they have'} a value: set it below, or in callboard.yaml under plugins.config.${id}.`,
    notRun: 'It does not run',
    isOff: 'It is off',
    offText: 'Nothing of it is shown, and none of its code runs. Its settings and data stay.',
    remedy: {
      package: 'Update it or go back to the version before, or tell its owner what is said here.',
      remote: 'It is looked at again by itself. Check that the service is up, or tell its owner what is said here.',
      folder: 'Mend it in its folder and start the portal again, or tell its owner what is said here.',
      'built-in': 'It comes with Callboard: start the portal again, and report it if it still fails.',
    },
    portalRemedy: 'Look at its health below, tell its owner, and switch it on again when it is mended.',
    failedAction: 'That did not work',
    adds: 'What it adds',
    addsNothing: 'It adds nothing that shows.',
    addsUnknown: 'What it adds cannot be told before its manifest is right.',
    on: 'on',
    everywhere: 'every entity',
    places: {
      main: 'main column',
      side: 'side column',
      topBar: 'in the top bar',
      admin: 'below, for administrators',
    } as Record<string, string>,
    permissions: 'Permissions',
    permissionsText: 'What people need to use it.',
    noPermissions: 'It declares none.',
    services: 'Services',
    offers: 'Offers',
    uses: 'Uses',
    versions: 'Versions',
    runs: 'runs',
    before: 'before',
    goBack: (version: string) => `Go back to ${version}`,
    wentBack: (name: string, version: string) => `${name} is back at ${version}`,
    fixed: {
      remote: 'It is a service of its own: whoever runs it changes it, and the portal follows.',
      'built-in': 'It comes with Callboard and is updated with it.',
      folder: 'It lies in a folder that this portal reads: change it there, and restart the portal.',
    },
    service: {
      title: 'Service',
      address: 'Manifest',
      read: 'What runs was read',
      checked: 'Last look',
      added: 'Added by',
      configured: 'callboard.yaml (plugins.remote)',
      problem: 'The last look found a mistake. What was read before goes on.',
      resting: 'It failed several times in a row, so it is not asked for a moment. Cards show the last answer.',
    },
    health: 'Health',
    healthText: 'The last five minutes, of this server.',
    quiet: 'Nothing was asked of it lately.',
    calls: 'Calls',
    failedCalls: 'Failed',
    failedShare: (errors: number, rate: number) =>
      `${formatCount(errors)} (${new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(rate)})`,
    p95: '95 of 100 took at most',
    lastError: 'Last error',
    use: 'Use',
    people: (people: number, days: number) =>
      people === 0
        ? `Nobody has seen anything of it in the last ${days} days.`
        : `${many(people, 'person', 'people')} in the last ${days} days.`,
  },
  settings: {
    title: 'Settings',
    none: 'It has no settings.',
    unless: (value: string) => `Unless set: ${value}`,
    locked: 'Set in callboard.yaml',
    lockedSecret: 'Set in callboard.yaml, and not shown',
    secretSet: 'Is set, and never shown',
    secretUnset: 'Not set',
    secretCleared: 'Will be cleared',
    replace: 'Replace',
    enter: 'Enter',
    clear: 'Clear',
    keep: 'Keep as it is',
    useDefault: 'Use the default',
    labelled: (action: string, name: string) => `${action}: ${name}`,
    save: 'Save settings',
    undo: 'Undo',
    saved: (name: string) => `The settings of ${name} are saved`,
    unsaved: (count: number) => many(count, 'change not saved', 'changes not saved'),
    yes: 'Yes',
    no: 'No',
    notNumber: 'Write a number, such as 30 or 0.5.',
    notJson: {
      array: 'Write a list as JSON, such as ["a", "b"].',
      object: 'Write an object as JSON, such as {"a": 1}.',
    },
    json: { array: 'A list, as JSON.', object: 'An object, as JSON.' },
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    lead: (adds: string) => (adds ? `It takes with it: ${adds}.` : 'It adds nothing that shows.'),
    settings: 'Its settings and its packages are forgotten as well.',
    keep: 'Keep its data',
    keepText: 'Its tables stay. Installed again, it goes on where it stopped.',
    delete: 'Delete its data',
    deleteText: 'Its tables are deleted for good.',
    type: (id: string) => `Type ${id} to delete its data`,
    action: 'Remove',
    deleteAction: 'Remove and delete its data',
    done: (name: string) => `${name} is removed`,
  },
};
