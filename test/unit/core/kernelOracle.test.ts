/** TensorFlow.js as an outside judge of losses and gradients: it differentiates the same networks by itself. */

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { createKernel } from '../../../src/core/kernel';
import { losses } from '../../../src/core/losses';
import type { ActivationName, LossName } from '../../../src/core/names';
import type { Network } from '../../../src/core/network';
import type { TrainingData } from '../../../src/core/setup';
import {
  allRows,
  allTrainable,
  buildNetwork,
  distance,
  elementwiseNames,
  lossNames,
  randomCase,
} from './sampleNetworks';

const activationOf: Record<ActivationName, (z: tf.Tensor2D) => tf.Tensor2D> = {
  identity: (z) => z,
  relu: (z) => tf.relu(z),
  leakyRelu: (z) => tf.leakyRelu(z, 0.01),
  elu: (z) => tf.elu(z),
  softplus: (z) => tf.softplus(z),
  sigmoid: (z) => tf.sigmoid(z),
  tanh: (z) => tf.tanh(z),
  silu: (z) => z.mul(tf.sigmoid(z)),
  gelu: (z) => z.mul(tf.erf(z.div(Math.SQRT2)).add(1).mul(0.5)),
  softmax: (z) => tf.softmax(z),
};

/** From observed, predicted and logits; its means run over samples and outputs, sums over both are made of squares. */
const lossOf: Record<LossName, (o: tf.Tensor2D, p: tf.Tensor2D, z: tf.Tensor2D) => tf.Scalar> = {
  ssr: (o, p) => tf.sum(tf.squaredDifference(o, p)),
  halfSsr: (o, p) => tf.sum(tf.squaredDifference(o, p)).mul(0.5),
  mse: (o, p) => tf.losses.meanSquaredError(o, p),
  mae: (o, p) => tf.losses.absoluteDifference(o, p),
  huber: (o, p) => tf.losses.huberLoss(o, p),
  // Means over samples and outputs there, over samples here.
  binaryCrossEntropy: (o, _p, z) => tf.losses.sigmoidCrossEntropy(o, z).mul(o.shape[1]),
  crossEntropy: (o, _p, z) => tf.losses.softmaxCrossEntropy(o, z),
};

/** Loss and flat gradients by TensorFlow.js. */
function judge(network: Network, parameters: Float64Array, data: TrainingData): { loss: number; gradients: number[] } {
  return tf.tidy(() => {
    const x = tf.tensor2d([...data.inputs], [data.count, network.inputs.length]);
    const observed = tf.tensor2d([...data.outputs], [data.count, network.outputs.length]);
    const tensors = network.layers.flatMap(({ weightOffset, units, inputs, biasOffset }) => {
      const weights = tf.tensor2d(
        [...parameters.subarray(weightOffset, weightOffset + units * inputs)],
        [units, inputs],
      );
      const biases = tf.tensor1d([...parameters.subarray(biasOffset, biasOffset + units)]);
      return [weights, biases];
    });
    const forward = (...given: tf.Tensor[]) => {
      let y = x;
      let z = x;
      for (const [index, { activation }] of network.layers.entries()) {
        z = tf.matMul(y, given[2 * index] as tf.Tensor2D, false, true).add(given[2 * index + 1]);
        y = activationOf[activation](z);
      }
      return lossOf[network.loss](observed, y, z);
    };
    const { value, grads } = tf.valueAndGrads(forward)(tensors);
    return { loss: value.dataSync()[0], gradients: grads.flatMap((gradient) => [...gradient.dataSync()]) };
  });
}

describe('kernel and TensorFlow.js', () => {
  // TensorFlow.js calculates in 32 bits: 6·10⁻⁸ for each operation, and its erf is good to 1.5·10⁻⁷; a few dozen
  // operations lie between a parameter and the loss.
  const tolerance = 5e-6;

  before(() => tf.setBackend('cpu'));

  for (const loss of lossNames) {
    it(`${loss}: losses and gradients agree`, () => {
      for (const last of losses[loss].goesWith) {
        for (const [index, hidden] of elementwiseNames.entries()) {
          const network = buildNetwork({
            inputs: 3,
            layers: [
              { units: 4, activation: hidden },
              { units: 3, activation: elementwiseNames[(index + 4) % elementwiseNames.length] },
              { units: 2, activation: last },
            ],
            loss,
          });
          const { parameters, data } = randomCase(network, 5, 100 + index);
          const kernel = createKernel(network, allTrainable(network), 5);
          const value = kernel.gradient(parameters, data, allRows(data));
          const expected = judge(network, parameters, data);
          assert.ok(distance(value, expected.loss) < tolerance, `${value}, ${expected.loss}`);
          kernel.gradients.forEach((gradient, i) => {
            const { name } = network.parameterAt(i);
            assert.ok(
              distance(gradient, expected.gradients[i]) < tolerance,
              `${hidden}, ${last}, ${name}: ${gradient}, ${expected.gradients[i]}`,
            );
          });
        }
      }
    });
  }
});
