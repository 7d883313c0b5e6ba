/** A parsed network and its table to the setup of a run, or what is wrong between the two. */

import { losses } from '../../core/losses';
import type { Setup, TrainingData } from '../../core/setup';
import { checkTrainable } from '../checks/trainable';
import { reportFirstRows, reportOutputs } from '../checks/layers';
import type { Table } from '../dataset/table';
import { propertyOf } from '../json/tree';
import { buildNetwork } from '../networkDocument';
import type { Outline } from '../outline';
import type { ParsedNetwork } from '../parse';
import { hasErrors, type Problem, Problems } from '../problems';
import { isKey } from '../checks/rules';
import { sketchNetwork } from '../sketch';
import { count, quote } from '../words';
import { CellProblems } from './cellProblems';
import { type Feature, readFeatures } from './features';
import { initialParameters, trainableMask } from './initial';
import { normalize, type Scale } from './normalize';
import { type Split, splitRows } from './split';

export interface SetupResult {
  /** null where the network or its data have an error. */
  readonly setup: Setup | null;
  /** Those that only show with the data; in the network file and in the data file. */
  readonly problems: readonly Problem[];
  /** How the inputs were rescaled: (value − shift) / width; empty where they were not. */
  readonly scales: readonly Scale[];
  /** Rows of the table; null where there is no setup. */
  readonly rows: Split | null;
}

/**
 * @param dataText The text that the table's ranges are in.
 * Columns and cells are checked even where the network has other errors.
 */
export function buildSetup(parsed: ParsedNetwork, table: Table, dataText: string): SetupResult {
  const { document, outline } = parsed;
  const nothing = { setup: null, scales: [], rows: null };
  if (!outline) return { ...nothing, problems: [] };
  const problems = new Problems();
  const cells = new CellProblems(table, dataText);
  const inputs = readFeatures(outline.inputs, table, problems, cells);
  const outputs = readFeatures(outline.outputs, table, problems, cells);
  if (outputs) checkTargets(outline, outputs, table, cells);
  if (inputs && outputs) checkFeatures(outline, inputs, outputs, problems);
  const all = () => [...problems.list, ...cells.finish()];
  if (!document || !inputs || !outputs || inputs.length === 0 || hasErrors(all()))
    return { ...nothing, problems: all() };

  const { training } = document;
  const rows = splitRows(table.rowCount, document.validation, training.seed);
  checkBatchSize(outline, rows, problems);
  const { features, scales, constant } = normalize(inputs, document.normalize, rows.training);
  for (const { name } of constant) {
    const reference = outline.inputs.find(({ column }) => column === name)!;
    const message = `The column ${quote(name)} has the same value in every row that is trained on: normalized it is 0.`;
    problems.warning('column-constant', message, reference.nameRange, { path: reference.path });
  }
  const network = document.network ?? buildNetwork(document.layers, document.loss, namesOf(inputs), namesOf(outputs))!;
  const setup: Setup = {
    name: document.name,
    network,
    initial: initialParameters(document, network),
    trainable: trainableMask(document, network),
    data: samples(features, outputs, rows.training),
    ...(rows.validation.length > 0 && { validation: samples(features, outputs, rows.validation) }),
    optimizer: document.optimizer,
    training,
  };
  return { setup, scales, rows, problems: all() };
}

const namesOf = (features: readonly Feature[]): string[] => features.map(({ name }) => name);

function samples(inputs: readonly Feature[], outputs: readonly Feature[], rows: Int32Array): TrainingData {
  return { count: rows.length, inputs: rowMajor(inputs, rows), outputs: rowMajor(outputs, rows) };
}

function rowMajor(features: readonly Feature[], rows: Int32Array): Float64Array {
  const flat = new Float64Array(rows.length * features.length);
  features.forEach(({ values }, feature) => {
    for (let sample = 0; sample < rows.length; sample++)
      flat[sample * features.length + feature] = values[rows[sample]];
  });
  return flat;
}

/** What the file alone could not tell: sizes that depend on the categories found. */
function checkFeatures(
  outline: Outline,
  inputs: readonly Feature[],
  outputs: readonly Feature[],
  problems: Problems,
): void {
  const last = outline.layers[outline.layers.length - 1];
  if (!last) return;
  if (!outline.inputFeatures) reportFirstRows(outline, namesOf(inputs), problems);
  if (!outline.outputFeatures && last.units !== null) reportOutputs(last, namesOf(outputs), problems);
  if (outline.inputFeatures && outline.outputFeatures) return;
  const network = sketchNetwork(outline, namesOf(inputs), namesOf(outputs));
  if (network) checkTrainable(outline, network, problems);
}

/** The cross-entropies take probabilities as observed values. */
function checkTargets(outline: Outline, outputs: readonly Feature[], table: Table, cells: CellProblems): void {
  const node = propertyOf(outline.root, 'loss')?.value;
  const name = node?.type === 'string' ? node.value : null;
  if (!isKey(losses, name) || losses[name].observed === 'any') return;
  const loss = losses[name];
  let bad = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const outside = outputs.find(({ values }) => !(values[row] >= 0 && values[row] <= 1));
    const sum = outputs.reduce((total, { values }) => total + values[row], 0);
    const wrong = outside ?? (loss.observed === 'distribution' && Math.abs(sum - 1) > 1e-6 ? outputs[0] : undefined);
    if (!wrong) continue;
    if (bad++ >= cells.limit) cells.hide(1);
    else if (outside) cells.badTarget(table.source.cell(row, outside.column), table.columns[outside.column].name, loss);
    else cells.badDistribution(table.source.cell(row, wrong.column), sum, loss);
  }
}

function checkBatchSize(outline: Outline, rows: Split, problems: Problems): void {
  const node = propertyOf(propertyOf(outline.root, 'training')?.value, 'batchSize')?.value;
  const samplesThere = rows.training.length;
  if (node?.type !== 'number' || node.value <= samplesThere) return;
  const message = `A batch of ${node.value} is more than the ${count(samplesThere, 'sample')} there ${samplesThere === 1 ? 'is' : 'are'}: every batch holds all of them.`;
  problems.warning('batch-size', message, node, { path: ['training', 'batchSize'] });
}
