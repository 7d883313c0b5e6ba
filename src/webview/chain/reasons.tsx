/** One reason per factor: the equation with what is constant set back, what it gives, and why. */

import type { Derivation, Factor } from '../../core/derivationTypes';
import { plainText, sentence, spokenText, texText } from '../format';
import { Badge, tone } from '../pieces';
import { Tex } from '../tex';

export function Reasons({ derivation, factors }: { derivation: Derivation; factors: readonly number[] }) {
  return (
    <ol class="why" aria-label="Why each factor is what it is">
      {factors.map((index) => (
        <Reason key={derivation.factors[index].key} factor={derivation.factors[index]} />
      ))}
    </ol>
  );
}

/** What follows from being constant is said on hover: the line has room for the reason only. */
const brief = (reason: string): string => reason.replace(/ and (its|their) derivative is 0$/, '');

/** Equations longer than this have a line of their own, with the reason below it. */
const LONG = 56;

const marks = { active: 'em', constant: 'del', left: 'span', operator: 'span' } as const;

function Reason({ factor: { slot, letter, equation, symbol, reason } }: { factor: Factor }) {
  const length = equation.reduce((sum, part) => sum + plainText(part).length, 0);
  return (
    <li data-slot={tone(slot)} class={length > LONG ? 'long' : ''}>
      <Badge slot={slot} letter={letter} />
      <span class="weq">
        {equation.map((part, index) => {
          const Mark = marks[part.role];
          return (
            <Mark key={index} class={part.role === 'operator' ? 'wop' : undefined}>
              <Tex tex={texText(part)} />
            </Mark>
          );
        })}
      </span>
      <span class="wres">
        <span class={`f${tone(slot)} wsy`} aria-label={`so the factor is ${spokenText(symbol)}`} role="math">
          ⇒ <Tex tex={texText(symbol)} />
        </span>
        <span class="wr" title={sentence(reason)}>
          {sentence(brief(reason))}
        </span>
      </span>
    </li>
  );
}
