/** TensorFlow.js on its two backends for any machine: plain JavaScript, and WebAssembly with SIMD (one thread). */

import type * as Tf from '@tensorflow/tfjs';
import { batchBounds, type Contender, inTurn, SINGLE, type Training, sameMethod } from '../contender';
import type { Workload } from '../workloads';

interface WasmBackend {
  setThreadsCount(count: number): void;
}

function tensorflow(backend: 'cpu' | 'wasm'): Contender {
  return {
    label: `TensorFlow.js ${backend}`,
    instead: sameMethod,
    tolerance: SINGLE,
    async start(workload, peer) {
      // The tests' own; versions are the same, and backends of one version find each other.
      const tf = await import('@tensorflow/tfjs');
      if (backend === 'wasm') (peer('@tensorflow/tfjs-backend-wasm') as WasmBackend).setThreadsCount(1);
      await tf.setBackend(backend);
      await tf.ready();
      return training(tf, workload);
    },
  };
}

function training(tf: typeof Tf, workload: Workload): Training {
  const { data, sizes, network, initial, learningRate } = workload;
  const inputs = sizes[0];
  const outputs = sizes[sizes.length - 1];
  const part = (values: Float64Array, from: number, rows: number, columns: number) =>
    tf.tensor2d(Float32Array.from(values.subarray(from, from + rows * columns)), [rows, columns]);
  const rowsOf = (from: number, to: number) => ({
    x: part(data.inputs, from * inputs, to - from, inputs),
    observed: part(data.outputs, from * outputs, to - from, outputs),
  });
  const layers = network.layers.map(({ weightOffset, biasOffset, units, inputs: width }) => ({
    weights: tf.variable(part(initial, weightOffset, units, width)),
    biases: tf.variable(part(initial, biasOffset, 1, units)),
  }));
  const activate = { softplus: tf.softplus, tanh: tf.tanh, relu: tf.relu }[
    workload.hidden as 'softplus' | 'tanh' | 'relu'
  ];
  const evaluate = ({ x, observed }: { readonly x: Tf.Tensor2D; readonly observed: Tf.Tensor2D }): Tf.Scalar => {
    let y = x;
    for (const [index, { weights, biases }] of layers.entries()) {
      const z = tf.add(tf.matMul(y, weights as Tf.Tensor2D, false, true), biases);
      y = index < layers.length - 1 ? activate(z as Tf.Tensor2D) : (z as Tf.Tensor2D);
    }
    if (workload.loss === 'crossEntropy') return tf.losses.softmaxCrossEntropy(observed, y);
    const squares = tf.squaredDifference(observed, y);
    return workload.loss === 'ssr' ? tf.sum(squares) : tf.mean(squares);
  };
  const optimizer = tf.train.sgd(learningRate);
  const batches = batchBounds(workload).map(({ from, to }) => rowsOf(from, to));
  return {
    train: inTurn(batches, (batch) => {
      optimizer.minimize(() => evaluate(batch));
    }),
    loss: () => tf.tidy(() => evaluate(rowsOf(0, data.count)).dataSync()[0]),
  };
}

export const tensorflowCpu = tensorflow('cpu');
export const tensorflowWasm = tensorflow('wasm');
