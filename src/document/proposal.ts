/** What suits some data: a last activation and a loss that fit the outputs, and a whole network to start from. */

import type { ActivationName, LossName } from '../core/names';
import { losses } from '../core/losses';
import type { ColumnSummary } from './dataset/statistics';
import { spacedJson } from './json/edits';
import { nodeAtPath, parseJson, propertyOf } from './json/tree';

export interface Proposal {
  readonly activation: ActivationName;
  readonly loss: LossName;
  /** Neurons of the last layer: one per output, or per category. */
  readonly units: number;
  /** Why: a sentence. */
  readonly why: string;
}

/** Inputs that vary more than this are better rescaled. */
const LARGE_DEVIATION = 5;

/** @param outputs at least one */
export function propose(outputs: readonly ColumnSummary[]): Proposal {
  const units = outputs.reduce((sum, output) => sum + featureCount(output), 0);
  const [only] = outputs;
  if (outputs.length === 1 && only.type === 'text') {
    const why = `${only.name} has ${only.categoryCount} categories: one probability for each.`;
    return { activation: 'softmax', loss: 'crossEntropy', units, why };
  }
  if (outputs.every(isBinary)) {
    const why = 'The outputs are 0 and 1: a probability for each.';
    return { activation: 'sigmoid', loss: 'binaryCrossEntropy', units, why };
  }
  return { activation: 'identity', loss: 'mse', units, why: 'The outputs are numbers: a regression.' };
}

/** Nothing but 0 and 1: all rows are in the first and the last part of the histogram, whose ends are these. */
function isBinary({ type, spread, histogram }: ColumnSummary): boolean {
  if (type === 'text') return true;
  if (!spread || spread.min !== 0 || spread.max !== 1) return false;
  // Of numbers that are only 0 and 1 the variance is mean·(1 − mean), of all others from 0 to 1 it is less.
  const { mean, deviation } = spread;
  return histogram.slice(1, -1).every((count) => count === 0) && Math.abs(deviation ** 2 - mean * (1 - mean)) < 1e-9;
}

export function featureCount({ type, categoryCount }: ColumnSummary): number {
  return type === 'text' ? categoryCount : 1;
}

/** As an entry of `inputs` or `outputs`: text as one column of 0 and 1 per category. */
export function columnEntry({ name, type }: ColumnSummary): string | { column: string; oneHot: true } {
  return type === 'text' ? { column: name, oneHot: true } : name;
}

export interface NewNetwork {
  /** As the network file has it. */
  readonly path: string;
  readonly delimiter: string | undefined;
  readonly inputs: readonly ColumnSummary[];
  readonly outputs: readonly ColumnSummary[];
}

/** The text of a network for some data: a hidden layer, the last layer that is proposed, Adam. */
export function networkText({ path, delimiter, inputs, outputs }: NewNetwork): string {
  const { activation, loss, units } = propose(outputs);
  const wide = inputs.some(({ spread, type }) => type === 'number' && spread && spread.deviation > LARGE_DEVIATION);
  const options = { ...(delimiter !== undefined && { delimiter }), ...(wide && { normalize: 'standard' }) };
  const dataset = Object.keys(options).length > 0 ? { file: path, ...options } : path;
  const hidden = Math.min(
    8,
    Math.max(
      3,
      inputs.reduce((sum, input) => sum + featureCount(input), 0),
    ),
  );
  return `{
  "dataset": ${spacedJson(dataset)},
  "inputs": ${spacedJson(inputs.map(columnEntry))},
  "outputs": ${spacedJson(outputs.map(columnEntry))},
  "layers": [
    { "units": ${hidden}, "activation": "tanh", "init": "xavierUniform" },
    { "units": ${units}, "activation": "${activation}", "init": "xavierUniform" }
  ],
  "loss": "${loss}",
  "optimizer": { "type": "adam", "learningRate": 0.01 },
  "training": { "updates": 1000 }
}
`;
}

/** Whether a network's last activation and loss do for a proposal already. */
export function fits(text: string, { activation, loss, units }: Proposal): boolean {
  const { root } = parseJson(text);
  const layers = nodeAtPath(root, ['layers']);
  const last = layers?.type === 'array' ? layers.items.at(-1) : undefined;
  const [written, given] = [propertyOf(last, 'activation')?.value, propertyOf(root, 'loss')?.value];
  const rows = propertyOf(last, 'weights')?.value;
  const count = rows?.type === 'array' ? rows.items.length : propertyOf(last, 'units')?.value;
  const size = typeof count === 'number' ? count : count?.type === 'number' ? count.value : null;
  // Any loss of residuals does for a regression.
  const lossFits =
    given?.type === 'string' &&
    (given.value === loss ||
      (loss === 'mse' && Object.hasOwn(losses, given.value) && losses[given.value as LossName].fusedWith === null));
  return written?.type === 'string' && written.value === activation && lossFits && size === units;
}

/**
 * The text with the proposed loss and last layer. A first or last layer whose written numbers no longer fit in shape is
 * drawn instead; all others stay.
 */
export function withProposal(text: string, proposal: Proposal, inputFeatures: number): string {
  const { root } = parseJson(text);
  const layers = nodeAtPath(root, ['layers']);
  const edits: { offset: number; length: number; text: string }[] = [];
  const loss = propertyOf(root, 'loss')?.value;
  if (loss) edits.push({ offset: loss.offset, length: loss.length, text: JSON.stringify(proposal.loss) });
  if (layers?.type === 'array') {
    layers.items.forEach((layer, index) => {
      const isLast = index === layers.items.length - 1;
      const rows = propertyOf(layer, 'weights')?.value;
      const row = nodeAtPath(rows ?? null, [0]);
      const written = rows?.type === 'array' ? rows.items.length : null;
      const wrongInputs = index === 0 && row?.type === 'numbers' && row.values.length !== inputFeatures;
      const activation = propertyOf(layer, 'activation')?.value;
      const drawn = propertyOf(layer, 'units')?.value;
      const units = isLast ? proposal.units : (written ?? (drawn?.type === 'number' ? drawn.value : 1));
      const name = isLast ? proposal.activation : activation?.type === 'string' ? activation.value : 'tanh';
      const wrongOutputs = isLast && (written ?? (drawn?.type === 'number' ? drawn.value : null)) !== units;
      if (wrongInputs || wrongOutputs) {
        const replaced = spacedJson({ units, activation: name, init: 'xavierUniform' });
        edits.push({ offset: layer.offset, length: layer.length, text: replaced });
      } else if (isLast && activation) {
        edits.push({ offset: activation.offset, length: activation.length, text: JSON.stringify(name) });
      }
    });
  }
  return edits
    .sort((a, b) => b.offset - a.offset)
    .reduce((result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length), text);
}
