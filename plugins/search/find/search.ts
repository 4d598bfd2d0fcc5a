/** Answers a search: what comes into question, filtered, the likeliest of it ranked. */
import { mostFound, type Reader } from '../index/reader.ts';
import type { Conditions, FacetCount } from '../index/shelf.ts';
import { questionOf, type Question } from './question.ts';
import { retrieve, type Retrieved } from './retrieve.ts';
import { score } from './score.ts';

export interface Search {
  term: string;
  /** Ids of document types; none: all. */
  types: readonly string[];
  conditions: Conditions;
  /** Fields whose values are to be counted. */
  facets: readonly string[];
  /** Leaves out what must not be seen. */
  readable: (ids: number[]) => number[];
}

export interface Found {
  question: Question;
  /** Ids of all answers, the best first. */
  ids: number[];
  /** How many answers there are of each type, whatever types were asked for. */
  types: FacetCount[];
  /** Values of each facet, counted as if its own filter were not set. */
  facets: Record<string, FacetCount[]>;
  /** Whether there may be more answers than were counted. */
  isBounded: boolean;
}

/** Answers that are compared word by word; those behind them stay in the order of what comes into question. */
const mostRanked = 200;
/** Of those, so many are ordered by how much hangs on them where they are equally good. */
const mostPopular = 50;
const popularityWorth = 0.03;

/** @param popularity of a document, from 0 up: how many things hang on it */
export async function search(
  asked: Search,
  reader: Reader,
  popularity: (record: string) => number = () => 0,
): Promise<Found> {
  const { shelf } = reader;
  const { question, ids, isBounded } = reader.remember(asked.term, () => lookFor(asked.term, reader));
  const isEmpty = question.raw === '';
  const all = asked.readable(ids);
  const answers = shelf.filter(all, asked.types, asked.conditions);
  const ranked = isEmpty ? [] : await rank(question, answers.slice(0, mostRanked), reader, popularity);
  return {
    question,
    ids: isEmpty ? answers : [...ranked, ...answers.slice(mostRanked)],
    types: shelf.typeCounts(shelf.filter(all, [], asked.conditions)),
    facets: Object.fromEntries(
      asked.facets.map((field) => [
        field,
        shelf.counts(
          field,
          asked.conditions.has(field) ? shelf.filter(all, asked.types, asked.conditions, field) : answers,
        ),
      ]),
    ),
    isBounded,
  };
}

function lookFor(term: string, reader: Reader): Retrieved & { question: Question } {
  const question = questionOf(term, reader.vocabulary, reader.shelf.count);
  if (question.raw === '') return { question, ids: heaviestFirst(reader), isBounded: false };
  return { question, ...retrieve(question, reader, mostFound) };
}

async function rank(
  question: Question,
  ids: readonly number[],
  reader: Reader,
  popularity: (record: string) => number,
): Promise<number[]> {
  const rows = await reader.candidates(ids);
  const ranked = rows
    .map((row) => ({ row, points: score(question, { ...row, weight: reader.shelf.weight(row.id) }) }))
    .sort(best);
  for (const entry of ranked.slice(0, mostPopular))
    entry.points += popularityWorth * Math.log2(1 + popularity(entry.row.record));
  return ranked.sort(best).map(({ row }) => row.id);
}

function best(a: { row: { title: string; id: number }; points: number }, b: typeof a): number {
  if (a.points !== b.points) return b.points - a.points;
  if (a.row.title !== b.row.title) return a.row.title < b.row.title ? -1 : 1;
  return a.row.id - b.row.id;
}

function heaviestFirst({ shelf }: Reader): number[] {
  return shelf.all().sort((a, b) => shelf.weight(b) - shelf.weight(a) || a - b);
}
