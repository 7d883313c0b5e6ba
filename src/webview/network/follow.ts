/** Arrow keys in the network: left and right follow the edges, up and down go through the parameters of a layer. */

import { centreY, type Diagram, type DiagramEdge } from './layout';

/** The parameter that an arrow key leads to from another; null where there is none. */
export function follow(diagram: Diagram, name: string, key: string): string | null {
  const edge = diagram.edges.find(({ parameter }) => parameter?.name === name);
  if (!edge?.parameter) return null;
  const layer = edge.parameter.layer;
  const inLayer = (index: number) => diagram.edges.filter(({ parameter }) => parameter?.layer === index);
  if (key === 'ArrowRight') return nearest(inLayer(layer + 1), edge, ({ from }) => from === edge.to);
  if (key === 'ArrowLeft') return nearest(inLayer(layer - 1), edge, ({ to }) => to === edge.from);
  const others = inLayer(layer).sort((a, b) => heightOf(a) - heightOf(b));
  const next = others[others.indexOf(edge) + (key === 'ArrowDown' ? 1 : -1)];
  return next?.parameter?.name ?? null;
}

const heightOf = (edge: DiagramEdge): number => (edge.pill ? centreY(edge.pill) : (edge.y1 + edge.y2) / 2);

/** Of the edges that touch the same neuron, the nearest in height; where none touches it, the nearest of all. */
function nearest(
  candidates: readonly DiagramEdge[],
  to: DiagramEdge,
  touches: (edge: DiagramEdge) => boolean,
): string | null {
  const touching = candidates.filter(touches);
  const choice = (touching.length > 0 ? touching : candidates).reduce<DiagramEdge | null>(
    (best, edge) => (best && distance(best, to) <= distance(edge, to) ? best : edge),
    null,
  );
  return choice?.parameter?.name ?? null;
}

const distance = (a: DiagramEdge, b: DiagramEdge): number => Math.abs(heightOf(a) - heightOf(b));
