/** Where the values of parameters are written: on their edges, and beside them where the edge has no room. */

import { placeFree, type Box } from './boxes';
import type { Size } from './geometry';
import { centreY, type DiagramEdge } from './layout';

/** The free place nearest to the middle of an edge; a bias that has no edge of its own stands beside its neuron. */
export function spareBox(edge: DiagramEdge, size: Size, taken: readonly Box[]): Box {
  const { from, to } = edge;
  const middle = from
    ? pillOn(edge, 0.45, size)
    : { x: to.x - size.width - 8, y: centreY(to) - size.height / 2, ...size };
  const shifts = Array.from({ length: 18 }, (_, index) => 9 * index);
  const candidates = shifts.flatMap((down) =>
    shifts.flatMap((aside) =>
      [-1, 1].flatMap((v) => [-1, 1].map((h) => ({ ...middle, x: middle.x + h * aside, y: middle.y + v * down }))),
    ),
  );
  const away = ({ x, y }: Box) => Math.abs(x - middle.x) + Math.abs(y - middle.y);
  return placeFree(
    candidates.sort((a, b) => away(a) - away(b)).filter(({ x }) => x >= 0),
    taken,
    1,
  );
}

/** Edges that leave or reach one node stand a little apart. */
export function spread(index: number, count: number, height: number): number {
  const step = Math.min(14, (height - 10) / Math.max(1, count));
  return (index - (count - 1) / 2) * step;
}

/** Places along an edge, the best first: a little before the middle where edges fan out; beside it where two cross. */
export function preferred(units: number, inputs: number, isSlanted: boolean): readonly number[] {
  if (inputs === 1) return [0.42, 0.5, 0.56, 0.62, 0.38];
  if (units === 1) return [0.46, 0.4, 0.54, 0.36, 0.6];
  if (units === 2 && inputs === 2 && isSlanted) return [0.33, 0.67, 0.3, 0.7, 0.26, 0.74];
  return [0.5, 0.33, 0.67, 0.3, 0.7, 0.4, 0.6];
}

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function pillOn({ x1, y1, x2, y2 }: Line, t: number, { width, height }: Size): Box {
  return { x: x1 + (x2 - x1) * t - width / 2, y: y1 + (y2 - y1) * t - height / 2, width, height };
}
