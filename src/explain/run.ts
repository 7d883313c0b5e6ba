/** What the properties under `training` and the columns of the data come to in one network. */

import type { Network } from '../core/network';
import type { Setup } from '../core/setup';
import type { Block, Column, Table } from './blocks';
import { briefNumber, type NumberFormat } from './numbers';

export type TrainingProperty = 'batchSize' | 'shuffle' | 'seed' | 'updates' | 'epochs' | 'stopWhen';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** How many updates one pass through the data takes. */
export function updatesPerEpoch({ data, training }: Setup): number {
  return training.batchSize === 'full' ? 1 : Math.ceil(data.count / training.batchSize);
}

export const trainingWords: Readonly<Record<TrainingProperty, (setup: Setup) => string>> = {
  batchSize(setup) {
    const { batchSize } = setup.training;
    const samples = setup.data.count;
    if (batchSize === 'full' || batchSize >= samples) {
      return `Every update takes ${samples === 1 ? 'the one sample' : `all ${samples} samples`}: an epoch is one update.`;
    }
    const last = samples % batchSize;
    const short = last === 0 ? '' : `, the last of which takes ${count(last, 'sample')}`;
    return `Every update takes ${count(batchSize, 'sample')} of ${samples}: an epoch is ${updatesPerEpoch(setup)} updates${short}.`;
  },
  shuffle: ({ training }) =>
    training.shuffle
      ? `Every epoch takes the samples in another order, drawn with seed ${training.seed}: the same order in every run.`
      : 'Every epoch takes the samples in the order of the data.',
  seed: ({ training }) =>
    `All that is random (weights not given, held-out samples, the order of the samples) is drawn with ${training.seed}: the same seed gives the same run, bit for bit.`,
  updates(setup) {
    const { updates } = setup.training;
    if (updates === null) return 'Run goes on until it is paused, or to the end of `epochs`.';
    return `Run stops after ${count(updates, 'update')}, ${epochsWords(updates / updatesPerEpoch(setup))} through the data.`;
  },
  epochs(setup) {
    const { epochs } = setup.training;
    if (epochs === null) return 'Run goes on until it is paused, or to the end of `updates`.';
    return `Run stops after ${count(epochs, 'epoch')}, which is ${count(epochs * updatesPerEpoch(setup), 'update')}.`;
  },
  stopWhen({ training: { stopWhen } }) {
    const conditions = [
      ...(stopWhen.lossBelow === undefined ? [] : [`the loss is below ${briefNumber(stopWhen.lossBelow)}`]),
      ...(stopWhen.gradientNormBelow === undefined
        ? []
        : [`the gradient’s norm is below ${briefNumber(stopWhen.gradientNormBelow)}`]),
    ];
    return conditions.length === 0
      ? 'No condition stops Run early.'
      : `Run stops as soon as ${conditions.join(' or ')}.`;
  },
};

function epochsWords(epochs: number): string {
  return `${epochs === 1 ? 'one pass' : `${briefNumber(epochs, { decimals: 1 })} passes`}`;
}

/** One sentence with this run's numbers. */
export function explainTraining(property: TrainingProperty, setup: Setup): Block[] {
  return [{ kind: 'text', part: 'answer', text: trainingWords[property](setup) }];
}

