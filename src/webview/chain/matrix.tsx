/** The matrix form, for large networks: three lines for all parameters of a layer, and the numbers of one of them. */

import type { Derivation } from '../../core/derivationTypes';
import { filled, fixed, productRelation, sampleLabel, sentence, spokenText, texText, uni } from '../format';
import { shownTerm } from '../network/values';
import { Badge, Num, tone } from '../pieces';
import { session } from '../store';
import { Tex } from '../tex';
import { CommonFactors } from './common';
import { Move } from './move';
import { rowState, SampleHead, SumRows } from './samplesTable';

export function MatrixForm({ derivation }: { derivation: Derivation }) {
  return (
    <>
      <p class="matrix" role="math" aria-label={spokenText(derivation.symbolic)}>
        <Tex tex={texText(derivation.symbolic)} display />
      </p>
      <ol class="why tall" aria-label="Why each factor is what it is">
        {derivation.factors.map((factor) => (
          <li key={factor.key} data-slot={tone(factor.slot)}>
            <Badge slot={factor.slot} letter={factor.letter} />
            <span class={`weq f${tone(factor.slot)}`}>
              {factor.equation.map((part, index) => (
                <Tex key={index} tex={texText(part)} />
              ))}
            </span>
            <span class="wr">{sentence(factor.reason)}</span>
          </li>
        ))}
      </ol>
      <Selected derivation={derivation} />
      <Samples derivation={derivation} />
      <Move derivation={derivation} />
      <CommonFactors derivation={derivation} />
    </>
  );
}

function Selected({ derivation }: { derivation: Derivation }) {
  const term = shownTerm();
  return (
    <table class="one num">
      <caption>
        Selected {derivation.kind} <b>{uni(derivation.name)}</b>
      </caption>
      <tbody>
        <tr>
          <th scope="row">value</th>
          <td>
            <Num value={derivation.value} />
          </td>
        </tr>
        {term &&
          derivation.factors.map((factor, index) => (
            <tr key={factor.key} class={`f${tone(factor.slot)}`} data-slot={tone(factor.slot)}>
              <th scope="row">
                {uni(factor.key)} <span class="mut">{filled(factor.symbol, term.values)}</span>
              </th>
              <td>
                <Num value={term.factorValues[index]} />
              </td>
            </tr>
          ))}
        {term && (
          <tr class="tot">
            <th scope="row">
              product, {sampleLabel(session.value!.inputs, term.inputs, term.row)}{' '}
              {productRelation(term.factorValues, term.product)}
            </th>
            <td>
              <b>
                <Num value={term.product} />
              </b>
            </td>
          </tr>
        )}
        <tr class="tot">
          <th scope="row">gradient, sum of {derivation.sampleCount} samples</th>
          <td>
            <b title={fixed(derivation.gradient)}>
              <Num value={derivation.gradient} />
            </b>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Samples({ derivation }: { derivation: Derivation }) {
  return (
    <table class="ch samples num">
      <caption class="vh">Contribution of each sample to {uni(derivation.target)}</caption>
      <thead>
        <tr>
          <th scope="col">Sample</th>
          {derivation.factors.map(({ key, slot }) => (
            <th scope="col" key={key}>
              <Badge slot={slot} />
              <span class={`f${tone(slot)}`}>{uni(key)}</span>
            </th>
          ))}
          <th scope="col" class="prod">
            product
          </th>
        </tr>
      </thead>
      <tbody>
        {derivation.samples.map((term) => (
          <tr key={term.position} class={`${rowState(term.position)} flat`}>
            <SampleHead term={term} state={rowState(term.position)} />
            {derivation.factors.map(({ key, slot }, index) => (
              <td key={key} class={`f${tone(slot)}`}>
                <Num value={term.factorValues[index]} ahead={rowState(term.position) === 'ahead'} extra="n" />
              </td>
            ))}
            <td class="prod">
              <Num value={term.product} ahead={rowState(term.position) === 'ahead'} />
            </td>
          </tr>
        ))}
      </tbody>
      <SumRows derivation={derivation} columns={derivation.factors.length + 1} />
    </table>
  );
}
