/**
 * The method of TensorFlow Playground's nn.ts (https://github.com/tensorflow/playground, Copyright 2016 Google Inc.,
 * Apache License 2.0), written anew: a graph of node and link objects, walked sample by sample, whose links and nodes
 * accumulate their derivatives until the update. Softplus and a softmax with cross-entropy, which it does not have, are
 * added in its style.
 */

import {
  batchBounds,
  type Contender,
  DOUBLE,
  inTurn,
  lossOf,
  plainSamples,
  type Training,
  sameMethod,
} from '../contender';
import type { Workload } from '../workloads';

interface Regularization {
  readonly der: (weight: number) => number;
}

interface ActivationFunction {
  readonly output: (input: number) => number;
  readonly der: (input: number) => number;
}

class Node {
  readonly inputLinks: Link[] = [];
  readonly outputs: Link[] = [];
  bias = 0;
  totalInput = 0;
  output = 0;
  outputDer = 0;
  inputDer = 0;
  accInputDer = 0;
  numAccumulatedDers = 0;

  constructor(readonly activation: ActivationFunction) {}

  updateOutput(): void {
    this.totalInput = this.bias;
    for (let j = 0; j < this.inputLinks.length; j++) {
      const link = this.inputLinks[j];
      this.totalInput += link.weight * link.source.output;
    }
    this.output = this.activation.output(this.totalInput);
  }
}

class Link {
  errorDer = 0;
  accErrorDer = 0;
  numAccumulatedDers = 0;
  readonly regularization: Regularization | null = null;

  constructor(
    readonly source: Node,
    readonly dest: Node,
    public weight: number,
  ) {}
}

const tanh = (x: number) => Math.tanh(x);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const functions: Readonly<Record<string, ActivationFunction>> = {
  softplus: { output: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), der: sigmoid },
  tanh: { output: tanh, der: (x) => 1 - tanh(x) * tanh(x) },
  relu: { output: (x) => Math.max(0, x), der: (x) => (x <= 0 ? 0 : 1) },
  linear: { output: (x) => x, der: () => 1 },
};

function buildGraph({ sizes, hidden, network, initial }: Workload): Node[][] {
  const graph = sizes.map((units, layer) =>
    Array.from({ length: units }, () => new Node(functions[layer === sizes.length - 1 ? 'linear' : hidden])),
  );
  for (const { index, weightOffset, biasOffset, inputs } of network.layers) {
    graph[index + 1].forEach((node, neuron) => {
      node.bias = initial[biasOffset + neuron];
      graph[index].forEach((source, input) => {
        const link = new Link(source, node, initial[weightOffset + neuron * inputs + input]);
        source.outputs.push(link);
        node.inputLinks.push(link);
      });
    });
  }
  return graph;
}

function forwardProp(graph: Node[][], inputs: readonly number[]): void {
  for (let i = 0; i < graph[0].length; i++) graph[0][i].output = inputs[i];
  for (let layer = 1; layer < graph.length; layer++) {
    const nodes = graph[layer];
    for (let i = 0; i < nodes.length; i++) nodes[i].updateOutput();
  }
}

/** From the outputs' `outputDer`, which the error function has set. */
function backProp(graph: Node[][]): void {
  for (let layer = graph.length - 1; layer >= 1; layer--) {
    const nodes = graph[layer];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      node.inputDer = node.outputDer * node.activation.der(node.totalInput);
      node.accInputDer += node.inputDer;
      node.numAccumulatedDers++;
    }
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      for (let j = 0; j < node.inputLinks.length; j++) {
        const link = node.inputLinks[j];
        link.errorDer = node.inputDer * link.source.output;
        link.accErrorDer += link.errorDer;
        link.numAccumulatedDers++;
      }
    }
    if (layer === 1) continue;
    const below = graph[layer - 1];
    for (let i = 0; i < below.length; i++) {
      const node = below[i];
      node.outputDer = 0;
      for (let j = 0; j < node.outputs.length; j++) {
        const link = node.outputs[j];
        node.outputDer += link.weight * link.dest.inputDer;
      }
    }
  }
}

function updateWeights(graph: Node[][], learningRate: number, regularizationRate: number): void {
  for (let layer = 1; layer < graph.length; layer++) {
    const nodes = graph[layer];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node.numAccumulatedDers > 0) {
        node.bias -= (learningRate * node.accInputDer) / node.numAccumulatedDers;
        node.accInputDer = 0;
        node.numAccumulatedDers = 0;
      }
      for (let j = 0; j < node.inputLinks.length; j++) {
        const link = node.inputLinks[j];
        const regulDer = link.regularization ? link.regularization.der(link.weight) : 0;
        if (link.numAccumulatedDers > 0) {
          link.weight -= (learningRate / link.numAccumulatedDers) * (link.accErrorDer + regularizationRate * regulDer);
          link.accErrorDer = 0;
          link.numAccumulatedDers = 0;
        }
      }
    }
  }
}

/** Sets the outputs' derivatives for one sample: ½(output − target)², or the softmax of the outputs and cross-entropy. */
function squareError(outputs: readonly Node[], target: readonly number[]): void {
  for (let i = 0; i < outputs.length; i++) outputs[i].outputDer = outputs[i].output - target[i];
}

function crossEntropyError(outputs: readonly Node[], target: readonly number[]): void {
  const probabilities = softmaxOf(outputs);
  for (let i = 0; i < outputs.length; i++) outputs[i].outputDer = probabilities[i] - target[i];
}

function softmaxOf(outputs: readonly Node[]): number[] {
  const largest = Math.max(...outputs.map(({ output }) => output));
  const powers = outputs.map(({ output }) => Math.exp(output - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export const playground: Contender = {
  label: 'TensorFlow Playground’s nn.ts',
  instead: sameMethod,
  tolerance: DOUBLE,
  start(workload): Training {
    const graph = buildGraph(workload);
    const outputs = graph[graph.length - 1];
    const samples = plainSamples(workload);
    const classes = workload.loss === 'crossEntropy';
    const error = classes ? crossEntropyError : squareError;
    // It averages over the batch, and its error has a ½ that ours have not.
    const factor = { ssr: 2 * workload.batch, mse: 2, crossEntropy: 1 }[
      workload.loss as 'ssr' | 'mse' | 'crossEntropy'
    ];
    const learningRate = workload.learningRate * factor;
    return {
      train: inTurn(batchBounds(workload), ({ from, to }) => {
        for (let row = from; row < to; row++) {
          const { input, output } = samples[row];
          forwardProp(graph, input);
          error(outputs, output);
          backProp(graph);
        }
        updateWeights(graph, learningRate, 0);
      }),
      loss: () =>
        lossOf(workload, (row) => {
          forwardProp(graph, samples[row].input);
          return classes ? softmaxOf(outputs) : outputs.map(({ output }) => output);
        }),
    };
  },
};
