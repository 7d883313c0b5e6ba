/** The selected parameter's way back from the loss, as arrows beside the forward edges, each with its factor's chip. */

import type { Derivation } from '../../core/derivationTypes';
import { singleName } from '../format';
import { placeFree, type Box } from './boxes';
import { PILL } from './geometry';
import { centreY, halfX, pillOn, type Diagram, type DiagramEdge, type DiagramNode } from './layout';

export interface Arrow {
  /** Index into the derivation's factors. */
  readonly factor: number;
  readonly slot: number;
  readonly letter: string;
  /** Only on the second and later paths. */
  readonly dashed: boolean;
  readonly path: string;
  readonly chip: Box;
}

/** Where a factor's value comes from: a badge on that pill or node. */
export interface SourceBadge {
  readonly slot: number;
  readonly letter: string;
  readonly x: number;
  readonly y: number;
}

export interface BackwardPath {
  readonly arrows: readonly Arrow[];
  readonly sources: readonly SourceBadge[];
  /** Names on the way: what is not among them stands back. */
  readonly names: ReadonlySet<string>;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic curve: start, two handles, end. */
type Curve = readonly [Point, Point, Point, Point];

/** What a name is drawn as: a half of a node, or a parameter on its edge. */
type Place = { readonly node: DiagramNode } | { readonly edge: DiagramEdge; readonly pill: Box };

const CHIP_HEIGHT = 18;

/** As wide as its number, which is written with 6.9 units a character, and its badge. */
export const chipWidth = (characters: number, letter: string): number => 24 + characters * 6.9 + (letter ? 7 : 0);

export function backwardPath(
  diagram: Diagram,
  derivation: Derivation,
  characters: (factor: number) => number,
): BackwardPath {
  const taken: Box[] = [...diagram.nodes];
  for (const edge of diagram.edges) {
    const isSelected = edge.parameter?.name === derivation.name;
    if (edge.pill || isSelected) taken.push(edge.pill ?? selectedPill(edge));
  }
  const drawn = new Set<number>();
  const arrows: Arrow[] = [];
  derivation.paths.forEach((path, pathIndex) => {
    path.factors.forEach((factor, link) => {
      if (drawn.has(factor)) return;
      drawn.add(factor);
      const curve = curveBetween(diagram, path.nodes[link], path.nodes[link + 1]);
      if (!curve) return;
      const { slot, letter } = derivation.factors[factor];
      taken.push(...along(curve));
      const chip = placeChip(curve, chipWidth(characters(factor), letter), taken, diagram);
      taken.push(chip);
      arrows.push({ factor, slot, letter, dashed: letter !== '' && pathIndex > 0, path: pathText(curve), chip });
    });
  });
  const names = new Set(derivation.paths.flatMap(({ nodes }) => nodes));
  return { arrows, names, sources: sourceBadges(diagram, derivation) };
}

/** Where a parameter without a pill of its own shows its value while it is selected. */
export function selectedPill(edge: DiagramEdge): Box {
  if (edge.pill) return edge.pill;
  if (edge.from) return pillOn(edge, 0.45);
  const x = edge.to.x - PILL.width * 0.4;
  return { x, y: edge.to.y - PILL.height / 2, ...PILL };
}

export function placeOf(diagram: Diagram, name: string): Place | null {
  const edge = diagram.edges.find(({ parameter }) => parameter?.name === name);
  if (edge) return { edge, pill: selectedPill(edge) };
  const node = diagram.nodes.find(({ pre, post }) => pre === name || post === name);
  return node ? { node } : null;
}

function curveBetween(diagram: Diagram, fromName: string, toName: string): Curve | null {
  const from = placeOf(diagram, fromName);
  const to = placeOf(diagram, toName);
  if (!from || !to || !('node' in from)) return null;
  if ('edge' in to) return to.edge.from ? toWeight(from.node, to.pill) : toBias(from.node, to.pill);
  if (from.node === to.node) {
    const depth = diagram.oneLine ? 8 : 16;
    return loop(from.node, halfX(from.node, fromName), halfX(from.node, toName), depth);
  }
  if (from.node.kind === 'loss') return fromLoss(from.node, to.node);
  return backAlong(from.node, to.node);
}

/** A straight line under the edge from the output to the loss. */
function fromLoss(loss: DiagramNode, output: DiagramNode): Curve {
  const isLevel = Math.abs(centreY(loss) - centreY(output)) < 4;
  const start = { x: loss.x - 1, y: centreY(loss) + (isLevel ? 11 : 6) };
  const end = { x: output.x + output.width + 5, y: centreY(output) + (isLevel ? 11 : 8) };
  return straight(start, end);
}

/** Below the node, from the half after the activation to the half before it. */
function loop(node: DiagramNode, startX: number, endX: number, depth: number): Curve {
  const y = node.y + node.height;
  return [
    { x: startX, y: y + 1 },
    { x: startX - 6, y: y + depth },
    { x: endX + 6, y: y + depth },
    { x: endX + 1, y: y + Math.min(6, depth / 2) },
  ];
}

/** Bent away from the forward edge. */
function backAlong(from: DiagramNode, to: DiagramNode): Curve {
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

function toWeight(from: DiagramNode, pill: Box): Curve {
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

function toBias(from: DiagramNode, pill: Box): Curve {
  const above = pill.y < from.y;
  const edge = above ? from.y - 1 : from.y + from.height + 1;
  const side = above ? -1 : 1;
  const right = pill.x + pill.width;
  const start = { x: Math.min(right - 10, from.x + from.width - 6), y: edge };
  const end = { x: right + 4, y: centreY(pill) };
  return [start, { x: start.x + 10, y: edge + side * 12 }, { x: end.x + 22, y: end.y }, end];
}

function straight(start: Point, end: Point): Curve {
  const at = (t: number) => ({ x: start.x + (end.x - start.x) * t, y: start.y + (end.y - start.y) * t });
  return [start, at(1 / 3), at(2 / 3), end];
}

export function middle([a, b, c, d]: Curve): Point {
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}

/** Small boxes along a curve, so that no chip covers it. */
function along([a, b, c, d]: Curve): Box[] {
  return Array.from({ length: 9 }, (_, index) => {
    const t = index / 8;
    const u = 1 - t;
    const [wa, wb, wc, wd] = [u ** 3, 3 * u * u * t, 3 * u * t * t, t ** 3];
    const x = wa * a.x + wb * b.x + wc * c.x + wd * d.x;
    const y = wa * a.y + wb * b.y + wc * c.y + wd * d.y;
    return { x: x - 1, y: y - 1, width: 2, height: 2 };
  });
}

const short = (value: number): number => Math.round(value * 10) / 10;

function pathText([a, b, c, d]: Curve): string {
  const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;
  return `M${at(a)}C${at(b)} ${at(c)} ${at(d)}`;
}

/** Offsets of a chip's centre from the middle of its arrow, the best first: below, above, then beside it. */
function offsetsFor(width: number): Point[] {
  return [14, 20, 28, 38, 50].flatMap((distance) => {
    const beside = distance + width / 2 - 8;
    return [
      { x: 0, y: distance },
      { x: -beside, y: distance * 0.5 },
      { x: beside, y: distance * 0.5 },
      { x: -beside, y: 0 },
      { x: 0, y: -distance },
      { x: beside, y: 0 },
      { x: -beside, y: -distance * 0.5 },
      { x: beside, y: -distance * 0.5 },
    ];
  });
}

function placeChip(curve: Curve, width: number, taken: readonly Box[], diagram: Diagram): Box {
  const { x, y } = middle(curve);
  const candidates = offsetsFor(width)
    .map((offset) => ({
      x: x + offset.x - width / 2,
      y: y + offset.y - CHIP_HEIGHT / 2,
      width,
      height: CHIP_HEIGHT,
    }))
    .filter(
      (box) => box.y >= 0 && box.x >= 0 && box.x + width <= diagram.width && box.y + box.height <= diagram.height,
    );
  return placeFree(candidates, taken, 2);
}

function sourceBadges(diagram: Diagram, { factors, name }: Derivation): SourceBadge[] {
  return factors.flatMap(({ symbol, slot, letter }) => {
    const source = singleName(symbol);
    const place = source === null ? null : placeOf(diagram, source);
    if (!place) return [];
    if ('node' in place) return [{ slot, letter, x: place.node.x + place.node.width - 1, y: place.node.y + 1 }];
    if (!place.edge.pill && place.edge.parameter?.name !== name) return [];
    return [{ slot, letter, x: place.pill.x + place.pill.width - 1, y: place.pill.y + 0.5 }];
  });
}
