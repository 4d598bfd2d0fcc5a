// data table
/** Every view of the portal over the example company, with what it shows once it is complete. */

export type Theme = 'light' | 'dark';

export interface View {
  name: string;
  path: string;
  /** A text that stands on the page once it is complete. */
  ready: string;
  /** Where that text stands inside a frame. */
  isFramed?: boolean;
  /** Somebody has said who they are. */
  isChosen?: boolean;
  /** What the API does, where it is not what the portal does. */
  api?: 'fails' | 'is silent' | 'is empty';
  /** What is typed once the page stands: keys, and a text after them. */
  keys?: { press: string; type?: string };
  /** The themes in which the guide shows it; none: it is there to be looked at. */
  guide?: readonly Theme[];
}

const both = ['light', 'dark'] as const;
const light = ['light'] as const;
const needle = '/catalog/default/component/needle-drop';

export const views: readonly View[] = [
  { name: 'home-nobody', path: '/', ready: 'What changed lately' },
  { name: 'home', path: '/', ready: 'Findings of what is yours', isChosen: true, guide: light },
  { name: 'home-empty', path: '/', ready: 'Welcome to Callboard', api: 'is empty', guide: light },
  { name: 'home-failing', path: '/', ready: 'Try again', api: 'fails' },
  { name: 'home-loading', path: '/', ready: 'Home', api: 'is silent' },

  { name: 'catalog', path: '/catalog?kind=component', ready: 'Artist Studio', guide: both },
  { name: 'catalog-all', path: '/catalog', ready: 'Artist Studio' },
  { name: 'catalog-nothing', path: '/catalog?text=nothing-at-all', ready: 'Nothing matches' },
  { name: 'catalog-failing', path: '/catalog', ready: 'Try again', api: 'fails' },
  { name: 'catalog-loading', path: '/catalog', ready: 'Catalog', api: 'is silent' },

  { name: 'entity', path: needle, ready: 'From needle-drop', guide: both },
  { name: 'entity-unknown', path: '/catalog/default/component/needle-drp', ready: 'is not in the catalog' },
  { name: 'entity-failing', path: needle, ready: 'Try again', api: 'fails' },
  { name: 'entity-loading', path: needle, ready: 'Catalog', api: 'is silent' },
  { name: 'graph', path: `${needle}/graph?form=graph`, ready: 'service · playback', guide: light },
  { name: 'graph-list', path: `${needle}/graph?form=list&maxDepth=2`, ready: 'Playback' },
  { name: 'history', path: `${needle}/history`, ready: 'Added' },
  { name: 'source', path: `${needle}/source`, ready: 'As the file says' },
  { name: 'upkeep-tab', path: `${needle}/upkeep`, ready: 'What readers look for' },
  { name: 'upkeep-form', path: `${needle}/upkeep?edit=1`, ready: 'Nothing is changed yet', guide: light },
  { name: 'findings-tab', path: '/catalog/default/api/partner-sandbox/findings', ready: 'Show the lines' },
  { name: 'team', path: '/catalog/default/group/playback', ready: 'Henrik Sundell', guide: light },
  { name: 'person', path: '/catalog/default/user/henrik.sundell', ready: 'Playback' },
  { name: 'system', path: '/catalog/default/system/playback', ready: 'Needle Drop' },
  { name: 'domain', path: '/catalog/default/domain/listening', ready: 'Playback' },

  {
    name: 'api-openapi',
    path: '/catalog/default/api/needle-drop/definition',
    ready: 'Playback start',
    isFramed: true,
    guide: light,
  },
  { name: 'api-asyncapi', path: '/catalog/default/api/billing-events/definition', ready: 'AsyncAPI' },
  { name: 'api-graphql', path: '/catalog/default/api/catalogue-graph/definition', ready: 'Queries' },
  { name: 'api-grpc', path: '/catalog/default/api/entitlements/definition', ready: 'Provided by' },
  { name: 'api-other', path: '/catalog/default/api/studio-calls/definition', ready: 'Provided by' },
  { name: 'api-text', path: '/catalog/default/api/needle-drop/definition?view=source', ready: 'openapi:' },

  { name: 'explore', path: '/explore', ready: 'In no domain', guide: light },
  { name: 'explore-domain', path: '/explore?domain=none', ready: 'In no domain' },
  { name: 'explore-groups', path: '/explore/groups', ready: 'Open all' },
  { name: 'explore-group', path: '/explore/groups?group=group:default/playback', ready: 'Henrik Sundell' },
  { name: 'explore-technologies', path: '/explore/technologies', ready: 'kotlin' },
  { name: 'explore-failing', path: '/explore', ready: 'Try again', api: 'fails' },
  { name: 'catalog-graph', path: '/catalog-graph', ready: 'Choose where the graph begins' },
  {
    name: 'catalog-graph-group',
    path: '/catalog-graph?rootEntityRefs[]=group:default/playback',
    ready: 'Needle Drop',
  },

  { name: 'palette', path: '/', ready: 'What changed lately', keys: { press: 'Control+k' } },
  {
    name: 'palette-found',
    path: '/',
    ready: 'What changed lately',
    keys: { press: 'Control+k', type: 'needel' },
    guide: light,
  },
  { name: 'palette-nothing', path: '/', ready: 'What changed lately', keys: { press: 'Control+k', type: 'qqzzxxv' } },
  { name: 'search', path: '/search?query=playback', ready: 'Playback' },
  { name: 'search-nothing', path: '/search?query=zzzzqqqq', ready: 'zzzzqqqq' },
  { name: 'search-failing', path: '/search?query=playback', ready: 'The search failed', api: 'fails' },
  { name: 'keys', path: '/', ready: 'What changed lately', keys: { press: '?' } },

  { name: 'where', path: '/where', ready: 'Nothing asked yet' },
  { name: 'where-found', path: '/where?target=component:default/needle-drop', ready: 'What was asked', guide: light },
  { name: 'where-lost', path: '/where?target=needle-drp', ready: 'What was asked' },
  { name: 'sources', path: '/sources', ready: 'Up to date', guide: light },
  { name: 'sources-add', path: '/sources?add=git', ready: 'Preview' },
  { name: 'sources-failing', path: '/sources', ready: 'Try again', api: 'fails' },
  { name: 'findings', path: '/findings', ready: 'Show the lines', guide: light },
  { name: 'findings-conflicts', path: '/findings?show=conflicts', ready: 'Choose another' },
  { name: 'findings-exclusions', path: '/findings?show=exclusions', ready: 'Nothing is kept out' },
  { name: 'findings-failing', path: '/findings', ready: 'Try again', api: 'fails' },
  { name: 'upkeep', path: '/upkeep', ready: 'Lacks', guide: light },
  { name: 'upkeep-stale', path: '/upkeep?list=stale', ready: 'Stale' },
  { name: 'upkeep-owners', path: '/upkeep?list=owners', ready: 'Owners that are gone' },
  { name: 'upkeep-links', path: '/upkeep?list=links', ready: 'Dead links' },
  { name: 'upkeep-repositories', path: '/upkeep?list=repositories', ready: 'Without a descriptor' },
  { name: 'upkeep-failing', path: '/upkeep', ready: 'Try again', api: 'fails' },
  { name: 'no-page', path: '/no/such/page', ready: 'There is no page here' },
];
