/** A small network drawn: forward edges, neurons with their values, and the selected parameter's way back. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ActivationName } from '../../core/names';
import { compact, full, spoken, uni } from '../format';
import { post } from '../host';
import { tone } from '../pieces';
import { derivation, session, step } from '../store';
import { backwardPath, type Arrow, type BackwardPath } from './arrows';
import { follow } from './follow';
import { glyphs } from './glyphs';
import { centreY, type Diagram, type DiagramEdge } from './layout';
import { DiagramMarker } from './marker';
import { NodeView } from './nodeView';
import { parameterValue, shownFactor, shownReached } from './values';

/** Smaller than this share of its size, a drawing is scrolled instead: its numbers could not be read. */
const SMALLEST = 0.62;

export function DiagramView({ diagram }: { diagram: Diagram }) {
  const drawing = useRef<SVGSVGElement>(null);
  const { selected, operation } = step.value!;
  const derived = derivation.value?.derivation ?? null;
  // The arrows depend on the selection and on how long the numbers are; a step moves them only when a number's length changes.
  const lengths = derived ? derived.factors.map((_, index) => shownFactor(index)?.length ?? 5).join() : '';
  const structure = derived ? `${derived.name}|${derived.paths.map(({ nodes }) => nodes.join()).join('|')}` : '';
  const backward = useMemo<BackwardPath | null>(() => {
    if (!derived || derived.form === 'matrix') return null;
    const characters = lengths.split(',').map(Number);
    return backwardPath(diagram, derived, (factor) => characters[factor]);
  }, [diagram, structure, lengths]);
  const isOn = (edge: DiagramEdge): boolean =>
    !backward || !edge.parameter || backward.names.has(edge.parameter.name) || onPath(edge, backward);
  const focusable = diagram.edges.some(({ parameter }) => parameter?.name === selected)
    ? selected
    : diagram.edges[0]?.parameter?.name;
  useKeepFocus(drawing, selected);
  const label = backward
    ? `Network. Backward path of ${spoken(derived!.name)}: ${derived!.paths[0]?.nodes.map(spoken).join(', ')}`
    : 'Network';
  return (
    <svg
      ref={drawing}
      class="net"
      viewBox={`0 0 ${diagram.width} ${diagram.height}`}
      style={{ minWidth: `${diagram.width * SMALLEST}px`, minHeight: `${diagram.height * SMALLEST}px` }}
      role="group"
      aria-label={label}
      onKeyDown={(event) => onKeyDown(event, diagram)}
    >
      <Heads />
      {diagram.edges
        .filter(({ from, pill, parameter }) => from || pill || parameter?.name === selected)
        .map((edge, index) => (
          <EdgeLine key={index} edge={edge} on={isOn(edge)} />
        ))}
      {diagram.nodes.map((node, index) => (
        <NodeView
          key={index}
          node={node}
          oneLine={diagram.oneLine}
          off={
            backward !== null &&
            node.kind === 'neuron' &&
            !backward.names.has(node.post) &&
            !backward.names.has(node.pre)
          }
          glyph={
            node.kind === 'neuron' ? glyphs[session.value!.layers[node.layer].activation as ActivationName] : undefined
          }
        />
      ))}
      {backward?.arrows.map(({ slot, factor, path, dashed }) => (
        <path
          key={`a${factor}`}
          class={`bw s${tone(slot)} ${dashed ? 'dash' : ''}`}
          data-slot={tone(slot)}
          d={path}
          marker-end={`url(#ah${tone(slot)})`}
        />
      ))}
      {diagram.edges.map(
        (edge, index) =>
          edge.parameter &&
          (edge.pill || edge.parameter.name === selected) && (
            <Pill
              key={`p${index}`}
              edge={edge}
              selected={edge.parameter.name === selected}
              stop={edge.parameter.name === focusable}
            />
          ),
      )}
      {backward?.arrows.map((arrow) => (
        <Chip key={`c${arrow.factor}`} arrow={arrow} />
      ))}
      {backward?.sources.map(({ slot, letter, x, y, radius }) => (
        <g key={`s${slot}${letter}`} class="srcb" data-slot={tone(slot)}>
          <circle class={`cc${tone(slot)}`} cx={x} cy={y} r={radius} />
          <text x={x} y={y + 3.4} text-anchor="middle" class="cn">
            {slot}
            {letter}
          </text>
        </g>
      ))}
      {diagram.headings.map(({ x, text }) => (
        <text key={text + x} x={x} y={10} text-anchor="middle" class="hd">
          {text}
        </text>
      ))}
      {operation && <DiagramMarker diagram={diagram} operation={operation} selected={selected} backward={backward} />}
    </svg>
  );
}

/** Edges between two names of the path, such as the weight w3 in the path predicted → y1. */
function onPath({ from, to }: DiagramEdge, { names }: BackwardPath): boolean {
  return from !== null && (names.has(from.post) || from.kind === 'input') && names.has(to.pre) && names.has(from.post);
}

