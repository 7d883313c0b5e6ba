/** Central differences as a judge of the kernel's gradients. */

import assert from 'node:assert/strict';
import { GenericKernel } from '../../../src/core/genericKernel';
import type { Kernel } from '../../../src/core/kernel';
import type { ActivationName } from '../../../src/core/names';
import type { Network } from '../../../src/core/network';
import type { TrainingData } from '../../../src/core/setup';
import type { MakeKernel } from './kernelPaths';
import { allRows, allTrainable, distance, randomCase } from './sampleNetworks';

const KINKED: readonly ActivationName[] = ['relu', 'leakyRelu', 'elu'];

/** h of the central differences, and how far a kink must be for them to mean anything. */
const H = 1e-3;
const MARGIN = 0.02;

/**
 * Derivatives by fourth-order central differences: truncation h⁴/30·f⁽⁵⁾ and rounding 2⁻⁵³·f/h, both near 10⁻¹² for the
 * sizes here. Tests allow 10⁻¹⁰.
 */
const TOLERANCE = 1e-10;

function differences(kernel: Kernel, parameters: Float64Array, data: TrainingData, rows: Int32Array): Float64Array {
  return parameters.map((value, i) => {
    const lossAt = (moved: number) => {
      const changed = parameters.slice();
      changed[i] = moved;
      return kernel.loss(changed, data, rows);
    };
    const near = lossAt(value + H) - lossAt(value - H);
    const far = lossAt(value + 2 * H) - lossAt(value - 2 * H);
    return (8 * near - far) / (12 * H);
  });
}

/** Whether a kink of an activation or of the loss lies so near that a difference would reach across it. */
function nearKink(kernel: GenericKernel, network: Network, data: TrainingData, rows: Int32Array): boolean {
  const nearZero = (values: Float64Array, count: number) => values.subarray(0, count).some((x) => Math.abs(x) < MARGIN);
  for (const { index, activation, units } of network.layers) {
    if (KINKED.includes(activation) && nearZero(kernel.preActivations(index), rows.length * units)) return true;
  }
  const width = network.outputs.length;
  const predicted = kernel.activations(network.layers.length - 1);
  const residuals = Float64Array.from(
    { length: rows.length * width },
    (_, i) => data.outputs[rows[Math.floor(i / width)] * width + (i % width)] - predicted[i],
  );
  const kinks: Record<string, readonly number[]> = { mae: [0], huber: [-1, 1] };
  return (kinks[network.loss] ?? []).some((kink) =>
    nearZero(
      residuals.map((r) => r - kink),
      residuals.length,
    ),
  );
}

/** Holds every derivative of a network against central differences; false where a kink is too near to tell. */
export function gradientsHold(make: MakeKernel, network: Network, seed: number, samples: number): boolean {
  const { parameters, data } = randomCase(network, samples, seed);
  const rows = allRows(data);
  const generic = new GenericKernel(network, allTrainable(network), samples);
  generic.gradient(parameters, data, rows);
  if (nearKink(generic, network, data, rows)) return false;
  const kernel = make(network, allTrainable(network), samples);
  const loss = kernel.gradient(parameters, data, rows);
  const gradients = kernel.gradients.slice();
  assert.equal(kernel.loss(parameters, data, rows), loss);
  differences(kernel, parameters, data, rows).forEach((numeric, i) => {
    assert.ok(
      distance(gradients[i], numeric) < TOLERANCE,
      `${network.parameterAt(i).name}: ${gradients[i]}, by differences ${numeric} (seed ${seed})`,
    );
  });
  return true;
}
