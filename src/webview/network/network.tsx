/** The network region: the diagram of a small network, heatmaps for a large one. */

import { useMemo, useRef } from 'preact/hooks';
import { brief, uni } from '../format';
import { isLow, width } from '../layout';
import { session, settings, step } from '../store';
import { DiagramView } from './diagramView';
import { geometryFor, needsHeatmaps, widened } from './geometry';
import { LargeNetwork } from './largeNetwork';
import { layOut } from './layout';
import { shownLengths } from './lengths';

export function Network() {
  const body = useRef<HTMLDivElement>(null);
  const structure = session.value!;
  const isCompact = width.value !== 'wide' || isLow.value;
  const isLarge = needsHeatmaps(structure);
  // A step lays out anew only where a number becomes longer or shorter than its box was made for.
  const sizes = isLarge ? null : widened(geometryFor(structure, isCompact), shownLengths());
  const diagram = useMemo(
    () => sizes && layOut(structure, sizes, uni),
    [structure, JSON.stringify(sizes), settings.value.notation],
  );
  return (
    <section class={`network ${isLarge ? 'large' : ''}`} aria-label="Network">
      <header class="sec">
        <h2>Network</h2>
        <span class="sub" title={sampleWords()}>
          {sampleWords()}
        </span>
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
