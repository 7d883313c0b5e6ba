/** The structure of a `.nn.json` file as one valibot schema: validation, types and media/nn.schema.json all come from here. */

import * as v from 'valibot';
import { activations } from '../core/activations';
import { initializers } from '../core/initializers';
import { losses } from '../core/losses';
import { columnList, datasetSchema } from './schema/data';
import { optimizerSchema } from './schema/optimizer';
import { about, choice, oneOf, wholeNumber, text } from './schema/parts';

const layerSchema = v.pipe(
  v.object({
    units: v.optional(
      v.pipe(wholeNumber(1), about('How many neurons the layer has. Not needed where weights are given.')),
    ),
    activation: oneOf(activations, 'What is done to each neuron’s weighted sum.'),
    weights: v.optional(
      v.pipe(
        v.array(v.pipe(v.array(v.number()), v.nonEmpty())),
        v.nonEmpty(),
        about(
          'weights[j][i] leads from input i to neuron j: one row per neuron, the shape [out, in] of PyTorch’s Linear.weight.',
        ),
      ),
    ),
    biases: v.optional(v.pipe(v.array(v.number()), about('One per neuron. Default: 0.'))),
    bias: v.optional(v.pipe(v.boolean(), about('false: the layer has no biases.')), true),
    init: v.optional(
      oneOf(initializers, 'How weights that are not given are drawn, with training.seed.'),
      'xavierUniform',
    ),
    neurons: v.optional(v.pipe(v.array(v.string()), about('Labels of the neurons, for people.'))),
  }),
  about('A layer: its neurons with weights and biases, or how many there are and how they are drawn.', {
    defaultSnippets: [
      {
        label: 'layer with drawn weights',
        body: { units: '^${1:3}', activation: '${2:tanh}', init: '${3:xavierUniform}' },
      },
      {
        label: 'layer with given weights',
        body: { activation: '${1:identity}', weights: [['^${2:0.5}']], biases: ['^${3:0}'] },
      },
    ],
  }),
);

const stopWhenSchema = v.pipe(
  v.object({
    lossBelow: v.optional(v.pipe(v.number(), about('Stop as soon as the loss of the batch is below this.'))),
    gradientNormBelow: v.optional(
      v.pipe(v.number(), v.minValue(0), about('Stop as soon as the Euclidean norm of the gradient is below this.')),
    ),
  }),
  about('Conditions at which Run stops early.'),
);

const fullBatch = v.literal('full');
const samplesPerBatch = wholeNumber(1);

const trainingSchema = v.pipe(
  v.object({
    batchSize: v.optional(
      v.pipe(
        choice([fullBatch, samplesPerBatch], (input) => (typeof input === 'number' ? samplesPerBatch : fullBatch)),
        about('How many samples one update takes: "full" for all, or a number.'),
      ),
      'full',
    ),
    shuffle: v.optional(
      v.pipe(v.boolean(), about('Whether each epoch takes the samples in a new order, drawn with seed.')),
      false,
    ),
    seed: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(Number.MAX_SAFE_INTEGER),
        about('Where the random numbers start: same seed, same run.'),
      ),
      0,
    ),
    updates: v.optional(v.pipe(wholeNumber(1), about('Run stops after this many updates (moves of the optimizer).'))),
    epochs: v.optional(v.pipe(wholeNumber(1), about('Run stops after this many passes through the data.'))),
    stopWhen: v.optional(stopWhenSchema),
  }),
  about('Batches, random numbers, and where Run stops.'),
);

export const networkSchema = v.pipe(
  v.object({
    $schema: v.optional(v.pipe(v.string(), about('Never needed: files called *.nn.json have the schema already.'))),
    name: v.optional(v.pipe(v.string(), about('What the network is called.'))),
    dataset: datasetSchema,
    inputs: columnList('The dataset columns that the network reads, in order.'),
    outputs: columnList('The observed columns that it is to predict, in order: as many as the last layer has neurons.'),
    layers: v.pipe(v.array(layerSchema), v.nonEmpty(), about('The layers from the first hidden one to the output.')),
    loss: oneOf(losses, 'How far the predicted values are from the observed ones, as one number.'),
    optimizer: optimizerSchema,
    training: v.optional(trainingSchema, {}),
    trainable: v.optional(
      v.pipe(
        v.array(text()),
        about('The parameters that training moves, by name (w1, w2, …; b1, b2, …). Default: all of them.'),
      ),
    ),
  }),
  about('One training run: a feed-forward network, its data, its loss and its optimizer.', {
    title: 'Neural network for Backprop Stepper',
    allowComments: true,
    allowTrailingCommas: true,
  }),
);

/** A valid file, with defaults filled in where the schema has them. */
export type NetworkValues = v.InferOutput<typeof networkSchema>;
export type LayerValues = v.InferOutput<typeof layerSchema>;
