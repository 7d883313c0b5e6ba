/** For every kind of thing in a network file, what its hover says. */
import { activations } from '../../../core/activations';
import { initializers } from '../../../core/initializers';
import { losses } from '../../../core/losses';
import { optimizers } from '../../../core/optimizers';
import { optimizerSettings } from '../../../core/optimizerSettings';
import { type Located, locate, nodeAt } from '../../../document/locate';
import type { OptimizerSettings } from '../../../core/setup';
import type { Block } from '../../../explain/blocks';
import { markdownText } from '../../../explain/formula';
import { renamedMarks } from '../../../explain/notation';
import { layerWords } from '../../../explain/place';
import {
  explainActivation,
  explainInitializer,
  explainLoss,
  explainOptimizer,
  explainOptimizerSetting,
} from '../../../explain/rules';
import { explainTraining, scaleWords, trainingWords } from '../../../explain/run';
import type { HoverContext } from './context';
import { hoverCategory, hoverCell, hoverColumn, hoverDataset } from './dataHover';
import { hoverParameter } from './parameterHover';
import { blocksMarkdown, notedBlocks } from './text';

type Row<K extends Located['kind']> = (context: HoverContext, located: Extract<Located, { kind: K }>) => string[];

const isKey = <T extends object>(table: T, name: string): name is Extract<keyof T, string> =>
  Object.hasOwn(table, name);

const nothing = (): string[] => [];

const rows: { readonly [K in Located['kind']]: Row<K> } = {
  weight: (context, { parameter, value }) => (parameter ? hoverParameter(context, parameter, value) : []),
  bias: (context, { parameter, value }) => (parameter ? hoverParameter(context, parameter, value) : []),
  trainable: (context, { parameter }) => (parameter ? hoverParameter(context, parameter) : []),

  activation: (context, { name, layer }) =>
    isKey(activations, name)
      ? rule(explainActivation(name, context.network ?? undefined, layer, context.matrix), context)
      : [],
  loss: (context, { name }) =>
    isKey(losses, name) ? rule(explainLoss(name, context.network ?? undefined), context) : [],
  optimizer: (context, { name }) =>
    isKey(optimizers, name) ? rule(explainOptimizer(name, lossShort(context), settingsOf(context)), context) : [],
  init: (context, { name, layer }) =>
    isKey(initializers, name) ? blocksMarkdown(explainInitializer(name, context.network?.layers[layer]), context) : [],

  optimizerSetting(context, { property }) {
    const settings = settingsOf(context);
    if (!isKey(optimizerSettings, property) || !settings) return [];
    return blocksMarkdown(explainOptimizerSetting(property, settings), context);
  },
  trainingSetting(context, { property }) {
    const { setup } = context.state;
    const name = property === 'lossBelow' || property === 'gradientNormBelow' ? 'stopWhen' : property;
    return setup && isKey(trainingWords, name) ? blocksMarkdown(explainTraining(name, setup), context) : [];
  },
  layerSetting: (context, { layer }) => layerText(context, layer),
  layer: nothing,
  neuron({ network, noted }, { layer, neuron, label }) {
    if (!network || neuron >= (network.layers[layer]?.units ?? 0)) return [];
    const pre = `⟨${noted(network.preActivationName(layer, neuron))}⟩`;
    const post = `⟨${noted(network.activationName(layer, neuron))}⟩`;
    const names = pre === post ? post : `${pre}, and ${post} after its activation`;
    return [markdownText(`“${label}” is neuron ${neuron + 1} of layer ${layer + 1}: ${names}.`)];
  },

  dataset: hoverDataset,
  datasetSetting: ({ state: { loaded }, format }, { property }) =>
    property === 'normalize' && loaded.scales.length > 0 ? [markdownText(scaleWords(loaded.scales, format))] : [],
  column: (context, { role, column }) => hoverColumn(context, role, column),
  category: (context, { role, column, category }) => hoverCategory(context, role, `${column}=${category}`),
  cell: (context, { row, column, value }) => hoverCell(context, row, column, value),

  name: nothing,
  other: nothing,
  /** A key says what its value says. */
  property(context, { path, layer, property }) {
    const { parsed } = context.state.loaded;
    const value = locate(parsed.tree, path);
    const located = value && nodeAt(parsed, value.offset, context.network);
    if (layer !== null && (property === 'weights' || property === 'biases')) return layerText(context, layer);
    return located && located.kind !== 'property' ? hoverTexts(context, located) : [];
  },
};

/** The Markdown texts of a hover; none where there is nothing to be said. */
export function hoverTexts(context: HoverContext, located: Located): string[] {
  // TypeScript does not see that a row and what it gets have the same kind.
  return (rows[located.kind] as Row<Located['kind']>)(context, located);
}

function rule(blocks: readonly Block[], context: HoverContext): string[] {
  return blocksMarkdown(notedBlocks(blocks, context), context);
}

function layerText({ network, noted }: HoverContext, layer: number): string[] {
  return network?.layers[layer] ? [markdownText(renamedMarks(layerWords(network, layer), noted))] : [];
}

function settingsOf({ state, session }: HoverContext): OptimizerSettings | undefined {
  return state.loaded.document?.optimizer ?? session?.setup.optimizer;
}

function lossShort({ network }: HoverContext): string {
  return network ? losses[network.loss].short : 'loss';
}
