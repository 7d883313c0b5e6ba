/** States of updates whose derivations the tests of explain/ render. */

import { completeSettings, createState } from '../../../src/core/optimizers';
import type { Network } from '../../../src/core/network';
import type { OptimizerName } from '../../../src/core/names';
import type { OptimizerSettings, TrainingData } from '../../../src/core/setup';
import type { UpdateState } from '../../../src/core/updateState';
import { allRows, allTrainable, articleData, articleNetwork, articleStart, randomCase } from '../core/sampleNetworks';

type Optimizer = Partial<OptimizerSettings> & { type: OptimizerName };

function stateOf(network: Network, parameters: Float64Array, data: TrainingData, optimizer: Optimizer): UpdateState {
  return {
    network,
    trainable: allTrainable(network),
    data,
    rows: allRows(data),
    parameters,
    optimizer: {
      settings: completeSettings(optimizer),
      step: 1,
      state: createState(optimizer.type, network.parameterCount),
    },
  };
}

/** The article's network at its start, gradient descent with learning rate 0.1. */
export const articleState = stateOf(articleNetwork, articleStart, articleData, {
  type: 'gradientDescent',
  learningRate: 0.1,
});

export function randomState(network: Network, samples: number, seed: number, optimizer: Optimizer): UpdateState {
  const { parameters, data } = randomCase(network, samples, seed);
  return stateOf(network, parameters, data, optimizer);
}
