/** The numbers of one path, sample by sample, under the symbols they belong to; what is added so far; their sum. */

import type { Derivation, DerivationPath, SampleTerm } from '../../core/derivationTypes';
import { relationOf, sampleLabel, uni } from '../format';
import { Badge, Marker, Num, Pips, tone } from '../pieces';
import { derivation as view, session, step } from '../store';
import { factorReached } from '../network/values';
import { Across, Columns, wantedWidth } from './across';
import { headingLines, substituted } from './columns';
import { factorsOf } from './formula';

export type RowState = 'done' | 'now' | 'ahead';

/** Where a sample stands: added, the current one, or still to come. */
export function rowState(position: number): RowState {
  const { snapshot, operation } = step.value!;
  if (snapshot.phase === 'update') return 'done';
  const current = operation?.sample ?? -1;
  return position === current ? 'now' : position < view.value!.samplesAdded ? 'done' : 'ahead';
}

export function SamplesTable({ derivation, path }: { derivation: Derivation; path: DerivationPath }) {
  const factors = factorsOf(derivation, path);
  const pathIndex = derivation.paths.indexOf(path);
  return (
    <Across wanted={wantedWidth(derivation, factors)}>
      <table class="ch samples num">
        <caption class="vh">Contribution of each sample to {uni(derivation.target)}</caption>
        <Columns derivation={derivation} factors={factors} />
        <thead>
          <tr>
            <th scope="col">Sample</th>
            {factors.map(({ key, slot, letter }) => (
              <>
                <th scope="col" key={key} data-slot={tone(slot)}>
                  <Badge slot={slot} letter={letter} />
                  <Heading name={uni(key)} slot={slot} />
                </th>
                <td key={`${key}op`} />
              </>
            ))}
            <th scope="col" class="prod">
              product
            </th>
          </tr>
        </thead>
        <tbody>
          {derivation.samples.map((term) => (
            <SampleRow key={term.position} derivation={derivation} path={path} pathIndex={pathIndex} term={term} />
          ))}
        </tbody>
        <SumRows derivation={derivation} columns={2 * factors.length + 1} />
      </table>
    </Across>
  );
}

/** A factor's name in its colour, in one line or two. */
export function Heading({ name, slot }: { name: string; slot: number }) {
  return (
    <span class={`f${tone(slot)} hdl`}>
      {headingLines(name).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}

interface SampleRowProps {
  readonly derivation: Derivation;
  readonly path: DerivationPath;
  readonly pathIndex: number;
  readonly term: SampleTerm;
}

function SampleRow({ derivation, path, pathIndex, term }: SampleRowProps) {
  const state = rowState(term.position);
  const product = term.pathProducts[pathIndex] ?? term.product;
  const values = path.factors.map((index) => term.factorValues[index]);
  const isAdded = term.position < view.value!.samplesAdded || state === 'done';
  return (
    <tr class={state} aria-current={state === 'now' ? 'step' : undefined}>
      <SampleHead term={term} state={state} />
      {path.factors.map((index, link) => {
        const factor = derivation.factors[index];
        const isLast = link === path.factors.length - 1;
        const reached = state === 'done' || factorReached(index, term.position);
        return (
          <>
            <td key={factor.key} class={`f${tone(factor.slot)}`} data-slot={tone(factor.slot)}>
              {state === 'now' && <span class={`sb ${reached ? '' : 'fut'}`}>{substituted(factor.symbol, term)}</span>}
              <Num value={term.factorValues[index]} ahead={!reached} extra="n" />
            </td>
            <td key={`${factor.key}op`} class="op">
              {isLast ? relationOf(values, '·', product) : '·'}
            </td>
          </>
        );
      })}
      <td class="prod">
        <Num value={product} ahead={!isAdded} />
      </td>
    </tr>
  );
}

export function SampleHead({ term, state }: { term: SampleTerm; state: RowState }) {
  const { inputs } = session.value!;
  return (
    <th scope="row">
      <span class="gut">{state === 'now' && <Marker />}</span>
      <b>{term.position + 1}</b> <span class="mut">{sampleLabel(inputs, term.inputs, term.row)}</span>
    </th>
  );
}

/** So far, the whole sum, and the l2 term where there is one. */
export function SumRows({ derivation, columns }: { derivation: Derivation; columns: number }) {
  const { samplesAdded, soFar } = view.value!;
  const { target, sum, l2, gradient, sampleCount, samples, name } = derivation;
  const isWhole = samples.length === sampleCount;
  const products = samples.map(({ product }) => product);
  const sign = isWhole && products.length > 0 ? relationOf(products, '+', sum) : '≈';
  const left = sampleCount - samples.length;
  return (
    <tfoot>
      {left > 0 && (
        <tr class="more">
          <th scope="row" colSpan={columns} class="rest">
            {left} more {left === 1 ? 'sample' : 'samples'} with smaller products
          </th>
          <td class="prod" />
        </tr>
      )}
      <tr>
        <th scope="row" colSpan={columns}>
          <span class="sofar">
            {samplesAdded === 0 ? (
              'no sample added yet '
            ) : (
              <>
                so far, {samplesAdded === 1 ? 'sample 1' : `samples 1–${samplesAdded}`}:{' '}
                <span class="num">
                  <Num value={soFar} />
                </span>{' '}
              </>
            )}
            <Pips count={samplesAdded} of={sampleCount} />
          </span>
          Σ samples = {l2 ? 'sum' : uni(target)} <span class="op">{sign}&nbsp;</span>
        </th>
        <td class="prod tot">
          <Num value={sum} ahead={samplesAdded < sampleCount} />
        </td>
      </tr>
      {l2 && (
        <tr>
          <th scope="row" colSpan={columns}>
            sum + l2·{uni(name)} = {uni(target)} with the l2 term{' '}
            <span class="op">{relationOf([sum, l2.term], '+', gradient)}&nbsp;</span>
          </th>
          <td class="prod tot">
            <Num value={gradient} ahead={samplesAdded < sampleCount} />
          </td>
        </tr>
      )}
    </tfoot>
  );
}