export interface Range {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** A column as it stands in the data. */
export interface ColumnFacts {
  readonly name: string;
  /** `input`, `output`, or '' where the network does not use it. */
  readonly role: string;
  /** null where the column is not of numbers. */
  readonly range: Range | null;
  /** Categories of a column of words, the most frequent first. */
  readonly categories: readonly string[];
  /** How many cells are empty. */
  readonly missing: number;
}

export interface DatasetFacts {
  /** `dosage.csv`, or `Data in this file`. */
  readonly source: string;
  readonly rowCount: number;
  readonly columns: readonly ColumnFacts[];
  /** The first rows as text, one cell per column. */
  readonly firstRows: readonly (readonly string[])[];
}

/** Of more columns than this, the first are shown. */
const MOST_COLUMNS = 12;

/** Its columns with their ranges, and its first rows. */
export function explainDataset(facts: DatasetFacts, format?: NumberFormat): Block[] {
  const { source, rowCount, firstRows } = facts;
  const columns = facts.columns.slice(0, MOST_COLUMNS);
  const hidden = facts.columns.length - columns.length;
  const first = firstRows.length === 1 ? 'The first row:' : `The first ${firstRows.length} rows:`;
  const rows = rowCount > firstRows.length ? first : 'Its rows:';
  return [
    {
      kind: 'heading',
      part: 'title',
      level: 2,
      text: `${source}: ${count(rowCount, 'row')}, ${count(facts.columns.length, 'column')}`,
    },
    { kind: 'table', part: 'samples', table: rangesTable(columns, format) },
    ...(hidden > 0 ? [{ kind: 'text', part: 'samples', text: `${count(hidden, 'more column')}.` } as const] : []),
    { kind: 'text', part: 'samples', text: rows },
    { kind: 'table', part: 'samples', table: rowsTable(columns, firstRows) },
  ];
}

const column = (title: string, align: Column['align'] = 'right'): Column => ({
  title: { plain: title, tex: `\\text{${title}}` },
  align,
});

function rangesTable(columns: readonly ColumnFacts[], format?: NumberFormat): Table {
  const show = (x: number): string => briefNumber(x, format);
  return {
    columns: [column('column', 'left'), column('role', 'left'), column('least'), column('mean'), column('most')],
    rows: columns.map(({ name, role, range, categories }) =>
      range
        ? [name, role, show(range.least), show(range.mean), show(range.most)]
        : [name, role, categories.slice(0, 4).join(', ') + (categories.length > 4 ? ', …' : ''), '', ''],
    ),
    total: null,
  };
}

function rowsTable(columns: readonly ColumnFacts[], rows: readonly (readonly string[])[]): Table {
  return {
    columns: columns.map(({ name, range }) => ({
      title: { plain: `⟨${name}⟩`, tex: `⟨${name}⟩` },
      align: range ? 'right' : 'left',
    })),
    rows: rows.map((row) => row.slice(0, columns.length)),
    total: null,
  };
}

/** Smallest, mean and largest of at least one number. */
function rangeOf(numbers: ArrayLike<number>): Range {
  let least = Infinity;
  let most = -Infinity;
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) {
    const x = numbers[index];
    if (x < least) least = x;
    if (x > most) most = x;
    sum += x;
  }
  const mean = sum / numbers.length;
  // Of values normalized to mean 0 only the rounding of their sum is left.
  const noise = numbers.length * Number.EPSILON * Math.max(Math.abs(least), Math.abs(most));
  return { least, mean: Math.abs(mean) <= noise ? 0 : mean, most };
}

/** A feature that the network reads or is to predict: what it is there for, and its range as the network gets it. */
export function explainFeature(role: 'input' | 'output', index: number, setup: Setup, format?: NumberFormat): Block[] {
  const { network, data } = setup;
  const isInput = role === 'input';
  const width = isInput ? network.inputs.length : network.outputs.length;
  const flat = isInput ? data.inputs : data.outputs;
  const numbers = Float64Array.from({ length: data.count }, (_, sample) => flat[sample * width + index]);
  const { least, mean, most } = rangeOf(numbers);
  const show = (x: number): string => briefNumber(x, format);
  return [
    {
      kind: 'heading',
      part: 'title',
      level: 2,
      text: `⟨${isInput ? network.inputs[index] : network.outputs[index]}⟩, ${role} ${index + 1} of ${width}`,
    },
    { kind: 'text', part: 'answer', text: isInput ? readBy(network, index) : comparedWith(network, index) },
    {
      kind: 'text',
      part: 'answer',
      text: `In ${count(data.count, 'sample')}: from ${show(least)} to ${show(most)}, mean ${show(mean)}.`,
    },
  ];
}

function readBy(network: Network, input: number): string {
  const { units } = network.layers[0];
  const shown = Math.min(units, 6);
  const weights = Array.from(
    { length: shown },
    (_, neuron) => `⟨${network.displayName(network.weight(0, neuron, input))}⟩`,
  );
  return `Layer 1 reads it through ${weights.join(', ')}${units > shown ? ', …' : ''}.`;
}

function comparedWith(network: Network, output: number): string {
  return `Its values are ⟨${network.observedName(output)}⟩, which the loss compares with ⟨${network.predictedName(output)}⟩.`;
}

/** `dose = (dose − 0.5) / 0.4082`: how the inputs are rescaled before the network reads them. */
export function scaleWords(
  scales: readonly { readonly feature: string; readonly shift: number; readonly width: number }[],
  format?: NumberFormat,
): string {
  const lines = scales.slice(0, MOST_COLUMNS).map(({ feature, shift, width }) => {
    const sign = shift < 0 ? '+' : '−';
    return `(⟨${feature}⟩ ${sign} ${briefNumber(Math.abs(shift), format)}) / ${briefNumber(width, format)}`;
  });
  const more = scales.length > lines.length ? `, and ${scales.length - lines.length} more` : '';
  return `The network reads ${lines.join(', ')}${more}.`;
}
