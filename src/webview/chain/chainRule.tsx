/** The chain rule region: why the selected parameter's derivative is that number. */

import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Derivation } from '../../core/derivationTypes';
import { uni } from '../format';
import { isJustChosen, post, saveState, savedState } from '../host';
import { Menu, type MenuField, type MenuItem } from '../menu';
import { Icon } from '../pieces';
import { useRoving } from '../roving';
import { derivation, lookAhead, session, settings, step } from '../store';
import { CommonFactors } from './common';
import { FormulaTable, PathRow } from './formula';
import { MatrixForm } from './matrix';
import { Move } from './move';
import { Opens } from './opens';
import { Reasons } from './reasons';
import { SamplesTable } from './samplesTable';
import { SeveralPaths } from './several';

/** Which path is written out: the sum of all of them (''), or one by its letter. */
export const shownPath = signal('');

export function ChainRule() {
  const region = useRef<HTMLElement>(null);
  useRoving(region);
  const view = derivation.value;
  useLayoutEffect(() => {
    region.current!.scrollTop = savedState().chainScroll ?? 0;
  }, []);
  // Another derivative is read from its beginning.
  const name = view?.derivation.name;
  useLayoutEffect(() => {
    if (name !== undefined && isJustChosen(name)) region.current!.scrollTop = 0;
  }, [name]);
  return (
    <section
      class="chain"
      aria-label="Chain rule"
      ref={region}
      onScroll={(event) => saveState({ chainScroll: event.currentTarget.scrollTop })}
    >
      <header class="sec">
        <h2>Chain rule</h2>
        <Picker />
        <span class="whole mut small">{view && <PathCount derivation={view.derivation} />}</span>
        <span class="act">
          {view && view.derivation.paths.length > 1 && <PathChoice derivation={view.derivation} />}
          <button
            type="button"
            class={`tg-btn ${lookAhead.value ? 'on' : ''}`}
            aria-pressed={lookAhead.value}
            title="Show values that the stepper has not reached yet"
            data-rove
            onClick={toggleLookAhead}
          >
            <Icon name="eye" />
            Look ahead
          </button>
        </span>
      </header>
      <div class="body">{view ? <Body derivation={view.derivation} /> : <p class="mut">Nothing is selected.</p>}</div>
    </section>
  );
}

function toggleLookAhead() {
  const value = !lookAhead.value;
  settings.value = { ...settings.value, lookAhead: value };
  post({ type: 'setLookAhead', value });
}

function Body({ derivation: derived }: { derivation: Derivation }) {
  if (derived.form === 'matrix') return <MatrixForm derivation={derived} />;
  const single = pathShown(derived);
  return (
    <>
      {single ? (
        <>
          <PathRow derivation={derived} path={single} />
          <FormulaTable derivation={derived} path={single} />
          <Reasons derivation={derived} factors={single.factors} />
          <SamplesTable derivation={derived} path={single} />
        </>
      ) : (
        <SeveralPaths derivation={derived} />
      )}
      <Opens names={derived.opens} />
      <Move derivation={derived} />
      <CommonFactors derivation={derived} />
    </>
  );
}

/** The one path to write out: the only one, or the one chosen; null: their sum. */
function pathShown({ paths }: Derivation) {
  if (paths.length === 1) return paths[0];
  return paths.find(({ letter }) => letter !== '' && letter === shownPath.value) ?? null;
}

function PathCount({ derivation: { paths, pathCount, form } }: { derivation: Derivation }) {
  if (form === 'paths' && paths.length < 2) return null;
  const count = Number.isFinite(pathCount) ? pathCount.toLocaleString('en') : 'more than 10¹⁵';
  const factors = form === 'paths' ? `· ${paths[0].factors.length} factors` : '';
  return (
    <>
      <span>
        {count} {pathCount === 1 ? 'path' : 'paths'}
      </span>
      {factors && <span>{factors}</span>}
    </>
  );
}

/** More paths than this are chosen by their letters alone. */
const FEW = 3;

function PathChoice({ derivation: { paths } }: { derivation: Derivation }) {
  const choices = [
    { letter: '', label: 'Sum of paths' },
    ...paths.map(({ letter }) => ({ letter, label: paths.length > FEW ? letter : `Path ${letter}` })),
  ];
  const shown = paths.some(({ letter }) => letter === shownPath.value) ? shownPath.value : '';
  return (
    <span class="seg" role="group" aria-label="Paths">
      {choices.map(({ letter, label }) => (
        <button
          key={letter}
          type="button"
          class={letter === shown ? 'on' : ''}
          aria-pressed={letter === shown}
          aria-label={letter === '' ? label : `Path ${letter}`}
          data-rove
          onClick={() => (shownPath.value = letter)}
        >
          {label}
        </button>
      ))}
    </span>
  );
}

/** Which derivative is explained: a list, or layer and indices in the matrix form. */
function Picker() {
  const selected = derivation.value?.derivation.target ?? `d${session.value!.loss}/d${step.value!.selected}`;
  const label = (
    <>
      {uni(selected)}
      <Icon name="chevron-down" extra="sm" />
    </>
  );
  return <Menu extra="dd" title="Choose a derivative" label={label} items={choices} />;
}

function choices(): (MenuItem | MenuField)[] {
  const { loss, parameters, layers, matrixForm } = session.value!;
  const { selected } = step.value!;
  const select = (name: string) => post({ type: 'select', name });
  if (!matrixForm) {
    return parameters.map(({ name }) => ({
      label: uni(`d${loss}/d${name}`),
      current: name === selected,
      run: () => select(name),
    }));
  }
  return layers.flatMap(({ units, inputs }, index): MenuField[] => [
    {
      field: `${uni(`W[${index + 1}]`)}: place 1 to ${units * inputs}, row by row`,
      accept: (place) => select(`W[${index + 1}][${Math.ceil(place / inputs)},${((place - 1) % inputs) + 1}]`),
    },
    { field: `${uni(`b[${index + 1}]`)}: neuron 1 to ${units}`, accept: (j) => select(`b[${index + 1}][${j}]`) },
  ]);
}
