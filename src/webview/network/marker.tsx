/** The marker ▷ in the diagram: beside what has just run, on nothing that is to be read. */

import type { Operation } from '../../core/operation';
import { session } from '../store';
import { badgeBox, placeOf, solidBoxes, type BackwardPath } from './arrows';
import { placeFree, type Box } from './boxes';
import { centreY, halfX, type Diagram } from './layout';

const SIZE = 14;
/** Codicon `debug-stackframe`, 16 × 16. */
const SHAPE =
  'M8.88 14H5C3.9 14 3 13.1 3 12V4C3 2.9 3.9 2 5 2H8.88C9.4 2 9.92 2.21 10.29 2.59L14.51 6.8C14.83 7.12 15 7.55 15 8C15 8.45 14.83 8.88 14.51 9.2L10.29 13.41C9.92 13.79 9.4 14 8.88 14ZM5 3C4.45 3 4 3.45 4 4V12C4 12.55 4.45 13 5 13H8.88C9.14 13 9.4 12.89 9.59 12.71L13.8 8.49C13.93 8.36 14 8.19 14 8C14 7.81 13.93 7.64 13.8 7.5L9.59 3.29C9.4 3.11 9.14 3 8.88 3H5Z';

interface MarkerProps {
  readonly diagram: Diagram;
  readonly operation: Operation;
  readonly selected: string;
  readonly backward: BackwardPath | null;
}

export function DiagramMarker({ diagram, operation, selected, backward }: MarkerProps) {
  const name = markedName(operation);
  const box = markerBox(diagram, name, selected, backward);
  return (
    box && (
      <g
        class="curm"
        transform={`translate(${box.x.toFixed(1)} ${box.y.toFixed(1)}) scale(${SIZE / 16})`}
        data-marker={name}
      >
        <path d={SHAPE} />
      </g>
    )
  );
}

/** The name in the diagram that an operation's result belongs to: `x1` of `dSSR/dx1`, the loss of a residual. */
function markedName({ target, parameter }: Operation): string {
  const name = parameter ?? /\/d(.+)$/.exec(target)?.[1] ?? target;
  return name.startsWith('residual') ? session.value!.loss : name;
}

/** The first free place around what is marked; null where that is not drawn. */
export function markerBox(diagram: Diagram, name: string, selected: string, backward: BackwardPath | null): Box | null {
  const place = placeOf(diagram, name);
  if (!place) return null;
  const badges = backward ? backward.sources.map(badgeBox) : [];
  const chips = backward ? backward.arrows.flatMap(({ chip }) => (chip ? [chip] : [])) : [];
  const taken = [...solidBoxes(diagram, selected), ...badges, ...chips];
  const around = 'edge' in place ? besidePill(place.pill) : aroundNode(place.node, halfX(place.node, name));
  const candidates = around.map(({ x, y }) => ({ x, y, width: SIZE, height: SIZE }));
  const isInside = ({ x, y }: Box) => x >= 0 && y >= 0 && x + SIZE <= diagram.width && y + SIZE <= diagram.height;
  return placeFree(candidates.filter(isInside), taken);
}

type Point = Pick<Box, 'x' | 'y'>;

/** Before the pill as before a line of code; then above its name, below it, behind it. */
function besidePill(pill: Box): Point[] {
  const middle = centreY(pill) - SIZE / 2;
  return [
    { x: pill.x - SIZE, y: middle },
    { x: pill.x + 2, y: pill.y - SIZE - 1 },
    { x: pill.x + 2, y: pill.y + pill.height + 1 },
    { x: pill.x + pill.width / 2 - SIZE / 2, y: pill.y - SIZE - 1 },
    { x: pill.x + pill.width / 2 - SIZE / 2, y: pill.y + pill.height + 1 },
    { x: pill.x + pill.width, y: middle },
  ];
}

/** Above the half that is marked, or below it; then at the node's corners. */
function aroundNode(node: Box, middle: number): Point[] {
  const [left, right] = [node.x - SIZE - 1, node.x + node.width + 1];
  const [above, below] = [node.y - SIZE - 1, node.y + node.height + 1];
  return [
    { x: middle - SIZE / 2, y: above },
    { x: middle - SIZE / 2, y: below },
    { x: node.x + 2, y: below },
    { x: left, y: node.y },
    { x: left, y: node.y + node.height - SIZE },
    { x: right, y: node.y },
    { x: right, y: node.y + node.height - SIZE },
  ];
}
