/** The texts that a reader of definitions gives out. Apart from the page's, so that the worker needs nothing of the page. */
export const words = {
  groups: {
    untagged: 'Operations',
    webhooks: 'Webhooks',
    schemas: 'Schemas',
    sends: 'Sends',
    receives: 'Receives',
    channels: 'Channels',
    messages: 'Messages',
    queries: 'Queries',
    mutations: 'Mutations',
    subscriptions: 'Subscriptions',
    types: 'Types',
    interfaces: 'Interfaces',
    unions: 'Unions',
    inputs: 'Inputs',
    enums: 'Enums',
    scalars: 'Scalars',
    directives: 'Directives',
  },
  tooDeep: 'It is nested deeper than can be read',
  elsewhere: (ref: string) => `Described elsewhere: ${ref}`,
  outside: (ref: string, others: number) =>
    `Refers to ${ref}${others > 0 ? ` and ${others} more` : ''}, which is not part of the definition. Bundle it into one file, or name it with $openapi so that Callboard does.`,
  noDocument: (expected: string) => `It holds no ${expected} document`,
  noVersion: (expected: string, line: string) =>
    `It does not say which ${expected} it is: a line such as “${line}” is missing`,
  proto: {
    unexpected: (text: string) => `Unexpected ${JSON.stringify(text)}`,
    expected: (wanted: string, found: string) => `Expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`,
    noName: (found: string) => `Expected a name, found ${JSON.stringify(found)}`,
    noStatement: (found: string) => `A file has no statement ${JSON.stringify(found)}`,
    unclosed: (open: string) => `This ${JSON.stringify(open)} is never closed`,
    early: 'It ends in the middle of something',
    tooMuch: 'There is more in it than can be shown',
    tooDeep: 'Messages are nested deeper than can be shown',
  },
};
