/** Common factors: what is computed once and used by several derivatives, each of which a chip leads to. */

import type { Derivation, SharedFactor } from '../../core/derivationTypes';
import { uni } from '../format';
import { post } from '../host';
import { shownTerm } from '../network/values';
import { Badge, Num } from '../pieces';

export function CommonFactors({ derivation }: { derivation: Derivation }) {
  if (derivation.shared.length === 0) return null;
  return (
    <div class="common">
      <span class="lab">Common factors</span>
      {derivation.shared.map((factor) => (
        <Chip key={factor.name} factor={factor} derivation={derivation} />
      ))}
    </div>
  );
}

function Chip({ factor, derivation }: { factor: SharedFactor; derivation: Derivation }) {
  const term = shownTerm();
  const index = term ? derivation.samples.indexOf(term) : -1;
  const value = factor.values[index];
  return (
    <span class="cf" role="group" aria-label={`${uni(factor.name)}, used ${factor.count} times`}>
      {factor.slots.map((slot, place) => (
        <>
          {place > 0 && <i key={`dot${slot}`}>·</i>}
          <Badge key={slot} slot={slot} />
        </>
      ))}
      <span class="cft">
        {uni(factor.name)}
        {value !== undefined && (
          <>
            {' = '}
            <span class="num">
              <Num value={value} />
            </span>
          </>
        )}
      </span>
      <span class="mut">
        computed once, used {factor.count} {factor.count === 1 ? 'time' : 'times'}
      </span>
      <Names names={factor.direct} selected={derivation.name} />
      {factor.direct.length > 0 && factor.deeper.length > 0 && <i class="vb" />}
      <Names names={factor.deeper} selected={derivation.name} />
    </span>
  );
}

function Names({ names, selected }: { names: readonly string[]; selected: string }) {
  return (
    <>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class={`pl ${name === selected ? 'on' : ''}`}
          aria-current={name === selected ? 'true' : undefined}
          data-rove
          onClick={() => post({ type: 'select', name })}
        >
          {uni(name)}
        </button>
      ))}
    </>
  );
}
