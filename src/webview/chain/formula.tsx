/** The chain itself: the path from the loss to the parameter, and its factors as typeset fractions with their local forms. */

import type { Derivation, DerivationPath, Factor } from '../../core/derivationTypes';
import { plainText, spoken, tex, texText, uni } from '../format';
import { post } from '../host';
import { Badge, tone } from '../pieces';
import { session } from '../store';
import { Tex } from '../tex';
import { Across, Columns, wantedWidth } from './across';

interface PathProps {
  readonly derivation: Derivation;
  readonly path: DerivationPath;
}

export const factorsOf = (derivation: Derivation, path: DerivationPath): Factor[] =>
  path.factors.map((index) => derivation.factors[index]);

export function PathRow({ derivation, path }: PathProps) {
  const { loss, name, pathCount } = derivation;
  const parameters = new Set(session.value!.parameters.map((parameter) => parameter.name));
  return (
    <p class="path" role="group" aria-label={`Backward path: ${path.nodes.map(spoken).join(', ')}`}>
      <span class="lab">Path</span>
      {path.nodes.map((node, index) => {
        const factor = index === 0 ? null : derivation.factors[path.factors[index - 1]];
        return (
          <>
            {factor && (
              <span class={`ar f${tone(factor.slot)}`} key={`a${node}`} aria-hidden="true">
                <Badge slot={factor.slot} letter={factor.letter} />
                <i />
              </span>
            )}
            <button
              key={node}
              type="button"
              class={`pl ${node === name ? 'on' : ''}`}
              data-rove
              data-slot={factor ? tone(factor.slot) : undefined}
              onClick={() => parameters.has(node) && post({ type: 'select', name: node })}
            >
              {uni(node)}
            </button>
          </>
        );
      })}
      {pathCount === 1 && (
        <span class="mut only" title={`the only path from ${loss} to ${uni(name)}`}>
          the only path from {loss} to {uni(name)}
        </span>
      )}
    </p>
  );
}

export function fractionTex(numerator: string, denominator: string): string {
  return `\\dfrac{d${tex(numerator)}}{d${tex(denominator)}}`;
}

/** A factor: its badge and its fraction, in its colour. */
export function Fraction({ factor: { slot, letter, numerator, denominator } }: { factor: Factor }) {
  return (
    <span class={`fr f${tone(slot)}`} data-slot={tone(slot)}>
      <Badge slot={slot} letter={letter} />
      <Tex tex={fractionTex(numerator, denominator)} extra="frac" />
    </span>
  );
}

export function FormulaTable({ derivation, path }: PathProps) {
  const factors = factorsOf(derivation, path);
  const [, of, by] = /^d(.+)\/d(.+)$/.exec(derivation.target) ?? ['', derivation.loss, derivation.name];
  const label = `${spoken(derivation.target)} equals the product of ${factors.length} factors: ${factors
    .map((factor) => `${spoken(factor.key)}, that is ${plainText(factor.symbol)}`)
    .join('; times ')}`;
  return (
    <Across wanted={wantedWidth(derivation, factors)} spoken={label}>
      <table class="ch formula" role="presentation" aria-hidden="true">
        <Columns derivation={derivation} factors={factors} />
        <tbody>
          <tr>
            <td class="lhs">
              <Tex tex={fractionTex(of, by)} extra="frac" />
              <span class="eq">=</span>
            </td>
            {factors.map((factor, index) => (
              <>
                <td key={factor.key}>
                  <Fraction factor={factor} />
                </td>
                <td key={index} class="op">
                  {index < factors.length - 1 ? '·' : ''}
                </td>
              </>
            ))}
            <td />
          </tr>
          <tr class="loc">
            <td class="lhs">
              <span class="eq">=</span>
            </td>
            {factors.map((factor, index) => (
              <>
                <td key={factor.key} class={`f${tone(factor.slot)}`} data-slot={tone(factor.slot)}>
                  <Tex tex={texText(factor.symbol)} />
                </td>
                <td key={index} class="op">
                  {index < factors.length - 1 ? '·' : ''}
                </td>
              </>
            ))}
            <td />
          </tr>
        </tbody>
      </table>
    </Across>
  );
}
