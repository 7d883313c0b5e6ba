/** Where everything of a small network's diagram stands: columns per layer, an edge and a pill per parameter. */

import type { ParameterView, SessionView } from '../../protocol/views';
import { pillSize, type Geometry, type Size } from './geometry';
import { overlap, placeFree, type Box } from './boxes';
import { pillOn, preferred, spareBox, spread } from './pills';

export interface DiagramNode extends Box {
  readonly kind: 'input' | 'neuron' | 'loss';
  /** 0-based; −1 for inputs and the loss. */
  readonly layer: number;
  readonly index: number;
  /** Names before and after the activation; equal where there is one value only. */
  readonly pre: string;
  readonly post: string;
}

export interface DiagramEdge {
  /** null between an output and the loss. */
  readonly parameter: ParameterView | null;
  readonly from: DiagramNode | null;
  readonly to: DiagramNode;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Where the value is written; null where there is no room for it. */
  readonly pill: Box | null;
  /** Where it is written while the parameter is selected, if it has no pill; null between an output and the loss. */
  readonly spare: Box | null;
}

export interface Heading {
  readonly x: number;
  readonly text: string;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly oneLine: boolean;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly headings: readonly Heading[];
}

/** The centre of the half of a node that shows a name. */
export function halfX(node: DiagramNode, name: string): number {
  if (node.pre === node.post) return node.x + node.width / 2;
  return name === node.pre ? node.x + node.width * 0.265 : node.x + node.width * 0.735;
}

export const centreY = (box: Box): number => box.y + box.height / 2;

/** At most 14 letters, so that long column names stay in their box. */
export const shortName = (name: string): string => (name.length > 14 ? `${name.slice(0, 13)}…` : name);

/** Room for what was observed, above the loss. */
export const observedBox = ({ x, y, width }: Box): Box => ({ x: x - 4, y: y - 36, width: width + 8, height: 34 });

/** @param write how names are shown: longer ones need wider pills */
export function layOut(session: SessionView, sizes: Geometry, write: (name: string) => string): Diagram {
  const columns = placeColumns(session, sizes);
  const nodes = columns.flatMap(({ nodes: column }) => column);
  const loss = nodes[nodes.length - 1];
  const edges: DiagramEdge[] = [];
  const taken: Box[] = [...nodes, observedBox(loss)];
  const place = (edge: DiagramEdge): void => {
    edges.push(edge);
    if (edge.pill) taken.push(edge.pill);
  };
  for (const parameter of session.parameters.filter(({ kind }) => kind === 'bias')) {
    place(biasEdge(parameter, nodes, session, sizes, pillSize(write(parameter.name), sizes)));
  }
  for (const parameter of session.parameters.filter(({ kind }) => kind === 'weight')) {
    place(weightEdge(parameter, nodes, session, sizes, pillSize(write(parameter.name), sizes), taken));
  }
  // Only one is selected at a time, so these need not avoid each other.
  edges.forEach((edge, index) => {
    if (!edge.pill)
      edges[index] = { ...edge, spare: spareBox(edge, pillSize(write(edge.parameter!.name), sizes), taken) };
  });
  for (const output of nodes.filter(({ layer }) => layer === session.layers.length - 1)) {
    const y = Math.min(Math.max(centreY(output), loss.y + 8), loss.y + loss.height - 8);
    const ends = { x1: output.x + output.width, y1: centreY(output), x2: loss.x, y2: y };
    edges.push({ parameter: null, from: output, to: loss, ...ends, pill: null, spare: null });
  }
  return moved(columns, nodes, edges, loss, sizes);
}

/** Room for `predicted` in the right half of an output. */
const SPLIT_OUTPUT = 150;

interface Column {
  readonly nodes: readonly DiagramNode[];
  readonly heading: string;
}

function placeColumns(session: SessionView, sizes: Geometry): Column[] {
  const { inputs, layers } = session;
  const columns: Column[] = [];
  let x = 8;
  const add = (heading: string, width: number, count: number, gap: number, node: (index: number) => NodeNames) => {
    const top = (-(count - 1) / 2) * sizes.pitch - sizes.nodeHeight / 2;
    columns.push({
      heading,
      nodes: Array.from({ length: count }, (_, index) => ({
        ...node(index),
        index,
        x,
        y: top + index * sizes.pitch,
        width,
        height: sizes.nodeHeight,
      })),
    });
    x += width + gap;
  };
  const longest = Math.max(...inputs.map((name) => shortName(name).length));
  const inputWidth = Math.max(sizes.inputWidth, longest * 6.2 + 14 + (sizes.oneLine ? 58 : 0));
  const gapAfter = (units: number, next: number | undefined) =>
    next === undefined ? sizes.lossGap : units > 1 && next > 1 ? sizes.crossingGap : sizes.gap;
  add('input', inputWidth, inputs.length, gapAfter(inputs.length, layers[0].units), (index) => {
    return { kind: 'input', layer: -1, pre: inputs[index], post: inputs[index] };
  });
  layers.forEach((layer, index) => {
    const isLast = index === layers.length - 1;
    const isPlain = layer.pre[0] === layer.post[0];
    const width = isPlain || sizes.oneLine ? sizes.outputWidth : sizes.neuronWidth;
    const heading = `${isLast ? 'output' : 'hidden'}${layer.activation === 'identity' ? '' : ` · ${layer.activation}`}`;
    add(
      heading,
      isLast ? Math.max(width, isPlain || sizes.oneLine ? 0 : SPLIT_OUTPUT) : Math.max(width, sizes.neuronWidth),
      layer.units,
      gapAfter(layer.units, layers[index + 1]?.units),
      (j) => {
        return { kind: 'neuron', layer: index, pre: layer.pre[j], post: layer.post[j] };
      },
    );
  });
  const height = Math.max(sizes.nodeHeight, 44);
  add('loss', sizes.lossWidth, 1, 0, () => ({ kind: 'loss', layer: -1, pre: session.loss, post: session.loss }));
  const last = columns[columns.length - 1];
  columns[columns.length - 1] = { ...last, nodes: [{ ...last.nodes[0], y: -height / 2, height }] };
  return columns;
}

