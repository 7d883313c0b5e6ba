/** A folder with the article's network, and with the digits and a network that has some of its weights written out. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeDigits } from '../../host/digits.mts';
import { root } from '../../host/paths.mts';

export function digitsFolder(): string {
  const folder = path.join(root, 'out', 'bench-hover');
  fs.rmSync(folder, { recursive: true, force: true });
  writeDigits(folder);
  for (const name of ['dosage-all.nn.json', 'dosage.csv']) {
    fs.copyFileSync(path.join(root, 'media', 'samples', name), path.join(folder, name));
  }
  const file = path.join(folder, 'digits.nn.json');
  const weights = Array.from({ length: 10 }, (_, neuron) =>
    Array.from({ length: 128 }, (_, input) =>
      neuron === 0 && input === 0 ? 0.0123 : ((input * 7 + neuron) % 19) / 100,
    ),
  );
  const text = fs.readFileSync(file, 'utf8');
  const written = text
    .replace('{ "units": 10, "activation": "softmax", "init": "xavierUniform" }', () =>
      JSON.stringify({ activation: 'softmax', weights }),
    )
    .replace('"loss"', '"trainable": ["W[1][5,300]", "W[2][1,1]"],\n  "loss"');
  fs.writeFileSync(file, written);
  return folder;
}
