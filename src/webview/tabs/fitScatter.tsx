/** Many inputs: predicted against observed, on the diagonal where they agree. */

import { atX, atY, extent, type Frame } from '../charts/points';
import { labelWidth, ticks } from '../charts/ticks';
import { fixed } from '../format';
import { session, step } from '../store';
import type { FitOf } from './fit';

/** More points than this are thinned out evenly. */
const POINTS = 2000;

export function ScatterFit({ fit }: { fit: FitOf<'scatter'> }) {
  const range = extent([...fit.observed, ...fit.predicted]) ?? { low: 0, high: 1 };
  const pad = (range.high - range.low) * 0.06 || 0.5;
  const [low, high] = [range.low - pad, range.high + pad];
  const frame: Frame = { left: low, right: high, bottom: low, top: high };
  const grid = ticks(low, high, 5);
  const row = step.value!.shownSample.row;
  return (
    <>
      <div class="chart fitc" style={{ '--yw': `${labelWidth(grid.labels)}px` }}>
        <div class="plot">
          <div class="ys" aria-hidden="true">
            {grid.values.map((value, index) => (
              <span key={value} class="yt num" style={{ top: `${atY(value, frame).toFixed(2)}%` }}>
                {grid.labels[index]}
              </span>
            ))}
          </div>
          <div class="area">
            <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="Predicted against observed">
              {grid.values.map((value) => {
                const y = atY(value, frame).toFixed(1);
                return <line key={value} class="gr" x1={0} x2={1000} y1={y} y2={y} />;
              })}
              <line class="ft start" x1={0} y1={100} x2={1000} y2={0} />
            </svg>
            {fit.observed.flatMap((observed, output) =>
              everyNth(observed.length).map((index) => (
                <i
                  key={`${output} ${index}`}
                  class={`pt sm ${index === row ? 'cur' : ''}`}
                  style={{
                    left: `${(atX(observed[index], frame) / 10).toFixed(2)}%`,
                    top: `${atY(fit.predicted[output][index], frame).toFixed(2)}%`,
                  }}
                />
              )),
            )}
          </div>
          <div class="ends" />
        </div>
        <div class="xt num" aria-hidden="true">
          {grid.values.map((value, index) => (
            <span key={value} style={{ left: `${(atX(value, frame) / 10).toFixed(2)}%` }}>
              {grid.labels[index]}
            </span>
          ))}
        </div>
      </div>
      <aside class="readout fitr" aria-label="Key">
        <ul class="keys">
          <li>
            across <b>observed</b>, up <b>predicted</b>
          </li>
          <li>
            <i class="key start" />
            where they agree
          </li>
          <li>
            <i class="kp" />
            {fit.observed[0]?.length ?? 0} samples
            <i class="kp cur" />
            this sample
          </li>
        </ul>
        <table class="num">
          <tbody>
            <tr>
              <th scope="row">{session.value!.loss}</th>
              <td class="r">{fixed(step.value!.snapshot.loss)}</td>
            </tr>
          </tbody>
        </table>
      </aside>
    </>
  );
}

function everyNth(count: number): number[] {
  const stride = Math.max(1, Math.ceil(count / POINTS));
  return Array.from({ length: Math.ceil(count / stride) }, (_, index) => index * stride);
}
