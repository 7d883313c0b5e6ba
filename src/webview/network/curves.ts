/** The arrows' shapes: cubic curves from one place of the diagram back to another, beside the forward edge. */

import type { Box } from './boxes';
import { centreY, type DiagramNode } from './layout';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic curve: start, two handles, end. */
export type Curve = readonly [Point, Point, Point, Point];

/** A straight line under the edge from the output to the loss. */
export function fromLoss(loss: DiagramNode, output: DiagramNode): Curve {
  const isLevel = Math.abs(centreY(loss) - centreY(output)) < 4;
  const start = { x: loss.x - 1, y: centreY(loss) + (isLevel ? 11 : 6) };
  const end = { x: output.x + output.width + 5, y: centreY(output) + (isLevel ? 11 : 8) };
  return straight(start, end);
}

/** Below the node, from the half after the activation to the half before it. */
export function loop(node: DiagramNode, startX: number, endX: number, depth: number): Curve {
  const y = node.y + node.height;
  return [
    { x: startX, y: y + 1 },
    { x: startX - 6, y: y + depth },
    { x: endX + 6, y: y + depth },
    { x: endX + 1, y: y + Math.min(6, depth / 2) },
  ];
}

/** Bent away from the forward edge. */
export function backAlong(from: DiagramNode, to: DiagramNode): Curve {
  const rise = centreY(from) - centreY(to);
  const side = rise >= 0 ? 1 : -1;
  const reach = Math.min(1, Math.abs(rise) / 72);
  const start = { x: from.x - 2, y: centreY(from) + side * (4 + 6 * (1 - reach)) };
  const end = { x: to.x + to.width + 5, y: centreY(to) + side * (to.height / 52) * (10 + 5 * reach) };
  const handle = Math.min(39, (start.x - end.x) / 3);
  return [
    start,
    { x: start.x - handle, y: start.y + side * 6 * (1 - reach) },
    { x: end.x + handle, y: end.y + side * 39 * reach + side * 6 * (1 - reach) },
    end,
  ];
}

export function toWeight(from: DiagramNode, pill: Box): Curve {
  const right = pill.x + pill.width;
  if (centreY(pill) > centreY(from) + 8) {
    const start = { x: from.x - 2, y: centreY(from) + Math.min(14, from.height * 0.27) };
    const end = { x: right + 4, y: centreY(pill) + 2 };
    return [start, { x: start.x - 12, y: start.y + 10 }, { x: end.x + 21, y: end.y + 1 }, end];
  }
  const start = { x: from.x - 3, y: centreY(from) + 5 };
  const end = { x: Math.min(right + 2, from.x - 14), y: pill.y + pill.height + (right + 2 > from.x - 14 ? 4 : -1.5) };
  return [start, { x: start.x - 15, y: start.y - 4 }, { x: end.x + 7, y: end.y + 8 }, end];
}

export function toBias(from: DiagramNode, pill: Box): Curve {
  const above = pill.y < from.y;
  const edge = above ? from.y - 1 : from.y + from.height + 1;
  const side = above ? -1 : 1;
  const right = pill.x + pill.width;
  const start = { x: Math.min(right - 10, from.x + from.width - 6), y: edge };
  const end = { x: right + 4, y: centreY(pill) };
  return [start, { x: start.x + 10, y: edge + side * 12 }, { x: end.x + 22, y: end.y }, end];
}

export function straight(start: Point, end: Point): Curve {
  const at = (t: number) => ({ x: start.x + (end.x - start.x) * t, y: start.y + (end.y - start.y) * t });
  return [start, at(1 / 3), at(2 / 3), end];
}

export function pointOn([a, b, c, d]: Curve, t: number): Point {
  const u = 1 - t;
  const [wa, wb, wc, wd] = [u ** 3, 3 * u * u * t, 3 * u * t * t, t ** 3];
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}

/** Small boxes along a curve, so that nothing needs to cover it. */
export function along(curve: Curve): Box[] {
  return Array.from({ length: 13 }, (_, index) => {
    const { x, y } = pointOn(curve, index / 12);
    return { x: x - 2, y: y - 2, width: 4, height: 4 };
  });
}

const short = (value: number): number => Math.round(value * 10) / 10;

export function pathText([a, b, c, d]: Curve): string {
  const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;
  return `M${at(a)}C${at(b)} ${at(c)} ${at(d)}`;
}
