/** A run on its way: how far, how long it goes on, and the two ways to stop it. */

import type { LiveView } from '../../protocol/views';
import { EarlierStops, EarlierTicks } from '../breakpoints/earlier';
import { compact, formatSigned, uni } from '../format';
import { post } from '../host';
import { Icon, Num } from '../pieces';
import { running, session, step } from '../store';

/** So many parameters stand side by side; more of them go on below. */
const ABREAST = 12;

export function Running() {
  const { from, target, updatesPerSecond, returnsTo, live } = running.value!;
  // What has been finished, as everywhere; the update in progress is the one after.
  const { update } = step.value!.snapshot;
  const { stopWhen, loss } = session.value!;
  const share = target === null || target === from ? null : (update - from) / (target - from);
  const stops = [
    stopWhen.lossBelow !== undefined && `${loss} < ${stopWhen.lossBelow}`,
    stopWhen.gradientNormBelow !== undefined && `gradient’s length < ${stopWhen.gradientNormBelow}`,
  ].filter((text): text is string => text !== false);
  return (
    <section class="state run" aria-label="Running">
      <div class="run-head">
        <h1>{target === null ? 'Running until paused' : `Running to update ${target}`}</h1>
        <span class="num mut">
          {update}
          {target !== null && ` / ${target}`} done
          {target !== null && ` · ${Math.floor((100 * update) / target)}%`} · {Math.round(updatesPerSecond)} updates a
          second
        </span>
      </div>
      <div
        class="bar-outer"
        role="progressbar"
        aria-label="Updates run"
        aria-valuemin={from}
        aria-valuemax={target ?? undefined}
        aria-valuenow={update}
      >
        <i
          class={share === null ? 'some' : ''}
          style={{ width: share === null ? '100%' : `${(100 * update) / target!}%` }}
        />
        <EarlierTicks update={update} target={target} />
      </div>
      <EarlierStops update={update} target={target} />
      {stops.length > 0 && <p class="mut">Stops earlier when {stops.join(' or ')}.</p>}
      <p class="btns">
        <button type="button" class="btn first" onClick={() => post({ type: 'step', command: 'pause' })}>
          <Icon name="debug-pause" />
          Pause here
        </button>
        <button type="button" class="btn" onClick={() => post({ type: 'step', command: 'cancel' })}>
          Cancel and return to update {returnsTo + 1}
        </button>
      </p>
      <Live from={from} live={live} />
      <p class="mut">Network and chain rule fill in when the run stops.</p>
    </section>
  );
}

/** The parameters' values on the way, and how they changed since the run began. */
function Live({ from, live }: { from: number; live: LiveView }) {
  const { names, now, began, kind } = live;
  const blocks = Array.from({ length: Math.ceil(names.length / ABREAST) }, (_, block) => block * ABREAST);
  return (
    <div class="scrolls">
      {kind === 'sizes' && <p class="mut small">Each layer’s weights and biases: root mean square.</p>}
      <table class="live num">
        {blocks.map((first) => {
          const indices = names.slice(first, first + ABREAST).map((_, index) => first + index);
          return (
            <tbody key={first}>
              <tr class="hd">
                <th scope="col">{first === 0 ? 'Live' : <span class="vh">Live</span>}</th>
                {indices.map((index) => (
                  <th key={index} scope="col" class="r">
                    {uni(names[index])}
                  </th>
                ))}
              </tr>
              <tr>
                <th scope="row">value</th>
                {indices.map((index) => (
                  <td key={index} class="r">
                    <Num value={now[index]} show={compact} />
                  </td>
                ))}
              </tr>
              <tr class="mut">
                <th scope="row">since update {from + 1}</th>
                {indices.map((index) => (
                  <td key={index} class="r">
                    <Num value={now[index] - began[index]} show={formatSigned} />
                  </td>
                ))}
              </tr>
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