type NodeNames = Pick<DiagramNode, 'kind' | 'layer' | 'pre' | 'post'>;

function findNode(nodes: readonly DiagramNode[], layer: number, index: number): DiagramNode {
  return nodes.find((node) => node.kind !== 'loss' && node.layer === layer && node.index === index)!;
}

/** Above its neuron in the upper half of a layer and where it stands alone, else below. */
function biasEdge(
  parameter: ParameterView,
  nodes: readonly DiagramNode[],
  session: SessionView,
  sizes: Geometry,
  size: Size,
): DiagramEdge {
  const to = findNode(nodes, parameter.layer, parameter.neuron);
  const units = session.layers[parameter.layer].units;
  const above = units === 1 || parameter.neuron < units / 2;
  const x = halfX(to, to.pre);
  const gap = units === 1 ? Math.min(sizes.biasGap, 27) : sizes.biasGap;
  const pill = {
    x: x - size.width / 2,
    y: above ? to.y - gap - size.height : to.y + to.height + gap,
    ...size,
  };
  const y1 = above ? pill.y + pill.height : pill.y;
  // Where neurons stand close, a bias is a pill only when it is the selected one.
  return {
    parameter,
    from: null,
    to,
    x1: x,
    y1,
    x2: x,
    y2: above ? to.y : to.y + to.height,
    pill: sizes.oneLine ? null : pill,
    spare: null,
  };
}

function weightEdge(
  parameter: ParameterView,
  nodes: readonly DiagramNode[],
  session: SessionView,
  sizes: Geometry,
  size: Size,
  taken: readonly Box[],
): DiagramEdge {
  const from = findNode(nodes, parameter.layer - 1, parameter.input);
  const to = findNode(nodes, parameter.layer, parameter.neuron);
  const { units, inputs } = session.layers[parameter.layer];
  const line = {
    x1: from.x + from.width,
    y1: centreY(from) + spread(parameter.neuron, units, sizes.nodeHeight),
    x2: to.x,
    y2: centreY(to) + spread(parameter.input, inputs, sizes.nodeHeight),
  };
  const candidates = preferred(units, inputs, parameter.neuron !== parameter.input).map((t) => pillOn(line, t, size));
  const free = placeFree(candidates, taken, 3);
  const pill = overlap(free, taken, 1) > 0 ? null : free;
  return { parameter, from, to, ...line, pill, spare: null };
}

/** Everything moved so that it starts at the top, under the headings. */
function moved(
  columns: readonly Column[],
  nodes: readonly DiagramNode[],
  edges: readonly DiagramEdge[],
  loss: DiagramNode,
  sizes: Geometry,
): Diagram {
  const observed = { x: loss.x, y: loss.y - 50, width: loss.width, height: 50 };
  const boxes: Box[] = [...nodes, observed, ...edges.flatMap(({ pill }) => (pill ? [pill] : []))];
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const dy = sizes.header - top;
  const movedNodes = new Map(nodes.map((node) => [node, { ...node, y: node.y + dy }]));
  return {
    width: loss.x + loss.width + 6,
    height: bottom + dy + sizes.footer,
    oneLine: sizes.oneLine,
    nodes: [...movedNodes.values()],
    edges: edges.map((edge) => ({
      ...edge,
      from: edge.from && movedNodes.get(edge.from)!,
      to: movedNodes.get(edge.to)!,
      y1: edge.y1 + dy,
      y2: edge.y2 + dy,
      pill: edge.pill && { ...edge.pill, y: edge.pill.y + dy },
      spare: edge.spare && { ...edge.spare, y: edge.spare.y + dy },
    })),
    headings:
      sizes.header < 10
        ? []
        : columns.map(({ heading, nodes: [first] }) => ({ x: first.x + first.width / 2, text: heading })),
  };
}
