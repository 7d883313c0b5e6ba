/** Where we are: update › sample › phase › operation; each part opens a picker. */

import type { Operation } from '../core/operation';
import { brief, sampleLabel, uni } from './format';
import { post } from './host';
import { Menu, type MenuField, type MenuItem } from './menu';
import { Icon } from './pieces';
import { phaseWords } from './position';
import { seek } from './seeking';
import { batchSize, derivation, farthest, operations, running, session, step } from './store';

/** More than this are picked by number, not from a list. */
const LISTED = 30;

export function Breadcrumb() {
  const { snapshot, operation } = step.value!;
  const count = batchSize.value;
  const busy = running.value !== null;
  const update = snapshot.update + 1;
  return (
    <nav class="crumbs" aria-label="Position">
      <Menu
        extra="cr"
        title="Go to an update"
        disabled={busy}
        items={updateItems}
        label={
          <>
            Update <b>{update}</b>
          </>
        }
      />
      {!busy && operation && operation.sample >= 0 && (
        <>
          <Then />
          <Menu
            extra="cr"
            title="Go to a sample"
            items={sampleItems}
            label={
              <>
                Sample <b>{operation.sample + 1}</b>/{count}
              </>
            }
          />
        </>
      )}
      {!busy && (
        <>
          <Then />
          <Menu extra="cr" title="Go to a phase" items={phaseItems} label={phaseWords[snapshot.phase]} />
        </>
      )}
      {!busy && operation && (
        <>
          <Then />
          <Menu
            extra="cr here"
            title="Go to an operation"
            items={operationItems}
            label={<b>{uni(operation.target)}</b>}
          />
          <span class="whole">
            <span class="opn num" title="operation in this update">
              op {operation.index + 1}/{snapshot.operation?.count}
            </span>
          </span>
        </>
      )}
    </nav>
  );
}

function Then() {
  return <Icon name="chevron-right" extra="sm mut" />;
}

function updateItems(): (MenuItem | MenuField)[] {
  const { interventions, recorded, snapshot } = step.value!;
  const edits = interventions.slice(-5).map((edit): MenuItem => ({
    label:
      edit.kind === 'parameter' ? `${uni(edit.name)} ← ${brief(edit.value)}` : `learning rate ← ${brief(edit.value)}`,
    hint: `after ${edit.update}`,
    run: () => seek(edit.update),
  }));
  return [
    { label: 'Start', hint: '0', run: () => seek(0) },
    ...edits,
    { label: 'End of the recording', hint: String(recorded), run: () => seek(recorded) },
    {
      field: `Update (1 to ${farthest.value})`,
      value: String(snapshot.update + 1),
      accept: (update) => seek(Math.max(0, Math.round(update) - 1)),
    },
  ];
}

function sampleItems(): (MenuItem | MenuField)[] {
  const count = batchSize.value;
  const { inputs, operationsPerSample } = session.value!;
  const { snapshot, operation } = step.value!;
  const go = (sample: number) => seek(snapshot.update, sample * operationsPerSample);
  if (count > LISTED) {
    const accept = (sample: number) => go(Math.min(count, Math.max(1, Math.round(sample))) - 1);
    return [{ field: `Sample (1 to ${count})`, accept }];
  }
  return Array.from({ length: count }, (_, sample) => {
    const term = derivation.value?.derivation.samples.find(({ position }) => position === sample);
    return {
      label: `Sample ${sample + 1}`,
      hint: term && sampleLabel(inputs, term.inputs, term.row),
      current: sample === operation?.sample,
      run: () => go(sample),
    };
  });
}

function phaseItems(): MenuItem[] {
  const { snapshot } = step.value!;
  const { operationsPerSample } = session.value!;
  const sample = Math.max(0, snapshot.operation ? Math.min(batchSize.value - 1, step.value!.operation!.sample) : 0);
  const first = sample * operationsPerSample;
  const go = (operation: number) => seek(snapshot.update, operation);
  ask(first, first + operationsPerSample);
  const backward = firstOf('backward', sample);
  const items: (MenuItem | null)[] = [
    { label: 'Start', run: () => seek(snapshot.update) },
    { label: 'Forward', hint: `sample ${sample + 1}`, run: () => go(first) },
    backward && { label: 'Backward', hint: `sample ${sample + 1}`, run: () => go(backward.index) },
    { label: 'Update', hint: 'all parameters', run: () => go(batchSize.value * operationsPerSample) },
  ];
  return items
    .filter((item) => item !== null)
    .map((item) => ({ ...item, current: item.label === phaseWords[snapshot.phase] }));
}

function firstOf(phase: Operation['phase'], sample: number): Operation | null {
  const shown = operations.value;
  if (!shown || shown.update !== step.value!.snapshot.update) return null;
  return shown.operations.find((operation) => operation.phase === phase && operation.sample === sample) ?? null;
}

/** More operations than this are not asked for at once. */
const ASKED = 400;

/** Asks the host for operations that it has not sent yet; the list is drawn again when they come. */
function ask(from: number, to: number): void {
  const shown = operations.value;
  const end = Math.min(to, from + ASKED, snapshotCount());
  const isThere =
    shown !== null &&
    shown.update === step.value!.snapshot.update &&
    shown.from <= from &&
    shown.from + shown.operations.length >= end;
  if (!isThere) post({ type: 'operations', from, to: end });
}

const snapshotCount = (): number => step.value!.snapshot.operation?.count ?? Infinity;

/** The operations around the current one. */
function operationItems(): (MenuItem | MenuField)[] {
  const { snapshot, operation } = step.value!;
  const here = operation?.index ?? 0;
  const shown = operations.value;
  const count = snapshot.operation?.count ?? 0;
  ask(Math.max(0, here - LISTED / 2), here + LISTED / 2);
  const known = shown && shown.update === snapshot.update ? shown.operations : operation ? [operation] : [];
  return [
    ...known
      .filter(({ index }) => Math.abs(index - here) <= LISTED / 2)
      .map(({ index, target, sample }): MenuItem => ({
        label: uni(target),
        hint: sample >= 0 ? `op ${index + 1}, sample ${sample + 1}` : `op ${index + 1}`,
        current: index === here,
        run: () => seek(snapshot.update, index),
      })),
    {
      field: `Operation (1 to ${count})`,
      value: String(here + 1),
      accept: (number) => seek(snapshot.update, Math.min(count, Math.max(1, Math.round(number))) - 1),
    },
  ];
}
