/** Several paths: shared factors outside the bracket, one product per path inside, and what each sample gets from each. */

import { useRef } from 'preact/hooks';
import type { Derivation, DerivationPath, Factor } from '../../core/derivationTypes';
import { plainText, relationOf, spoken, uni } from '../format';
import { factorReached, shownTerm } from '../network/values';
import { Badge, Num, tone } from '../pieces';
import { derivation as view } from '../store';
import { Tex } from '../tex';
import { Uneven } from './across';
import { useFitRow } from './fitRow';
import { factorsOf, Fraction, fractionTex } from './formula';
import { Reasons } from './reasons';
import { rowState, SampleHead, SumRows } from './samplesTable';

/** A product of factors, parted into what all paths share before and after the bracket, and what is in it. */
export interface Parted {
  readonly before: readonly Factor[];
  readonly inside: readonly (readonly Factor[])[];
  readonly after: readonly Factor[];
}

export function part(paths: readonly (readonly Factor[])[]): Parted {
  const [first] = paths;
  const isShared = (factor: Factor) => factor.letter === '';
  const start = first.findIndex((factor) => !isShared(factor));
  const end = first.findLastIndex((factor) => !isShared(factor));
  return {
    before: first.slice(0, start),
    after: first.slice(end + 1),
    inside: paths.map((factors) =>
      factors.filter((factor) => !first.slice(0, start).includes(factor) && !first.slice(end + 1).includes(factor)),
    ),
  };
}

export function SeveralPaths({ derivation }: { derivation: Derivation }) {
  const parted = part(derivation.paths.map((path) => factorsOf(derivation, path)));
  const [, of, by] = /^d(.+)\/d(.+)$/.exec(derivation.target) ?? ['', derivation.loss, derivation.name];
  const row = useRef<HTMLDivElement>(null);
  useFitRow(row, `${uni(derivation.target)} ${derivation.paths.length}`);
  const every = [...new Set(derivation.paths.flatMap(({ factors }) => factors))];
  return (
    <>
      <div
        ref={row}
        class="sum formula"
        role="math"
        aria-label={`${spoken(derivation.target)} is the sum of ${derivation.paths.length} products: ${plainText(derivation.symbolic)}`}
      >
        <Tex tex={fractionTex(of, by)} extra="frac" />
        <span class="eq">=</span>
        <Product factors={parted.before} />
        {parted.before.length > 0 && <span class="op">·</span>}
        <span class="bra">(</span>
        <Product factors={parted.inside[0]} />
        <span class="mut">+ {otherPaths(derivation.paths.slice(1))}</span>
        <span class="bra">)</span>
        {parted.after.length > 0 && <span class="op">·</span>}
        <Product factors={parted.after} />
      </div>
      <PathRows derivation={derivation} parted={parted} />
      <Reasons derivation={derivation} factors={every} />
      <SampleSums derivation={derivation} />
    </>
  );
}

/** `path b`; `paths b to f` where there are more. */
function otherPaths(paths: readonly DerivationPath[]): string {
  const [first, last] = [paths[0].letter, paths[paths.length - 1].letter];
  if (paths.length === 1) return `path ${first}`;
  return paths.length === 2 ? `paths ${first} and ${last}` : `paths ${first} to ${last}`;
}

function Product({ factors }: { factors: readonly Factor[] }) {
  return (
    <>
      {factors.map((factor, index) => (
        <>
          {index > 0 && <span class="op">·</span>}
          <Fraction key={factor.key} factor={factor} />
        </>
      ))}
    </>
  );
}

/** For the sample shown: each path's factors and product, and where the paths meet. */
function PathRows({ derivation, parted }: { derivation: Derivation; parted: Parted }) {
  const term = shownTerm();
  if (!term) return null;
  const slots = derivation.paths[0].factors.map((index) => derivation.factors[index].slot);
  const shared = [...parted.before, ...parted.after];
  return (
    <Uneven columns={slots.length} extra="paths">
      <caption class="vh">The paths for sample {term.position + 1}</caption>
      <thead>
        <tr>
          <th scope="col">Path, sample {term.position + 1}</th>
          {slots.map((slot) => (
            <th scope="col" key={slot}>
              <Badge slot={slot} />
            </th>
          ))}
          <th scope="col" class="prod">
            product
          </th>
        </tr>
      </thead>
      <tbody>
        {derivation.paths.map((path, row) => (
          <tr key={path.letter} class={row > 0 ? 'second' : ''}>
            <th scope="row">
              <b>{path.letter}</b> <span class="mut">{uni(parting(derivation, path))}</span>
            </th>
            {slots.map((slot, column) => {
              const index = path.factors[column];
              return (
                <td key={slot} class={`f${tone(slot)}`} data-slot={tone(slot)}>
                  {index !== undefined && (
                    <Num value={term.factorValues[index]} ahead={!factorReached(index, term.position)} />
                  )}
                </td>
              );
            })}
            <td class="prod">
              <Num value={term.pathProducts[row]} ahead={rowState(term.position) === 'ahead'} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={slots.length + 1}>
            {shared.length > 0 && (
              <span class="meet">
                {shared.map(({ slot }) => (
                  <Badge key={slot} slot={slot} />
                ))}{' '}
                are shared by all paths, so the paths meet in one sum
              </span>
            )}
            <span class="op">
              {relationOf(term.pathProducts, '+', term.product)}
              &nbsp;
            </span>
          </th>
          <td class="prod tot">
            <Num value={term.product} />
          </td>
        </tr>
      </tfoot>
    </Uneven>
  );
}

/** The node that only this path goes through. */
function parting({ paths }: Derivation, path: DerivationPath): string {
  return path.nodes.find((node) => paths.every((other) => other === path || !other.nodes.includes(node))) ?? '';
}

function SampleSums({ derivation }: { derivation: Derivation }) {
  return (
    <Uneven columns={derivation.paths.length}>
      <caption class="vh">Contribution of each sample to {uni(derivation.target)}, path by path</caption>
      <thead>
        <tr>
          <th scope="col">Sample</th>
          {derivation.paths.map(({ letter }) => (
            <th scope="col" key={letter}>
              path {letter}
            </th>
          ))}
          <th scope="col" class="prod">
            sum
          </th>
        </tr>
      </thead>
      <tbody>
        {derivation.samples.map((term) => {
          const state = rowState(term.position);
          const isAdded = term.position < view.value!.samplesAdded || state === 'done';
          return (
            <tr key={term.position} class={`${state} flat`}>
              <SampleHead term={term} state={state} />
              {term.pathProducts.map((product, index) => (
                <td key={index}>
                  <Num value={product} ahead={!isAdded} extra="n" />
                </td>
              ))}
              <td class="prod">
                <Num value={term.product} ahead={!isAdded} />
              </td>
            </tr>
          );
        })}
      </tbody>
      <SumRows derivation={derivation} columns={derivation.paths.length + 1} />
    </Uneven>
  );
}
