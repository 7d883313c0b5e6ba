/** From derivative to new value, the check by central differences, and the slope picture. */

import type { Check, Derivation, MoveLine } from '../../core/derivationTypes';
import { roundsTo } from '../../explain/numbers';
import { brief, filled, fixed, full, magnitude, plainText, precise, superscript, uni } from '../format';
import { Icon, Num } from '../pieces';
import { settings } from '../store';
import { evaluate } from './evaluate';
import { Slope } from './slope';

/** Above this the check is a warning. */
const TOLERANCE = 1e-5;

export function Move({ derivation }: { derivation: Derivation }) {
  const { move, check, trainable, name, kind } = derivation;
  return (
    <div class="upd">
      <div class="eqs num">
        {move?.lines.map((line) => (
          <Line key={line.name} line={line} />
        ))}
        {!trainable && kind !== 'neuron' && (
          <p class="frozen">
            <Icon name="lock" extra="sm" /> {uni(name)} is frozen: training leaves it as it is.
          </p>
        )}
        {check && <CheckLine check={check} />}
      </div>
      <Slope derivation={derivation} />
    </div>
  );
}

function Line({ line: { name, formula, values, result } }: { line: MoveLine }) {
  const numbers = filled(formula, values);
  const computed = evaluate(numbers);
  const shown = fixed(result);
  const relation = computed !== null && roundsTo(computed, shown, settings.value.decimals) ? '=' : '≈';
  return (
    <div>
      <span class="lab">{uni(name)}</span>
      <span class="wf" title={plainText(formula)}>
        {plainText(formula)}
      </span>
      <span class="op">=</span>
      <span class="wn" title={numbers}>
        {numbers}
      </span>
      <span class="op">{relation}</span>
      <b>
        <Num value={result} />
      </b>
    </div>
  );
}

function CheckLine({ check: { h, numeric, relativeError } }: { check: Check }) {
  const isGood = relativeError <= TOLERANCE;
  const exponent = Math.log10(h);
  const step = Number.isInteger(Math.round(exponent * 1e6) / 1e6) ? `10${superscript(Math.round(exponent))}` : brief(h);
  return (
    <div class={`chk ${isGood ? '' : 'bad'}`}>
      <Icon name={isGood ? 'pass-filled' : 'warning'} extra={isGood ? 'ok' : 'warn'} />
      <span class="ckl">Check</span>
      <span>
        central difference, h = {step}:{' '}
        <span class="num" title={full(numeric)} data-full={full(numeric)}>
          {precise(numeric)}
        </span>
      </span>
      <span class={isGood ? 'mut' : ''}>
        relative error <span class="num">{magnitude(relativeError)}</span>
        {!isGood && ': they do not agree'}
      </span>
    </div>
  );
}
