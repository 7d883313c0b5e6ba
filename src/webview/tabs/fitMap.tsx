/** Two inputs: what is predicted everywhere, as a map, with the data on it. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { cssColour, mix, paint } from '../canvas';
import { extent } from '../charts/points';
import { labelWidth, ticks } from '../charts/ticks';
import { fixed } from '../format';
import { session, step } from '../store';
import { themeChanges } from '../theme';
import type { FitOf } from './fit';

const shapes = ['circle', 'square', 'diamond', 'cross'] as const;

export function MapFit({ fit }: { fit: FitOf<'map'> }) {
  const picture = useRef<HTMLCanvasElement>(null);
  const theme = themeChanges.value;
  const range = extent([fit.values]) ?? { low: 0, high: 1 };
  useLayoutEffect(() => {
    const canvas = picture.current!;
    const ground = cssColour('--bg', canvas.parentElement!);
    const tones = ['--neg', '--pos', '--f3', '--f2', '--f4', '--f6'].map((name) =>
      cssColour(name, canvas.parentElement!),
    );
    const middle = (range.low + range.high) / 2;
    const half = (range.high - range.low) / 2 || 1;
    paint(canvas, fit.size, fit.size, (index) => {
      // The values run from the bottom, a canvas from the top.
      const row = fit.size - 1 - Math.floor(index / fit.size);
      const value = fit.values[row * fit.size + (index % fit.size)];
      if (fit.classes > 0) return mix(ground, tones[value % tones.length], 0.45);
      const share = (value - middle) / half;
      return mix(ground, tones[share < 0 ? 0 : 1], Math.min(1, Math.abs(share)) * 0.7);
    });
  }, [fit, theme, range.low, range.high]);
  const [first, second] = session.value!.inputs;
  const predictedName = session.value!.outputs.length > 1 ? `predicted ${session.value!.outputs[0]}` : 'predicted';
  const left = (x: number) => `${((100 * (x - fit.x[0])) / (fit.x[1] - fit.x[0])).toFixed(2)}%`;
  const top = (y: number) => `${(100 - (100 * (y - fit.y[0])) / (fit.y[1] - fit.y[0])).toFixed(2)}%`;
  const across = ticks(fit.x[0], fit.x[1], 5);
  const up = ticks(fit.y[0], fit.y[1], 5);
  const shownRow = step.value!.shownSample.row;
  return (
    <>
      <div class="chart fitm" style={{ '--yw': `${labelWidth(up.labels)}px` }}>
        <div class="plot">
          <div class="ys" aria-hidden="true">
            {up.values.map((value, index) => (
              <span key={value} class="yt num" style={{ top: top(value) }}>
                {up.labels[index]}
              </span>
            ))}
          </div>
          <div class="area">
            <canvas
              ref={picture}
              class="map"
              role="img"
              aria-label={`What is predicted for ${first} (across) and ${second} (up), with ${fit.data.length} samples`}
            />
            {fit.data.map(({ x, y, observed }, row) => (
              <i
                key={row}
                class={`pt ${row === shownRow ? 'cur' : ''} ${fit.data.length > 60 ? 'sm' : ''} ${shapeOf(observed, fit.classes)}`}
                style={{ left: left(x), top: top(y) }}
              />
            ))}
          </div>
          <div class="ends" />
        </div>
        <div class="xt num" aria-hidden="true">
          {across.values.map((value, index) => (
            <span key={value} style={{ left: left(value) }}>
              {across.labels[index]}
            </span>
          ))}
        </div>
      </div>
      <aside class="readout fitr" aria-label="Key">
        <ul class="keys">
          <li>
            across <b>{first}</b>, up <b>{second}</b>
          </li>
          {fit.classes > 0
            ? session.value!.outputs.map((name, index) => (
                <li key={name}>
                  <i class={`kp ${shapeOf(index, fit.classes)}`} />
                  {name}
                </li>
              ))
            : [
                <li key="low">
                  <i class="sw neg" />
                  {fixed(range.low)}, lowest {predictedName}
                </li>,
                <li key="high">
                  <i class="sw pos" />
                  {fixed(range.high)}, highest {predictedName}
                </li>,
                <li key="o1">
                  <i class="kp" />
                  observed below one half
                </li>,
                <li key="o2">
                  <i class="kp square" />
                  observed above one half
                </li>,
              ]}
          <li>
            <i class="kp cur" />
            this sample
          </li>
        </ul>
      </aside>
    </>
  );
}

/** A class by its number; a value by the half it lies in. */
function shapeOf(observed: number, classes: number): string {
  return classes > 0 ? shapes[observed % shapes.length] : observed > 0.5 ? 'square' : 'circle';
}
