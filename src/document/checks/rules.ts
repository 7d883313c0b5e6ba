/** Whether loss, activations and optimizer settings go together. */

import { activations } from '../../core/activations';
import { losses } from '../../core/losses';
import type { ActivationName, LossName, OptimizerName } from '../../core/names';
import { defaultOf, optimizerSettings, type OptimizerSettingName } from '../../core/optimizerSettings';
import { optimizers } from '../../core/optimizers';
import { removeProperty } from '../json/edits';
import { type JsonNode, propertyOf } from '../json/tree';
import type { Outline } from '../outline';
import type { Problems, Range } from '../problems';
import { listAnd, listOr } from '../words';

export function checkRules(outline: Outline, text: string, problems: Problems): void {
  checkLayerFunctions(outline, problems);
  checkLoss(outline, problems);
  checkOptimizer(propertyOf(outline.root, 'optimizer')?.value, text, problems);
  checkTraining(propertyOf(outline.root, 'training')?.value, problems);
}

/** Functions of a whole layer (softmax) may only come last. */
function checkLayerFunctions(outline: Outline, problems: Problems): void {
  for (const layer of outline.layers.slice(0, -1)) {
    if (!isKey(activations, layer.activation) || !activations[layer.activation].vector) continue;
    const message = `'${layer.activation}' can only be the activation of the last layer.`;
    problems.error('activation-not-last', message, layer.activationRange, {
      path: ['layers', layer.index, 'activation'],
    });
  }
}

function checkLoss(outline: Outline, problems: Problems): void {
  const node = propertyOf(outline.root, 'loss')?.value;
  const last = outline.layers[outline.layers.length - 1];
  if (node?.type !== 'string' || !isKey(losses, node.value) || !last || !isKey(activations, last.activation)) return;
  const loss = node.value;
  const activation: ActivationName = last.activation;
  if (losses[loss].goesWith.includes(activation)) return;
  const fitting = (Object.keys(losses) as LossName[]).filter((name) => losses[name].goesWith.includes(activation));
  const message = `The loss '${loss}' goes with ${listOr(losses[loss].goesWith)} as the last activation; here it is '${activation}', which goes with ${listAnd(fitting)}.`;
  problems.error('loss-and-activation', message, node, {
    path: ['loss'],
    fix: lossFix(loss, fitting, node, last.activationRange),
  });
}

/** The one side that leaves no choice is kept, and the other changed. */
function lossFix(loss: LossName, fitting: readonly LossName[], lossRange: Range, activationRange: Range) {
  const [target, range] =
    fitting.length === 1
      ? [fitting[0], lossRange]
      : losses[loss].goesWith.length === 1
        ? [losses[loss].goesWith[0], activationRange]
        : [null, lossRange];
  if (target === null) return undefined;
  const what = range === lossRange ? 'loss' : 'last activation';
  return {
    title: `Change the ${what} to '${target}'`,
    edits: [{ offset: range.offset, length: range.length, text: `"${target}"` }],
  };
}

/** Settings that the optimizer does not read. */
function checkOptimizer(node: JsonNode | undefined, text: string, problems: Problems): void {
  const type = propertyOf(node, 'type')?.value;
  if (node?.type !== 'object' || type?.type !== 'string' || !isKey(optimizers, type.value)) return;
  const optimizer: OptimizerName = type.value;
  for (const { key, keyRange } of node.properties) {
    if (!isKey(optimizerSettings, key) || defaultOf(optimizer, key) !== undefined) continue;
    const used = (Object.keys(optimizerSettings) as OptimizerSettingName[]).filter(
      (name) => defaultOf(optimizer, name) !== undefined,
    );
    const message = `'${key}' has no effect: ${optimizer} reads ${listAnd(used)}. It is a setting of ${listAnd(optimizerSettings[key].usedBy)}.`;
    const fix = { title: `Remove '${key}'`, edits: [removeProperty(text, node, key)] };
    problems.warning('setting-unused', message, keyRange, { path: ['optimizer', key], fix });
  }
}

function checkTraining(node: JsonNode | undefined, problems: Problems): void {
  const shuffle = propertyOf(node, 'shuffle');
  const batchSize = propertyOf(node, 'batchSize')?.value;
  const full = batchSize === undefined || (batchSize.type === 'string' && batchSize.value === 'full');
  if (shuffle?.value.type !== 'boolean' || !shuffle.value.value || !full) return;
  const message =
    "'shuffle' has no effect: every batch is the full data, whose order does not matter. Give a 'batchSize'.";
  problems.information('shuffle-unused', message, shuffle.keyRange, { path: ['training', 'shuffle'] });
}

export function isKey<T extends object>(table: T, name: string | null): name is Extract<keyof T, string> {
  return name !== null && Object.hasOwn(table, name);
}
