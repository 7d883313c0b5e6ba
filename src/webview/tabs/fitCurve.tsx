/** One input: the curve now and at the start, its parts, the data and their residuals. */

import { signal } from '@preact/signals';
import { atX, atY, extent, linePoints, type Frame } from '../charts/points';
import { labelWidth, ticks } from '../charts/ticks';
import { brief, fixed, formatSigned, uni } from '../format';
import { Num, signClass } from '../pieces';
import { session, step } from '../store';
import type { FitOf } from './fit';

/** More data than this are points without numbers. */
const WRITTEN = 12;

/** Which output is shown, where there are several. */
const output = signal(0);

export function CurveFit({ fit }: { fit: FitOf<'curve'> }) {
  const shown = Math.min(output.value, fit.now.length - 1);
  const { x, data } = fit;
  const now = fit.now[shown];
  const start = fit.start[shown];
  const observed = data.map((point) => point.observed[shown]);
  const range = extent([now, start, observed, ...fit.parts.map(({ y }) => y)]) ?? { low: 0, high: 1 };
  const pad = (range.high - range.low) * 0.07 || 0.5;
  const frame: Frame = { left: x[0], right: x[x.length - 1], bottom: range.low - pad, top: range.high + pad };
  const left = (value: number) => `${(atX(value, frame) / 10).toFixed(2)}%`;
  const top = (value: number) => `${atY(value, frame).toFixed(2)}%`;
  const grid = ticks(frame.bottom, frame.top, 5);
  const shownRow = step.value!.shownSample.row;
  const axis =
    data.length <= WRITTEN ? [...new Set(data.map((point) => point.x))] : ticks(frame.left, frame.right, 6).values;
  return (
    <>
      <div class="chart fitc" style={{ '--yw': `${labelWidth(grid.labels)}px` }}>
        <div class="plot">
          <div class="ys" aria-hidden="true">
            {grid.values.map((value, index) => (
              <span key={value} class="yt num" style={{ top: top(value) }}>
                {grid.labels[index]}
              </span>
            ))}
          </div>
          <div class="area">
            <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="Fitted curve and data">
              {grid.values.map((value) => {
                const y = atY(value, frame).toFixed(1);
                return <line key={value} class={`gr ${value === 0 ? 'zero' : ''}`} x1={0} x2={1000} y1={y} y2={y} />;
              })}
              {fit.parts.map(({ label, y }) => (
                <polyline key={label} class="ft part" points={linePoints(x, y, frame)} />
              ))}
              <polyline class="ft start" points={linePoints(x, start, frame)} />
              <polyline class="ft nowc" points={linePoints(x, now, frame)} />
              {data.length <= 60 &&
                data.map((point, row) => (
                  <line
                    key={row}
                    class={`res ${signClass(residual(point, shown))}`}
                    x1={atX(point.x, frame)}
                    x2={atX(point.x, frame)}
                    y1={atY(point.observed[shown], frame)}
                    y2={atY(point.predicted[shown], frame)}
                  />
                ))}
            </svg>
            {fit.parts.slice(0, 4).map(({ label, y }, index) => {
              const at = Math.floor(y.length * (0.78 - 0.18 * index));
              return (
                <span key={label} class="fl" style={{ left: left(x[at]), top: top(y[at]) }}>
                  {partName(label)}
                </span>
              );
            })}
            <span
              class="fl dn b"
              style={{ left: left(x[Math.floor(x.length / 7)]), top: top(now[Math.floor(x.length / 7)]) }}
            >
              predicted now
            </span>
            {data.map((point, row) => (
              <>
                <i
                  key={row}
                  class={`pt ${row === shownRow ? 'cur' : ''} ${data.length > 60 ? 'sm' : ''}`}
                  style={{ left: left(point.x), top: top(point.observed[shown]) }}
                />
                {data.length <= WRITTEN && (
                  <span
                    key={`r${row}`}
                    class={`rl num ${atX(point.x, frame) > 850 ? 'lf' : ''}`}
                    style={{ left: left(point.x), top: top((point.observed[shown] + point.predicted[shown]) / 2) }}
                  >
                    {formatSigned(residual(point, shown))}
                  </span>
                )}
              </>
            ))}
          </div>
          <div class="ends" />
        </div>
        <div class="xt num" aria-hidden="true">
          {axis.map((value, index) => (
            <span key={value} style={{ left: left(value) }}>
              {index === 0 ? `${session.value!.inputs[0]} ` : ''}
              {brief(value)}
            </span>
          ))}
        </div>
      </div>
      <Readout fit={fit} shown={shown} shownRow={shownRow} />
    </>
  );
}

/** `y1·w3` with its names set. */
const partName = (label: string): string => label.replace(/[a-z]+\d+/g, uni);

const residual = ({ observed, predicted }: FitOf<'curve'>['data'][number], index: number): number =>
  observed[index] - predicted[index];

function Readout({ fit, shown, shownRow }: { fit: FitOf<'curve'>; shown: number; shownRow: number }) {
  const { update } = step.value!.snapshot;
  const first = Math.max(0, Math.min(shownRow - 2, fit.data.length - 5));
  return (
    <aside class="readout fitr" aria-label="Data">
      <Outputs count={fit.now.length} />
      <ul class="keys">
        <li>
          <i class="key sel" />
          predicted, now (update {update + 1})
        </li>
        <li>
          <i class="key start" />
          predicted, at start
        </li>
        {fit.parts.length > 0 && (
          <li>
            <i class="key part" />
            parts {fit.parts.map(({ label }) => partName(label)).join(', ')}
          </li>
        )}
        <li>
          <i class="kp" />
          observed
          <i class="kp cur" />
          this sample
        </li>
      </ul>
      <table class="num">
        <thead>
          <tr>
            <th scope="col" class="r">
              {session.value!.inputs[0]}
            </th>
            <th scope="col" class="r">
              observed
            </th>
            <th scope="col" class="r">
              predicted
            </th>
            <th scope="col" class="r">
              residual
            </th>
          </tr>
        </thead>
        <tbody>
          {fit.data.slice(first, first + 5).map((point, index) => (
            <tr key={first + index} class={first + index === shownRow ? 'now' : ''}>
              <td class="r">{brief(point.x)}</td>
              <td class="r">{brief(point.observed[shown])}</td>
              <td class="r">{fixed(point.predicted[shown])}</td>
              <td class={`r ${signClass(residual(point, shown))}`}>
                <Num value={residual(point, shown)} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </aside>
  );
}

function Outputs({ count }: { count: number }) {
  if (count < 2) return null;
  return (
    <div class="seg" role="group" aria-label="Output">
      {session.value!.outputs.map((name, index) => (
        <button
          key={name}
          type="button"
          class={index === output.value ? 'on' : ''}
          aria-pressed={index === output.value}
          onClick={() => (output.value = index)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
