/** Places of entities and ways of lines, worked out in a worker so that the page never stands still. */
import ElkApi from 'elkjs/lib/elk-api.js';
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Direction } from '../graph-state.ts';
import type { Picture, PictureLine } from '../picture.ts';
import { blocks } from './blocks.ts';
import { clearOfFrames, roundedPath } from './rounded-path.ts';
import type { Point } from './rounded-path.ts';

export const NODE = { width: 196, height: 44 };
/** With more lines than this, words on them would hide what they are about; they come with the focus. */
const MOST_WORDS = 90;
/** Beyond these, the full layout takes longer than anybody waits; what is drawn then is packed. */
const LARGE = { nodes: 220, lines: 450 };
const CHARACTER = 6.1;

export interface DrawnLine extends PictureLine {
  path: string;
  words: string;
  /** Centre of the words. */
  at: Point;
}

export interface Layout {
  picture: Picture;
  places: ReadonlyMap<string, Point>;
  lines: readonly DrawnLine[];
  /** Words stand on all lines, or only on those in focus. */
  hasWords: boolean;
  width: number;
  height: number;
}

type Words = (type: string) => string;

const ELK_DIRECTION = { LR: 'RIGHT', RL: 'LEFT', TB: 'DOWN', BT: 'UP' };

let running: { elk: ELK; isBusy: boolean } | undefined;

/** A worker that is free; one that still works on a question that nobody asks any more is ended. */
function freshElk() {
  if (running?.isBusy) {
    running.elk.terminateWorker();
    running = undefined;
  }
  running ??= { elk: new ElkApi({ workerUrl }), isBusy: false };
  return running;
}

/** Starts the worker ahead of the first question. */
export function warmUp(): void {
  freshElk();
}

export async function layOut(picture: Picture, direction: Direction, wordsOf: Words): Promise<Layout> {
  if (picture.nodes.length > LARGE.nodes || picture.lines.length > LARGE.lines)
    return packed(picture, direction, wordsOf);
  const worker = freshElk();
  worker.isBusy = true;
  const hasWords = picture.lines.length <= MOST_WORDS;
  const drawn = await worker.elk.layout(question(picture, direction, hasWords ? wordsOf : undefined)).finally(() => {
    worker.isBusy = false;
  });
  const ways = new Map(drawn.edges?.map((edge) => [edge.id, edge]));
  return {
    picture,
    places: new Map(drawn.children?.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    lines: picture.lines.map((line) => drawnLine(line, ways.get(line.id), wordsOf(line.type))),
    hasWords,
    width: drawn.width ?? 0,
    height: drawn.height ?? 0,
  };
}

/** Places without the worker, at once. */
export function packed(picture: Picture, direction: Direction, wordsOf: Words): Layout {
  const { places, width, height, pathOf } = blocks(picture, direction, NODE);
  const lines = picture.lines.map((line) => ({ ...line, ...pathOf(line), words: wordsOf(line.type) }));
  return { picture, places, lines, hasWords: false, width, height };
}

function question(picture: Picture, direction: Direction, wordsOf?: Words): ElkNode {
  return {
    id: 'all',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': ELK_DIRECTION[direction],
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.mergeEdges': 'true',
      'elk.layered.thoroughness': '4',
      'elk.layered.spacing.nodeNodeBetweenLayers': wordsOf ? '28' : '72',
      'elk.layered.spacing.edgeNodeBetweenLayers': '14',
      'elk.spacing.nodeNode': '12',
      'elk.spacing.edgeNode': '12',
      'elk.spacing.edgeEdge': '8',
      'elk.spacing.componentComponent': '32',
    },
    children: picture.nodes.map(({ ref }) => ({ id: ref, ...NODE })),
    edges: picture.lines.map(({ id, source, target, type }) => ({
      id,
      sources: [source],
      targets: [target],
      ...(wordsOf && {
        labels: [
          {
            id: `${id}-words`,
            text: type,
            width: wordsOf(type).length * CHARACTER + 10,
            height: 14,
            layoutOptions: { 'elk.edgeLabels.inline': 'true' },
          },
        ],
      }),
    })),
  };
}

function drawnLine(line: PictureLine, way: ElkExtendedEdge | undefined, words: string): DrawnLine {
  const section = way?.sections?.[0];
  const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  const label = way?.labels?.[0];
  const at =
    label?.x === undefined || label.y === undefined
      ? halfWay(points)
      : { x: label.x + (label.width ?? 0) / 2, y: label.y + (label.height ?? 0) / 2 };
  return { ...line, path: roundedPath(clearOfFrames(points)), words, at };
}

/** The middle of the longest stretch. */
function halfWay(points: readonly Point[]): Point {
  let best = { length: -1, x: 0, y: 0 };
  points.slice(1).forEach((to, place) => {
    const from = points[place];
    if (!from) return;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length > best.length) best = { length, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  });
  return { x: best.x, y: best.y };
}
