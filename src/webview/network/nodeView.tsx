/** One box of the diagram: an input, a neuron with its value before and after the activation, or the loss. */

import { brief, full, uni } from '../format';
import { lookAhead, session, step } from '../store';
import { inputText, lossText, neuronText } from './lengths';
import { centreY, halfX, shortName, type DiagramNode } from './layout';

interface NodeViewProps {
  readonly node: DiagramNode;
  readonly oneLine: boolean;
  readonly off: boolean;
  readonly glyph: string | undefined;
}

interface Shown {
  readonly text: string;
  readonly full: string;
  readonly reached: boolean;
}

export function NodeView({ node, oneLine, off, glyph }: NodeViewProps) {
  const { x, y, width, height, pre, post: after } = node;
  const isSplit = pre !== after && !oneLine;
  const middleX = x + width / 2;
  const middleY = centreY(node);
  return (
    <g class={`node ${off ? 'offn' : ''}`}>
      {node.kind === 'loss' && <Observed node={node} />}
      <rect x={x} y={y} width={width} height={height} rx={5} />
      {oneLine && node.kind !== 'loss' ? (
        <OneLine node={node} />
      ) : isSplit ? (
        <>
          <line class="div" x1={middleX} x2={middleX} y1={y + 7} y2={y + height - 7} />
          <Value name={pre} x={halfX(node, pre)} node={node} shown={valueOf(node, pre)} />
          <Value name={after} x={halfX(node, after)} node={node} shown={valueOf(node, after)} />
          {glyph && (
            <g transform={`translate(${middleX - 11} ${glyphY(width, middleY)})`}>
              <rect class="gl" width={22} height={16} rx={2} />
              <path class="glp" d={glyph} />
            </g>
          )}
        </>
      ) : (
        <Value name={after} x={middleX} node={node} shown={valueOf(node, after)} />
      )}
    </g>
  );
}

/** Between the two values where there is room, else between their names, which are shorter. */
const glyphY = (width: number, middle: number): number => (width >= 130 ? middle - 8 : middle - 19);

function Value({ name, x, node, shown }: { name: string; x: number; node: DiagramNode; shown: Shown }) {
  const middle = centreY(node);
  return (
    <>
      <text x={x} y={middle - 6} text-anchor="middle" class="nl">
        {shortName(uni(name))}
      </text>
      <text
        x={x}
        y={middle + 11}
        text-anchor="middle"
        class={`nv ${shown.reached ? '' : 'fut'}`}
        data-full={shown.full}
      >
        <title>
          {uni(name)} = {shown.full}
        </title>
        {shown.text}
      </text>
    </>
  );
}

function OneLine({ node }: { node: DiagramNode }) {
  const shown = valueOf(node, node.post);
  const y = centreY(node) + 4;
  return (
    <>
      <text x={node.x + 7} y={y} class="nl">
        {shortName(uni(node.post))}
      </text>
      <text
        x={node.x + node.width - 7}
        y={y}
        text-anchor="end"
        class={`nv ${shown.reached ? '' : 'fut'}`}
        data-full={shown.full}
      >
        <title>
          {uni(node.post)} = {shown.full}
        </title>
        {shown.text}
      </text>
    </>
  );
}

/** What was observed, above the loss. */
function Observed({ node }: { node: DiagramNode }) {
  const { observed } = step.value!.shownSample;
  const x = node.x + node.width / 2;
  const words =
    observed.length > 3 ? `class ${observed.indexOf(Math.max(...observed)) + 1}` : observed.map(brief).join(' ');
  return (
    <g class="obs">
      <line class="e plain" x1={x} y1={node.y} x2={x} y2={node.y - 5} stroke-width={1} />
      <text x={x} y={node.y - 25} text-anchor="middle" class="nl">
        observed
      </text>
      <text x={x} y={node.y - 10} text-anchor="middle" class="nv">
        {words}
      </text>
    </g>
  );
}

function valueOf(node: DiagramNode, name: string): Shown {
  const { shownSample, layers } = step.value!;
  if (node.kind === 'input') {
    const value = shownSample.inputs[node.index];
    return { text: inputText(value), full: full(value), reached: true };
  }
  if (node.kind === 'loss') return shown(shownSample.loss, shownSample.lossReached, lossText(shownSample.loss));
  const layer = layers[node.layer];
  const isLast = node.layer === session.value!.layers.length - 1;
  if (name === node.post) {
    const value = layer.post[node.index];
    return shown(value, node.index < layer.postReached, neuronText(value, isLast));
  }
  const value = layer.pre[node.index];
  return shown(value, node.index < layer.preReached, neuronText(value, false));
}

function shown(value: number, reached: boolean, text: string): Shown {
  return { text: reached || lookAhead.value ? text : '–', full: full(value), reached };
}
