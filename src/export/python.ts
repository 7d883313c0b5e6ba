/** What the PyTorch and the NumPy script have in common: the data, the batches, the start, edits and names. */

import { Batches } from '../core/batches';
import { losses } from '../core/losses';
import type { Network } from '../core/network';
import type { Setup } from '../core/setup';

export interface ScriptOptions {
  /** Updates to reproduce; default 5. */
  readonly updates?: number;
  /** Changes that a person made during the run, after so many updates. */
  readonly edits?: readonly ScriptEdit[];
}

export type ScriptEdit =
  | { readonly kind: 'parameter'; readonly update: number; readonly name: string; readonly value: number }
  | { readonly kind: 'learningRate'; readonly update: number; readonly value: number };

/** A script with more numbers than this would be slow to open. */
export const MOST_NUMBERS = 2_000_000;

const DEFAULT_UPDATES = 5;

/** Of more parameters than this, as many are printed. */
const MOST_PRINTED = 200;

/** A number as Python reads it, with every bit. */
export function pythonNumber(x: number): string {
  if (Number.isNaN(x)) return 'float("nan")';
  if (!Number.isFinite(x)) return x < 0 ? '-float("inf")' : 'float("inf")';
  return String(x);
}

/** `[[0, 0.5], [1, 2]]`, one row a line. */
export function pythonMatrix(rows: readonly ArrayLike<number>[]): string {
  return `[\n${rows.map((row) => `    ${pythonList(row)},\n`).join('')}]`;
}

export function pythonList(numbers: ArrayLike<number>): string {
  return `[${Array.from(numbers, pythonNumber).join(', ')}]`;
}

/** Every line but the first moved to the right. */
export function indented(lines: string): string {
  return lines.replaceAll('\n', '\n    ');
}

/** Text between double quotes. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

export interface Script {
  readonly network: Network;
  /** `SSR`, in ASCII. */
  readonly loss: string;
  readonly updates: number;
  /** Modules that the shared pieces need. */
  readonly imports: string;
  /** What walks the parameters that are printed: all, or the first where there are many. */
  shown(arrays: string): string;
  /** First lines: what it is. */
  readonly docstring: string;
  /** `inputs = …`, `observed = …`, `batches = …`; the arrays made by a function such as `np.array`. */
  data(array: string): string;
  readonly edits: string;
  /** The set of names that do not move, or '' where all do. */
  readonly frozen: string;
  weights(layer: number): string;
  biases(layer: number): string | null;
}

/**
 * The pieces of a script.
 * @throws RangeError where the data and parameters it needs are more than MOST_NUMBERS numbers
 */
export function prepareScript(setup: Setup, library: string, options: ScriptOptions): Script {
  const { network, data, initial, trainable } = setup;
  const updates = options.updates ?? DEFAULT_UPDATES;
  const batches = new Batches(setup.training, data.count);
  const most = Math.min(data.count, updates * batches.size);
  const numbers = most * (network.inputs.length + network.outputs.length) + network.parameterCount;
  if (numbers > MOST_NUMBERS) {
    throw new RangeError(
      `The script would have to hold ${numbers} numbers, more than ${MOST_NUMBERS}: ask for fewer updates.`,
    );
  }
  const all = Array.from({ length: updates }, (_, update) => [...batches.at(update).rows]);
  const used = [...new Set(all.flat())].sort((a, b) => a - b);
  const place = new Map(used.map((row, index) => [row, index]));
  const isFull = batches.perEpoch === 1;
  const matrix = (flat: Float64Array, width: number): string =>
    pythonMatrix(used.map((row) => flat.subarray(row * width, (row + 1) * width)));
  const edits = (options.edits ?? []).filter((edit) => edit.update < updates);
  return {
    network,
    loss: losses[network.loss].short.replace('½', 'half_'),
    updates,
    imports: network.parameterCount > MOST_PRINTED ? 'from itertools import islice\n\n' : '',
    shown: (arrays) =>
      network.parameterCount > MOST_PRINTED ? `islice(named(${arrays}), ${MOST_PRINTED})` : `named(${arrays})`,
    docstring: docstring(setup.name, library, updates),
    data: (array) =>
      [
        `inputs = ${array}(${matrix(data.inputs, network.inputs.length)}, dtype=float64)`,
        `observed = ${array}(${matrix(data.outputs, network.outputs.length)}, dtype=float64)`,
        '# The rows of each update.',
        isFull
          ? `batches = [list(range(len(inputs)))] * ${updates}`
          : `batches = [\n${all.map((rows) => `    [${rows.map((row) => place.get(row)).join(', ')}],\n`).join('')}]`,
      ].join('\n'),
    edits: pythonEdits(edits),
    frozen: pythonFrozen(network, trainable),
    weights(index) {
      const { weightOffset, units, inputs } = network.layers[index];
      const rows = Array.from({ length: units }, (_, neuron) =>
        initial.subarray(weightOffset + neuron * inputs, weightOffset + (neuron + 1) * inputs),
      );
      return pythonMatrix(rows);
    },
    biases(index) {
      const { biasOffset, units, bias } = network.layers[index];
      return bias ? pythonList(initial.subarray(biasOffset, biasOffset + units)) : null;
    },
  };
}

function docstring(name: string, library: string, updates: number): string {
  const what = updates === 1 ? 'the first update' : `the first ${updates} updates`;
  const of = name === '' ? 'a training run' : name.replace(/[\\"\r\n]/g, ' ');
  return `"""Reproduces ${what} of ${of} in ${library}.

Prints the loss and, for every parameter, its value and its derivative at the start of each update.
Written by Backprop Stepper.
"""`;
}

/** `{2: [("w4", -0.6)], 3: [(None, 0.05)]}`: None is the learning rate. */
function pythonEdits(edits: readonly ScriptEdit[]): string {
  if (edits.length === 0) return '';
  const updates = [...new Set(edits.map((edit) => edit.update))];
  const entry = (edit: ScriptEdit): string =>
    `(${edit.kind === 'parameter' ? pythonString(edit.name) : 'None'}, ${pythonNumber(edit.value)})`;
  const lines = updates.map((update) => {
    const made = edits.filter((edit) => edit.update === update).map(entry);
    return `    ${update}: [${made.join(', ')}],\n`;
  });
  return `# Edits, by finished updates: a parameter's new value, or (None) the learning rate.\nedits = {\n${lines.join('')}}`;
}

/** The names that do not move: written out, or as all but those that do. */
function pythonFrozen(network: Network, trainable: Uint8Array): string {
  const moving = trainable.reduce((sum, moves) => sum + moves, 0);
  if (moving === network.parameterCount) return '';
  const listMoving = moving < network.parameterCount - moving;
  const names = [...network.parameters()]
    .filter((parameter) => (trainable[parameter.offset] !== 0) === listMoving)
    .map((parameter) => pythonString(parameter.name));
  const set = names.length === 0 ? 'set()' : `{${names.join(', ')}}`;
  return listMoving
    ? `# Only these parameters move.\ntrainable = ${set}\nmoves = lambda name: name in trainable`
    : `# These parameters do not move.\nfrozen = ${set}\nmoves = lambda name: name not in frozen`;
}

/** Walks all parameters in reading order; arrays are lists of what the library has, None for no biases. */
export const namedParameters = `def named(weights, biases):
    """(name, array, index) of every parameter, in reading order."""
    w = b = 0
    for matrix, vector in zip(weights, biases):
        for j in range(len(matrix)):
            for i in range(len(matrix[j])):
                w += 1
                yield f"w{w}", matrix, (j, i)
            if vector is not None:
                b += 1
                yield f"b{b}", vector, (j,)`;
