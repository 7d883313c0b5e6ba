/** The matrix form, for large networks: a few lines for all parameters of a layer, and the numbers of one of them. */

import type { Derivation, MatrixStep } from '../../core/derivationTypes';
import { filled, relationOf, sampleLabel, sentence, spoken, spokenText, tex, texText, uni } from '../format';
import { factorReached, shownTerm } from '../network/values';
import { Badge, Num, tone } from '../pieces';
import { derivation as view, session } from '../store';
import { Tex } from '../tex';
import { Uneven } from './across';
import { CommonFactors } from './common';
import { Move } from './move';
import { Opens } from './opens';
import { Heading, rowState, SampleHead, SumRows } from './samplesTable';

/** Numbers put in the place of a symbol are shown up to this many letters. */
const SHORT = 40;

export function MatrixForm({ derivation }: { derivation: Derivation }) {
  const steps = derivation.matrixSteps ?? [];
  const last = steps.at(-1);
  return (
    <>
      {last && <Headline step={last} />}
      <ol class="why tall" aria-label="Line by line from the loss">
        {steps.map((step) => (
          <Line key={step.name} step={step} />
        ))}
      </ol>
      <Selected derivation={derivation} />
      <Opens names={derivation.opens} />
      <Samples derivation={derivation} />
      <Move derivation={derivation} />
      <CommonFactors derivation={derivation} />
    </>
  );
}

/** `dCE/dW⁽¹⁾` in one line: a fraction bar would make a name two lines high. */
function nameTex(name: string): string {
  const [, of, by] = /^d(.+)\/d(.+)$/.exec(name) ?? [];
  return of === undefined ? tex(name) : `d${tex(of)}/d${tex(by)}`;
}

function Headline({ step: { name, formula, rows, columns } }: { step: MatrixStep }) {
  return (
    <p class="matrix">
      <span role="math" aria-label={`${spoken(name)} equals ${spokenText(formula)}`}>
        <Tex tex={`${nameTex(name)} = ${texText(formula)}`} />
      </span>
      <span class="mut">
        {rows} × {columns}
      </span>
    </p>
  );
}

function Line({ step: { name, slot, formula, rows, columns, reason } }: { step: MatrixStep }) {
  return (
    <li data-slot={tone(slot)}>
      <Badge slot={slot} />
      <span class={`weq f${tone(slot)}`}>
        <Tex tex={`${nameTex(name)} = ${texText(formula)}`} />
      </span>
      <span class="wr">
        {rows} × {columns}: {sentence(reason)}
      </span>
    </li>
  );
}

/** The place in the chain of a factor of one entry: δ has that of its line, what the layer reads has none. */
export function slotOf(derivation: Derivation, factor: number): number {
  if (factor > 0 && derivation.kind !== 'neuron') return 0;
  return derivation.matrixSteps?.find(({ name }) => name === `δ[${derivation.layer + 1}]`)?.slot ?? 0;
}

function Selected({ derivation }: { derivation: Derivation }) {
  const term = shownTerm();
  return (
    <table class="one num">
      <caption>
        Selected {derivation.kind} <b>{uni(derivation.name)}</b>
      </caption>
      <tbody>
        {Number.isFinite(derivation.value) && (
          <tr>
            <th scope="row">value</th>
            <td>
              <Num value={derivation.value} />
            </td>
          </tr>
        )}
        {term &&
          derivation.factors.map((factor, index) => {
            const numbers = filled(factor.symbol, term.values);
            return (
              <tr key={factor.key} class={`f${slotOf(derivation, index)}`} data-slot={slotOf(derivation, index)}>
                <th scope="row">
                  <span class="vh">{spoken(factor.key)}</span>
                  <span aria-hidden="true">
                    <Tex tex={nameTex(factor.key)} />
                  </span>{' '}
                  {numbers.length <= SHORT && <span class="mut">{numbers}</span>}
                </th>
                <td>
                  <Num value={term.factorValues[index]} ahead={!factorReached(index, term.position)} />
                </td>
              </tr>
            );
          })}
        {term && (
          <tr class="tot">
            <th scope="row">
              product, {sampleLabel(session.value!.inputs, term.inputs, term.row)}{' '}
              {relationOf(term.factorValues, '·', term.product)}
            </th>
            <td>
              <b>
                <Num value={term.product} ahead={term.position >= view.value!.samplesAdded} />
              </b>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Samples({ derivation }: { derivation: Derivation }) {
  return (
    <Uneven columns={derivation.factors.length}>
      <caption class="vh">Contribution of each sample to {uni(derivation.target)}</caption>
      <thead>
        <tr>
          <th scope="col">Sample</th>
          {derivation.factors.map(({ key }, index) => (
            <th scope="col" key={key}>
              <Heading name={uni(key)} slot={slotOf(derivation, index)} />
            </th>
          ))}
          <th scope="col" class="prod">
            product
          </th>
        </tr>
      </thead>
      <tbody>
        {derivation.samples.map((term) => {
          const state = rowState(term.position);
          return (
            <tr key={term.position} class={`${state} flat`}>
              <SampleHead term={term} state={state} />
              {derivation.factors.map(({ key }, index) => (
                <td key={key} class={`f${slotOf(derivation, index)}`}>
                  <Num value={term.factorValues[index]} ahead={!factorReached(index, term.position)} extra="n" />
                </td>
              ))}
              <td class="prod">
                <Num value={term.product} ahead={term.position >= view.value!.samplesAdded} />
              </td>
            </tr>
          );
        })}
      </tbody>
      <SumRows derivation={derivation} columns={derivation.factors.length + 1} />
    </Uneven>
  );
}
