/** Training that diverged: where and why, how it grew, and the ways back. */

import type { DivergenceView } from '../../protocol/views';
import { brief, full, superscript, uni } from '../format';
import { post } from '../host';
import { Icon } from '../pieces';
import { seek } from '../seeking';
import { session, step } from '../store';
import { formatNumber } from '../../explain/numbers';
import { niceStep } from '../charts/ticks';
import { signClass } from '../pieces';

export function Diverged({ divergence }: { divergence: DivergenceView }) {
  const { target, value, update, explanation, text, lastFinite, suggestedLearningRate, firstRaise, growth } =
    divergence;
  const { loss } = session.value!;
  return (
    <section class="state bad" role="alert" aria-label="Training diverged">
      <div class="say">
        <Icon name="error" extra="err" />
        <div>
          <h1>
            Training diverged in update {update + 1}: {uni(target)} is {full(value)}
          </h1>
          <p>
            {explanation.replace(/\b[wb]\d+\b/g, uni)} First value that is not finite: <span class="num">{text}</span>.
          </p>
        </div>
      </div>
      <div class="growth">
        <Growth divergence={divergence} />
        <GrowthChart divergence={divergence} />
      </div>
      <p class="btns">
        <button type="button" class="btn first" onClick={() => seek(lastFinite)}>
          <Icon name="debug-step-back" />
          Step Back to Update {lastFinite + 1}
        </button>
        {suggestedLearningRate !== null && (
          <button
            type="button"
            class="btn"
            onClick={() => post({ type: 'resetWithLearningRate', value: suggestedLearningRate })}
          >
            Reset with learning rate {brief(suggestedLearningRate)}
          </button>
        )}
      </p>
      {suggestedLearningRate !== null && <Halved suggested={suggestedLearningRate} />}
      {firstRaise !== null && (
        <p>
          <button type="button" class="lnk" onClick={() => seek(Math.max(0, firstRaise - 1))}>
            Go to update {firstRaise},{' '}
            {growth.from === 0 ? `the first to raise ${loss}` : `where ${loss} began to grow`}
          </button>
        </p>
      )}
    </section>
  );
}

/** How the suggested learning rate was found. */
function Halved({ suggested }: { suggested: number }) {
  const rates: number[] = [];
  for (let rate = step.value!.learningRate / 2; rate >= suggested; rate /= 2) rates.push(rate);
  return (
    <p class="mut small">
      {brief(step.value!.learningRate)} halved until the first update lowers {session.value!.loss}:{' '}
      {rates.map(brief).join(', ')}. Rounded down: {brief(suggested)}.
    </p>
  );
}

const short = (value: number): string => formatNumber(value, { decimals: Math.abs(value) >= 100 ? 0 : 2 });

function Growth({ divergence: { growth } }: { divergence: DivergenceView }) {
  const rows = growth.rows;
  return (
    <table class="num">
      <thead>
        <tr>
          <th scope="col">after update</th>
          <th scope="col" class="r">
            {session.value!.loss}
          </th>
          <th scope="col" class="r">
            {uni(growth.parameter)}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ update, loss, value }, index) => (
          <>
            {index > 0 && update > rows[index - 1].update + 1 && (
              <tr key={`gap${update}`} aria-hidden="true">
                <td colSpan={3}>…</td>
              </tr>
            )}
            <tr key={update}>
              <th scope="row">{update}</th>
              <td class={`r ${Number.isFinite(loss) ? '' : 'err'}`}>{short(loss)}</td>
              <td class={`r ${signClass(value)}`}>{short(value)}</td>
            </tr>
          </>
        ))}
      </tbody>
    </table>
  );
}

/** The loss on a logarithmic scale, as far as it is finite. */
function GrowthChart({ divergence: { growth } }: { divergence: DivergenceView }) {
  const points = growth.rows
    .filter(({ loss }) => Number.isFinite(loss) && loss > 0)
    .map(({ update, loss }) => ({ update, exponent: Math.log10(loss) }));
  if (points.length < 2) return null;
  const low = Math.min(0, ...points.map(({ exponent }) => exponent));
  const high = Math.max(...points.map(({ exponent }) => exponent));
  const first = points[0].update;
  const last = points[points.length - 1].update;
  const x = (update: number) => 40 + ((update - first) / (last - first)) * 150;
  const y = (exponent: number) => 100 - ((exponent - low) / (high - low || 1)) * 94;
  const between = Math.max(1, niceStep(high - low, 4));
  const ticks = Array.from({ length: 4 }, (_, index) => between * (index + 1)).filter((tick) => tick <= high);
  const { loss } = session.value!;
  return (
    <figure class="grow">
      <svg viewBox="0 0 196 104" role="img" aria-label={`${loss}, log scale, updates ${first} to ${last}`}>
        <path class="ax" d="M40 4V100H194" />
        {ticks.map((tick) => (
          <text key={tick} x={35} y={y(tick) + 3} text-anchor="end" class="hd num">
            10{superscript(tick)}
          </text>
        ))}
        <polyline
          class="pl-l sel"
          points={points.map(({ update, exponent }) => `${x(update).toFixed(1)},${y(exponent).toFixed(1)}`).join(' ')}
        />
      </svg>
      <figcaption>
        {loss}, log scale, updates {first}–{last}
      </figcaption>
    </figure>
  );
}
