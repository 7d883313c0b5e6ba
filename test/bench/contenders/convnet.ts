/** ConvNetJS: layers of objects, one sample at a time, an update after each batch. */

import { batchBounds, type Contender, DOUBLE, inTurn, lossOf, plainSamples } from '../contender';
import type { Workload } from '../workloads';

interface ConvNet {
  readonly Net: new () => ConvNetwork;
  readonly Vol: new (width: number, height: number, depth: number, value?: number) => Volume;
  readonly SGDTrainer: new (network: ConvNetwork, options: object) => { train(x: Volume, y: number[] | number): void };
}

interface ConvNetwork {
  readonly layers: readonly {
    readonly layer_type: string;
    readonly filters?: readonly Volume[];
    readonly biases?: Volume;
  }[];
  makeLayers(definitions: readonly object[]): void;
  forward(x: Volume): Volume;
}

interface Volume {
  readonly w: Float64Array;
}

export const convnet: Contender = {
  label: 'ConvNetJS',
  instead: ({ hidden }) => (hidden === 'softplus' ? 'sigmoid' : null),
  tolerance: DOUBLE,
  start(workload, peer) {
    const { Net, Vol, SGDTrainer } = peer('convnetjs') as ConvNet;
    const network = new Net();
    network.makeLayers(definitions(workload));
    setInitial(network, workload);
    const classes = workload.loss === 'crossEntropy';
    const samples = plainSamples(workload).map(({ input, output }) => {
      const x = new Vol(1, 1, input.length, 0);
      x.w.set(input);
      return { x, y: classes ? output.indexOf(1) : output };
    });
    const { batch, learningRate } = workload;
    // It averages over the batch, and its squared error has a ½ that ours have not.
    const factor = { ssr: 2 * batch, mse: 2, crossEntropy: 1 }[workload.loss as 'ssr' | 'mse' | 'crossEntropy'];
    const trainer = new SGDTrainer(network, {
      learning_rate: learningRate * factor,
      momentum: 0,
      batch_size: batch,
      l1_decay: 0,
      l2_decay: 0,
    });
    return {
      train: inTurn(batchBounds(workload), ({ from, to }) => {
        for (let row = from; row < to; row++) trainer.train(samples[row].x, samples[row].y);
      }),
      loss: () => lossOf(workload, (row) => network.forward(samples[row].x).w),
    };
  },
};

/** The last fully connected layer comes with the regression or the softmax. It has no softplus: sigmoid instead. */
function definitions({ sizes, hidden, loss }: Workload): object[] {
  const outputs = sizes[sizes.length - 1];
  return [
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((units) => ({
      type: 'fc',
      num_neurons: units,
      activation: hidden === 'softplus' ? 'sigmoid' : hidden,
    })),
    loss === 'crossEntropy' ? { type: 'softmax', num_classes: outputs } : { type: 'regression', num_neurons: outputs },
  ];
}

function setInitial(net: ConvNetwork, { network, initial }: Workload): void {
  const connected = net.layers.filter(({ layer_type }) => layer_type === 'fc');
  for (const { index, weightOffset, biasOffset, units, inputs } of network.layers) {
    const { filters, biases } = connected[index];
    filters!.forEach((filter, neuron) => {
      const from = weightOffset + neuron * inputs;
      filter.w.set(initial.subarray(from, from + inputs));
    });
    biases!.w.set(initial.subarray(biasOffset, biasOffset + units));
  }
}
