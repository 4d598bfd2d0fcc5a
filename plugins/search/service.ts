import { randomBytes } from 'node:crypto';
import type { Identity } from '@callboard/plugin/server';
import { CallboardError } from '@callboard/plugin/server';
import type { Owner, Surroundings } from './catalog.ts';
import { highlight, type Tags } from './find/highlight.ts';
import { search, type Found } from './find/search.ts';
import type { StoredBody } from './index/documents.ts';
import type { HitRow, Reader } from './index/reader.ts';
import type { Conditions, FacetCount } from './index/shelf.ts';

export interface SearchRequest {
  /** Words in any order. Empty: everything. */
  term: string;
  /** Ids of document types; none: all of them. */
  types?: readonly string[];
  /** Values of fields that a result must have one of: `kind` → `component`, `api`. Case does not matter. */
  filters?: Conditions;
  /** Fields whose values are to be counted. */
  facets?: readonly string[];
  limit?: number;
  offset?: number;
  /** Who asks; absent: the portal itself. */
  identity?: Identity;
}

export interface SearchHit {
  type: string;
  /** From 1, over all pages. */
  rank: number;
  document: { title: string; text: string; location: string } & Record<string, unknown>;
  highlight: Tags & { fields: Record<string, string> };
  entityRef?: string;
  /** Who answers for it, and how to reach them. */
  owner?: Owner;
  links: { title: string; url: string }[];
}

export interface SearchAnswer {
  total: number;
  /** Whether there may be more than were counted. */
  isBounded: boolean;
  hits: SearchHit[];
  /** How many there are of each type, whatever types were asked for. */
  types: FacetCount[];
  facets: Record<string, FacetCount[]>;
  /** Only where nothing was found: the term as it may have been meant. */
  spelling?: string;
}

/** What this plugin offers others under the service id `search`. */
export interface SearchService {
  /** @throws {CallboardError} `index-missing` until the index has been built once */
  query(request: SearchRequest): Promise<SearchAnswer>;
}

const defaultLimit = 25;
const longestText = 2000;

export class SearchEngine implements SearchService {
  readonly #reader: Reader;
  readonly #surroundings: Surroundings;
  // Nobody can know it beforehand and write it into a description.
  readonly #tags: Tags;

  constructor(reader: Reader, surroundings: Surroundings) {
    this.#reader = reader;
    this.#surroundings = surroundings;
    const name = `hit-${randomBytes(6).toString('hex')}`;
    this.#tags = { preTag: `<${name}>`, postTag: `</${name}>` };
  }

  async query(request: SearchRequest): Promise<SearchAnswer> {
    const { term, types = [], filters = new Map(), facets = [], limit = defaultLimit, offset = 0 } = request;
    await this.#reader.refresh();
    if (!this.#reader.isReady)
      throw new CallboardError(
        'index-missing',
        `Missing index for ${types.length ? types.join(', ') : 'all types'}: it is being built for the first time`,
      );
    const found = await search(
      { term, types, conditions: filters, facets, readable: readableBy(request.identity) },
      this.#reader,
      (ref) => this.#surroundings.popularity(ref),
    );
    const rows = await this.#reader.hits(found.ids.slice(offset, offset + limit));
    const spelling = found.ids.length === 0 ? this.#spelling(found) : undefined;
    return {
      total: found.ids.length,
      isBounded: found.isBounded,
      hits: await Promise.all(rows.map((row, at) => this.#hit(row, offset + at + 1, found))),
      types: found.types,
      facets: found.facets,
      ...(spelling !== undefined && { spelling }),
    };
  }

  async #hit(row: HitRow, rank: number, { question }: Found): Promise<SearchHit> {
    const { title, text, location, entityRef, links = [] } = JSON.parse(row.body) as StoredBody;
    const fields = JSON.parse(row.fields) as Record<string, string | string[]>;
    const marked = {
      title: highlight(title, question, this.#tags),
      text: highlight(text, question, this.#tags),
    };
    const owner = entityRef === undefined ? undefined : await this.#surroundings.ownerOf(entityRef);
    return {
      type: row.type,
      rank,
      document: { ...fields, title, text: text.slice(0, longestText), location },
      highlight: {
        ...this.#tags,
        fields: {
          ...(marked.title !== undefined && { title: marked.title }),
          ...(marked.text !== undefined && { text: marked.text }),
        },
      },
      ...(entityRef !== undefined && { entityRef }),
      ...(owner && { owner }),
      links: links.filter(({ url }) => url !== owner?.chat?.url),
    };
  }

  /** The words with those that nobody knows replaced by their nearest. */
  #spelling({ question: { words } }: Found): string | undefined {
    const { vocabulary } = this.#reader;
    let differs = false;
    const spelt = words.map(({ word }) => {
      if (vocabulary.uses(word) > 0) return word;
      const [near] = vocabulary.spellings(word, 1, word.length > 5 ? 3 : 2);
      differs ||= near !== undefined;
      return near?.word ?? word;
    });
    return differs ? spelt.join(' ') : undefined;
  }
}

/**
 * The one place that says what somebody may find. Whoever may search may see all of the catalog today, so it is everything; ids that are
 * left out here are in no result, no count and no facet.
 */
function readableBy(_identity: Identity | undefined): (ids: number[]) => number[] {
  return (ids) => ids;
}