function EdgeLine({ edge, on }: { edge: DiagramEdge; on: boolean }) {
  const { parameter, x1, y1, x2, y2 } = edge;
  const ends = { x1, y1, x2, y2 };
  if (!parameter) return <line class="e plain" {...ends} stroke-width={1.5} />;
  const value = parameterValue(parameter.name);
  const isBias = parameter.kind === 'bias';
  const sign = value > 0 ? 'pos' : value < 0 ? 'neg' : 'zero';
  const line = (
    <line
      class={`e ${sign} ${on ? '' : 'off'}`}
      {...ends}
      stroke-width={Math.min(6, 1 + 0.72 * Math.abs(value)).toFixed(2)}
      stroke-dasharray={value < 0 ? (isBias ? '4 2.5' : '7 4') : undefined}
    />
  );
  return (
    <g onClick={() => post({ type: 'select', name: parameter.name })}>
      {line}
      <line class="hit" {...ends} />
    </g>
  );
}

function Pill({ edge, selected, stop }: { edge: DiagramEdge; selected: boolean; stop: boolean }) {
  const parameter = edge.parameter!;
  const { x, y, width, height } = edge.pill ?? edge.spare!;
  const value = parameterValue(parameter.name);
  return (
    <g
      class={`pill ${selected ? 'sel' : ''}`}
      tabindex={stop ? 0 : -1}
      role="button"
      aria-pressed={selected}
      data-parameter={parameter.name}
      onClick={() => post({ type: 'select', name: parameter.name })}
    >
      <rect x={x} y={y} width={width} height={height} rx={4} />
      <text x={x + 7} y={y + 13.5} class="pn">
        {uni(parameter.name)}
      </text>
      <text x={x + width - 6} y={y + 13.5} text-anchor="end" class="pv" data-full={full(value)}>
        <title>{full(value)}</title>
        {compact(value)}
      </text>
    </g>
  );
}

function Chip({ arrow: { chip, slot, letter, factor, dashed } }: { arrow: Arrow }) {
  if (!chip) return null;
  const shown = shownFactor(factor) ?? '–';
  const radius = letter ? 7.2 : 6.2;
  const x = chip.withNumber ? chip.x + 9 + (letter ? 1.5 : 0) : chip.x + chip.width / 2;
  const y = centreY(chip);
  return (
    <g class={`chip c${tone(slot)} ${dashed ? 'dash' : ''}`} data-slot={tone(slot)}>
      {chip.withNumber ? (
        <rect x={chip.x} y={chip.y} width={chip.width} height={chip.height} rx={9} />
      ) : (
        <title>{shown}</title>
      )}
      <circle cx={x} cy={y} r={radius} />
      <text x={x} y={y + 3.4} text-anchor="middle" class="cn">
        {slot}
        {letter}
      </text>
      {chip.withNumber && (
        <text
          x={chip.x + chip.width - 6}
          y={y + 3.9}
          text-anchor="end"
          class={`cv ${shownReached(factor) ? '' : 'fut'}`}
        >
          {shown}
        </text>
      )}
    </g>
  );
}

/** Arrow heads, one per colour. */
function Heads() {
  return (
    <defs>
      {[0, 1, 2, 3, 4, 5, 6].map((slot) => (
        <marker
          key={slot}
          id={`ah${slot}`}
          viewBox="0 0 8 8"
          refX={6}
          refY={4}
          markerWidth={8}
          markerHeight={8}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path class={`m${slot}`} d="M0 .6L7.4 4L0 7.4z" />
        </marker>
      ))}
    </defs>
  );
}

function onKeyDown(event: KeyboardEvent, diagram: Diagram) {
  const target = (event.target as Element).closest<SVGGElement>('[data-parameter]');
  if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
  const name = target.dataset.parameter!;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    post({ type: 'select', name });
    return;
  }
  if (!event.key.startsWith('Arrow')) return;
  event.preventDefault();
  const next = follow(diagram, name, event.key);
  if (next === null) return;
  const pill = target.ownerSVGElement!.querySelector<SVGGElement>(`[data-parameter="${CSS.escape(next)}"]`);
  // An edge without a pill gets one by being selected.
  if (pill) pill.focus();
  else post({ type: 'select', name: next });
}

/** When the arrow keys select an edge that had no pill, the focus goes to the pill that appears. */
function useKeepFocus(drawing: { readonly current: SVGSVGElement | null }, selected: string) {
  useEffect(() => {
    const focused = document.activeElement;
    if (!focused || !drawing.current?.contains(focused)) return;
    const pill = drawing.current.querySelector<SVGGElement>(`[data-parameter="${CSS.escape(selected)}"]`);
    if (pill && pill !== focused) pill.focus();
  }, [selected]);
}
