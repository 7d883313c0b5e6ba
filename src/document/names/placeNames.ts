/** What a place in a network file is called in a sentence: `layers/1/activation` is "'activation' of layer 2". */

import type { Path } from '../problems';

/** By path with # for an index; {n} is the n-th index, counted from 1. */
const templates: Readonly<Record<string, string>> = {
  '': 'the network',
  'layers/#': 'layer {1}',
  'layers/#/weights': "'weights' of layer {1}",
  'layers/#/weights/#': 'the row of weights of neuron {2} of layer {1}',
  'layers/#/weights/#/#': 'weight {3} of neuron {2} of layer {1}',
  'layers/#/biases/#': 'bias {2} of layer {1}',
  'layers/#/neurons/#': 'the label of neuron {2} of layer {1}',
  'inputs/#': 'input {1}',
  'outputs/#': 'output {1}',
  'inputs/#/oneHot/#': 'category {2} of input {1}',
  'outputs/#/oneHot/#': 'category {2} of output {1}',
  'dataset/columns/#': 'column name {1} of the dataset',
  'dataset/rows/#': 'row {1} of the dataset',
  'dataset/rows/#/#': 'cell {2} of row {1} of the dataset',
  'trainable/#': "name {1} of 'trainable'",
};

/** What the owners of properties are called. */
const owners: Readonly<Record<string, string>> = {
  dataset: 'the dataset',
  optimizer: 'the optimizer',
};

export function placeName(path: Path): string {
  const indices = path.filter((step) => typeof step === 'number');
  const pattern = path.map((step) => (typeof step === 'number' ? '#' : step)).join('/');
  if (Object.hasOwn(templates, pattern)) {
    return templates[pattern].replaceAll(/\{(\d)\}/g, (_, n: string) => String(indices[Number(n) - 1] + 1));
  }
  const key = path[path.length - 1];
  if (typeof key === 'number') return `item ${key + 1} of ${placeName(path.slice(0, -1))}`;
  return path.length === 1 ? `'${key}'` : `'${key}' of ${ownerName(path.slice(0, -1))}`;
}

/** The same for what something is said to be *of*: `the optimizer`. */
export function ownerName(path: Path): string {
  const pattern = path.join('/');
  return Object.hasOwn(owners, pattern) ? owners[pattern] : placeName(path);
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
