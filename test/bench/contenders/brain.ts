/** brain.js, which updates after every sample. */

import { batchBounds, type Contender, inTurn, lossOf, plainSamples, SINGLE } from '../contender';

interface Brain {
  readonly NeuralNetwork: new (options: object) => BrainNetwork;
}

interface BrainNetwork {
  readonly trainOpts: { momentum: number };
  train(samples: readonly object[], options: object): void;
  trainPattern(sample: { readonly input: Float32Array; readonly output: Float32Array }): void;
  run(input: Float32Array): ArrayLike<number>;
}

export const brain: Contender = {
  label: 'brain.js',
  instead: ({ hidden }) => (hidden === 'softplus' ? 'online updates, sigmoid' : 'online updates'),
  tolerance: SINGLE,
  start(workload, peer) {
    const { NeuralNetwork } = peer('brain.js') as Brain;
    // It has no softplus; sigmoid is what comes nearest in cost. The activation is that of the outputs, too.
    const activation = workload.hidden === 'softplus' ? 'sigmoid' : workload.hidden;
    const { learningRate } = workload;
    const network = new NeuralNetwork({ hiddenLayers: workload.sizes.slice(1, -1), activation });
    const samples = plainSamples(workload);
    // Builds the network; the update rule stays as it is set here.
    network.train(samples.slice(0, 1), { iterations: 1, learningRate });
    // It adds momentum unless told, and takes 0 for an error.
    network.trainOpts.momentum = 0;
    const rows = samples.map(({ input, output }) => ({
      input: Float32Array.from(input),
      output: Float32Array.from(output),
    }));
    return {
      train: inTurn(batchBounds(workload), ({ from, to }) => {
        for (let row = from; row < to; row++) network.trainPattern(rows[row]);
      }),
      loss: () => lossOf(workload, (row) => network.run(rows[row].input)),
    };
  },
};
