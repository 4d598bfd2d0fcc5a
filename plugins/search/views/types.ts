/** What the API answers. */
export interface Owner {
  ref: string;
  title: string;
  chat?: { title: string; url?: string };
  email?: string;
}

export interface Hit {
  type: string;
  rank: number;
  document: {
    title: string;
    text: string;
    location: string;
    kind?: string;
    type?: string;
    lifecycle?: string;
    owner?: string;
    name?: string;
  };
  highlight: { preTag: string; postTag: string; fields: { title?: string; text?: string } };
  entityRef?: string;
  owner?: Owner;
  links: { title: string; url: string }[];
}

export interface Counted {
  value: string;
  count: number;
}

export interface Suggestions {
  numberOfResults: number;
  results: Hit[];
  spelling?: string;
}

export interface Answer extends Suggestions {
  nextPageCursor?: string;
  previousPageCursor?: string;
  isBounded?: boolean;
  types: Counted[];
  facets?: Record<string, Counted[]>;
}

export interface State {
  isReady: boolean;
  documents: number;
  behind: number;
}
