import { expect, test } from 'vitest';
import type { GraphNode } from '../../types.ts';
import { pictureOf } from '../picture.ts';
import { blocks } from './blocks.ts';
import { CLEAR } from './rounded-path.ts';

const node = (ref: string) => ({ ref, kind: 'Component', hidden: 0 }) as GraphNode;
const size = { width: 100, height: 20 };

test.each(['LR', 'RL', 'TB', 'BT'] as const)(
  'in a packed picture that runs %s, lines end before the frames',
  (direction) => {
    const edges = [{ source: 'a', target: 'b', type: 'dependsOn', reverse: 'dependencyOf' }];
    const picture = pictureOf({ nodes: [node('a'), node('b')], edges } as never, true, []);
    const { places, pathOf } = blocks(picture, direction, size);
    const ends = pathOf(picture.lines[0]!).path.slice(1).split(/[C ]/).map(Number);
    const [from, to] = [places.get('a')!, places.get('b')!];
    const isFar = (x: number, y: number, box: typeof from) =>
      Math.max(box.x - x, x - box.x - size.width, box.y - y, y - box.y - size.height) === CLEAR;
    expect(isFar(ends[0]!, ends[1]!, from)).toBe(true);
    expect(isFar(ends.at(-2)!, ends.at(-1)!, to)).toBe(true);
  },
);
