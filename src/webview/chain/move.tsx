/** From derivative to new value, the check by central differences, and the slope picture. */

import type { Check, Derivation, MoveLine } from '../../core/derivationTypes';
import { CHECK_TOLERANCE, isMismatch } from '../../explain/derivation';
import { brief, filled, full, magnitude, plainText, precise, relation, superscript, uni } from '../format';
import { Icon, Num } from '../pieces';
import { Slope } from './slope';

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
      <span class="op">{relation(numbers, result)}</span>
      <b>
        <Num value={result} />
      </b>
    </div>
  );
}

function CheckLine({ check }: { check: Check }) {
  const { h, numeric, relativeError, corner, unresolved, extrapolated } = check;
  const isWrong = isMismatch(check);
  // At a corner, and below what rounding lets be seen, the difference says nothing, for or against.
  const saysNothing = !isWrong && (unresolved || relativeError > CHECK_TOLERANCE);
  const exponent = Math.log10(h);
  const step = Number.isInteger(Math.round(exponent * 1e6) / 1e6) ? `10${superscript(Math.round(exponent))}` : brief(h);
  return (
    <div class={`chk ${isWrong ? 'bad' : ''}`}>
      <Icon
        name={isWrong ? 'warning' : saysNothing ? 'info' : 'pass-filled'}
        extra={isWrong ? 'warn' : saysNothing ? 'mut' : 'ok'}
      />
      <span class="ckl">Check</span>
      <span>
        central {extrapolated ? 'differences, h and 2h' : 'difference, h'} = {step}:{' '}
        <span class="num" title={full(numeric)} data-full={full(numeric)}>
          {precise(numeric)}
        </span>
      </span>
      {unresolved ? (
        <span class="mut">the derivative is smaller than the rounding of the losses: this says nothing</span>
      ) : (
        <span class={isWrong ? '' : 'mut'}>
          relative error <span class="num">{magnitude(relativeError)}</span>
          {isWrong ? ': they do not agree' : saysNothing && `: a corner of ${uni(corner!)} lies between the two points`}
        </span>
      )}
    </div>
  );
}
