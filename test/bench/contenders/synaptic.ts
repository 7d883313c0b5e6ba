/** synaptic, which generates code for its network and updates after every sample. */

import { batchBounds, type Contender, inTurn, lossOf, plainSamples, SINGLE } from '../contender';

interface Synaptic {
  readonly Architect: { readonly Perceptron: new (...sizes: number[]) => SynapticNetwork };
  readonly Neuron: { readonly squash: Readonly<Record<'LOGISTIC' | 'TANH' | 'RELU' | 'IDENTITY', unknown>> };
}

interface SynapticNetwork {
  readonly layers: { readonly hidden: readonly SynapticLayer[]; readonly output: SynapticLayer };
  activate(input: number[]): number[];
  propagate(rate: number, target: number[]): void;
}

interface SynapticLayer {
  set(options: { squash: unknown }): void;
}

export const synaptic: Contender = {
  label: 'synaptic',
  instead: ({ hidden }) => (hidden === 'softplus' ? 'online updates, sigmoid' : 'online updates'),
  tolerance: SINGLE,
  start(workload, peer) {
    const { Architect, Neuron } = peer('synaptic') as Synaptic;
    const network = new Architect.Perceptron(...workload.sizes);
    // It has no softplus; sigmoid is what comes nearest in cost. For classes, sigmoids with squared errors.
    const hidden = { softplus: 'LOGISTIC', tanh: 'TANH', relu: 'RELU' }[
      workload.hidden as 'softplus' | 'tanh' | 'relu'
    ];
    const output = workload.loss === 'crossEntropy' ? 'LOGISTIC' : 'IDENTITY';
    for (const layer of network.layers.hidden) layer.set({ squash: Neuron.squash[hidden as 'TANH'] });
    network.layers.output.set({ squash: Neuron.squash[output] });
    const samples = plainSamples(workload);
    const { learningRate } = workload;
    return {
      train: inTurn(batchBounds(workload), ({ from, to }) => {
        for (let row = from; row < to; row++) {
          network.activate(samples[row].input);
          network.propagate(learningRate, samples[row].output);
        }
      }),
      loss: () => lossOf(workload, (row) => network.activate(samples[row].input)),
    };
  },
};
