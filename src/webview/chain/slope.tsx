/** The loss as the one parameter varies, with the tangent where it stands and the point where it goes. */

import type { Derivation } from '../../core/derivationTypes';
import { uni } from '../format';
import { derivation as view } from '../store';

const WIDTH = 160;
const HEIGHT = 54;
const EDGE = 6;

export function Slope({ derivation }: { derivation: Derivation }) {
  const slope = view.value!.slope;
  if (!slope || slope.x.length < 2) return null;
  const { x, loss } = slope;
  const low = Math.min(...loss);
  const high = Math.max(...loss);
  const atX = (value: number) => EDGE + ((value - x[0]) / (x[x.length - 1] - x[0])) * (WIDTH - 2 * EDGE);
  const atY = (value: number) => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE - 2);
  const { value, sum, move } = derivation;
  const here = lossAt(slope, value);
  const reach = (x[x.length - 1] - x[0]) / 4;
  const points = x.map((at, index) => `${atX(at).toFixed(1)},${atY(loss[index]).toFixed(1)}`).join(' ');
  const next = move && move.next >= x[0] && move.next <= x[x.length - 1] ? move.next : null;
  return (
    <figure class="slope">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${derivation.loss} as ${uni(derivation.name)} varies, with the tangent at the current value`}
      >
        <polyline class="sc" points={points} />
        <line
          class="tg"
          x1={atX(value - reach)}
          x2={atX(value + reach)}
          y1={atY(here - reach * sum)}
          y2={atY(here + reach * sum)}
        />
        <circle class="p0" cx={atX(value)} cy={atY(here)} r={3.2} />
        {next !== null && <circle class="p1" cx={atX(next)} cy={atY(lossAt(slope, next))} r={3.2} />}
      </svg>
      <figcaption>
        {derivation.loss} as {uni(derivation.name)} varies
      </figcaption>
    </figure>
  );
}

/** Between two points of the curve, on the straight line that is drawn there. */
function lossAt({ x, loss }: { readonly x: readonly number[]; readonly loss: readonly number[] }, at: number): number {
  const right = Math.min(
    x.length - 1,
    Math.max(
      1,
      x.findIndex((value) => value >= at),
    ),
  );
  const share = (at - x[right - 1]) / (x[right] - x[right - 1]);
  return loss[right - 1] + share * (loss[right] - loss[right - 1]);
}
