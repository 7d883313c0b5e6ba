/** The network region: the diagram of a small network, heatmaps for a large one. */

import { useMemo, useRef } from 'preact/hooks';
import { brief, uni } from '../format';
import { width } from '../layout';
import { session, settings, step } from '../store';
import { DiagramView } from './diagramView';
import { geometryFor, needsHeatmaps } from './geometry';
import { LargeNetwork } from './largeNetwork';
import { layOut } from './layout';

export function Network() {
  const body = useRef<HTMLDivElement>(null);
  const structure = session.value!;
  const isCompact = width.value !== 'wide';
  const isLarge = needsHeatmaps(structure);
  const diagram = useMemo(
    () => (isLarge ? null : layOut(structure, geometryFor(structure, isCompact), uni)),
    [structure, isCompact, isLarge, settings.value.notation],
  );
  return (
    <section class={`network ${isLarge ? 'large' : ''}`} aria-label="Network">
      <header class="sec">
        <h2>Network</h2>
        <span class="sub">{sampleWords()}</span>
        <span class="act">
          <span class="legend" aria-hidden="true">
            <i class="lg pos" />
            positive
            <i class={`lg neg ${isLarge ? 'solid' : ''}`} />
            negative
            {!isLarge && (
              <>
                <i class="lg w" />
                width = |weight|
              </>
            )}
          </span>
        </span>
      </header>
      <div class="body" ref={body}>
        {diagram ? <DiagramView diagram={diagram} /> : <LargeNetwork />}
      </div>
    </section>
  );
}

/** `sample 2: dose 0.5, observed 1`. */
function sampleWords(): string {
  const { inputs, outputs } = session.value!;
  const { shownSample } = step.value!;
  const parts =
    inputs.length > 4
      ? [`row ${shownSample.row + 1}`]
      : inputs.map((name, i) => `${name} ${brief(shownSample.inputs[i])}`);
  if (outputs.length <= 4) parts.push(`observed ${shownSample.observed.map(brief).join(', ')}`);
  return `sample ${shownSample.position + 1}: ${parts.join(', ')}`;
}
