/** The selected parameter's way back from the loss, as arrows beside the forward edges, each with its factor's chip. */

import type { Derivation } from '../../core/derivationTypes';
import { singleName } from '../format';
import { overlap, type Box } from './boxes';
import { chipWidth, placeChip, type Chip } from './chips';
import { along, backAlong, fromLoss, loop, pathText, straight, toBias, toWeight, type Curve } from './curves';
import { halfX, observedBox, type Diagram, type DiagramEdge, type DiagramNode } from './layout';

export interface Arrow {
  /** Index into the derivation's factors. */
  readonly factor: number;
  readonly slot: number;
  readonly letter: string;
  /** Only on the second and later paths. */
  readonly dashed: boolean;
  readonly path: string;
  /** null where everything is full. */
  readonly chip: Chip | null;
}

/** Where a factor's value comes from: a badge on that pill or node. */
export interface SourceBadge {
  readonly slot: number;
  readonly letter: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface BackwardPath {
  readonly arrows: readonly Arrow[];
  readonly sources: readonly SourceBadge[];
  /** Names on the way: what is not among them stands back. */
  readonly names: ReadonlySet<string>;
}

/** What a name is drawn as: a half of a node, or a parameter on its edge. */
type Place = { readonly node: DiagramNode } | { readonly edge: DiagramEdge; readonly pill: Box };

export function backwardPath(
  diagram: Diagram,
  derivation: Derivation,
  characters: (factor: number) => number,
): BackwardPath {
  const solid = solidBoxes(diagram, derivation.name);
  const sources = sourceBadges(diagram, derivation, solid);
  solid.push(...sources.map(badgeBox));
  const drawn = drawnLinks(diagram, derivation);
  const soft = [...drawn.flatMap(({ curve }) => along(curve)), ...edgeBoxes(diagram), ...markerBoxes(diagram)];
  const arrows = drawn.map(({ factor, curve, dashed }): Arrow => {
    const { slot, letter } = derivation.factors[factor];
    const around = { solid, soft, width: diagram.width, height: diagram.height };
    const chip = placeChip(curve, chipWidth(characters(factor), letter), letter, around);
    if (chip) solid.push(chip);
    return { factor, slot, letter, dashed, path: pathText(curve), chip };
  });
  const names = new Set(derivation.paths.flatMap(({ nodes }) => nodes));
  return { arrows, names, sources };
}

/** Every box that is drawn while a parameter is selected. */
export function solidBoxes(diagram: Diagram, selected: string): Box[] {
  const pills = diagram.edges.flatMap(({ parameter, pill, spare }) =>
    pill ? [pill] : parameter?.name === selected && spare ? [spare] : [],
  );
  const words = diagram.headings.map(({ x, text }) => ({
    x: x - text.length * 3,
    y: 0,
    width: text.length * 6,
    height: 14,
  }));
  return [
    ...diagram.nodes,
    ...diagram.nodes.filter(({ kind }) => kind === 'loss').map(observedBox),
    ...pills,
    ...words,
  ];
}

export const badgeBox = ({ x, y, radius }: SourceBadge): Box => ({
  x: x - radius,
  y: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

interface DrawnLink {
  readonly factor: number;
  readonly curve: Curve;
  readonly dashed: boolean;
}

/** Each factor's arrow once, however many paths share it. */
function drawnLinks(diagram: Diagram, { factors, paths }: Derivation): DrawnLink[] {
  const links = new Map<number, DrawnLink>();
  paths.forEach((path, index) => {
    path.factors.forEach((factor, link) => {
      const curve = links.has(factor) ? null : curveBetween(diagram, path.nodes[link], path.nodes[link + 1]);
      if (curve) links.set(factor, { factor, curve, dashed: factors[factor].letter !== '' && index > 0 });
    });
  });
  return [...links.values()];
}

export function placeOf(diagram: Diagram, name: string): Place | null {
  const edge = diagram.edges.find(({ parameter }) => parameter?.name === name);
  if (edge) return { edge, pill: edge.pill ?? edge.spare! };
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

/** Where the marker of what has just run may come to stand: above both halves of a node. */
function markerBoxes({ nodes }: Diagram): Box[] {
  return nodes.flatMap((node) =>
    [node.pre, node.post].map((name) => ({ x: halfX(node, name) - 8, y: node.y - 15, width: 16, height: 14 })),
  );
}

/** The forward edges as small boxes: a chip covers them only where it must. */
function edgeBoxes(diagram: Diagram): Box[] {
  return diagram.edges.flatMap(({ x1, y1, x2, y2 }) => along(straight({ x: x1, y: y1 }, { x: x2, y: y2 })));
}

/** On a corner of what they mark, where nothing else is in the way. */
function sourceBadges(diagram: Diagram, { factors, name }: Derivation, solid: readonly Box[]): SourceBadge[] {
  const badges: SourceBadge[] = [];
  for (const { symbol, slot, letter } of factors) {
    const source = singleName(symbol);
    const place = source === null ? null : placeOf(diagram, source);
    if (!place || ('edge' in place && !place.edge.pill && place.edge.parameter?.name !== name)) continue;
    const own = 'node' in place ? place.node : place.pill;
    const radius = letter ? 7.5 : 6;
    const others = [...solid.filter((box) => box !== own), ...badges.map(badgeBox)];
    const corners = cornersOf(own).map(({ x, y }) => ({ slot, letter, x, y, radius }));
    const free = corners.find((corner) => overlap(badgeBox(corner), others, 0.5) === 0);
    if (free) badges.push(free);
  }
  return badges;
}

/** The upper right first. */
function cornersOf({ x, y, width, height }: Box): { x: number; y: number }[] {
  const [left, right, top, bottom] = [x + 1, x + width - 1, y + 0.5, y + height - 0.5];
  return [
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: top },
    { x: left, y: bottom },
  ];
}
