/** A run on its way: how far, how long it goes on, and the two ways to stop it. */

import { EarlierStops, EarlierTicks } from '../breakpoints/earlier';
import { compact, formatSigned, uni } from '../format';
import { post } from '../host';
import { Icon } from '../pieces';
import { history, running, session, step } from '../store';

/** More parameters than this are not listed live. */
const LISTED = 12;

export function Running() {
  const { from, update, target, updatesPerSecond } = running.value!;
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
          {target !== null && ` / ${target} · ${Math.round((100 * update) / target)}%`} · {Math.round(updatesPerSecond)}{' '}
          updates a second
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
          Cancel and return to update {from}
        </button>
      </p>
      <Live from={from} />
      <p class="mut">Network and chain rule fill in when the run stops.</p>
    </section>
  );
}

/** The parameters' values on the way, and how they changed since the run began. */
function Live({ from }: { from: number }) {
  const { parameters } = session.value!;
  const { value } = step.value!.parameters;
  const shown = history.value;
  if (parameters.length === 0 || parameters.length > LISTED) return null;
  const index = shown
    ? Math.max(
        0,
        shown.update.findLastIndex((update) => update <= from),
      )
    : -1;
  const began = (name: string) => (shown && index >= 0 ? shown.parameters[name]?.[index] : undefined);
  return (
    <div class="scrolls">
      <table class="live num">
        <thead>
          <tr>
            <th scope="col">Live</th>
            {parameters.map(({ name }) => (
              <th key={name} scope="col" class="r">
                {uni(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">value</th>
            {value.map((now, at) => (
              <td key={at} class="r">
                {compact(now)}
              </td>
            ))}
          </tr>
          {index >= 0 && (
            <tr class="mut">
              <th scope="row">since {from}</th>
              {parameters.map(({ name }, at) => {
                const before = began(name);
                return (
                  <td key={name} class="r">
                    {before === undefined ? '' : formatSigned(value[at] - before)}
                  </td>
                );
              })}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
