// Which changes of a network's files matter to a session that goes on with the old ones.
import { equal } from 'node:assert/strict';
import { changeBetween } from '../../../src/vscode/networkChange';
import { articleNetwork } from '../core/sampleNetworks';
import { articleSetup, changedSetup } from './panel/sessions';
import { Network } from '../../../src/core/network';

const renamed = new Network({ ...articleNetwork, inputs: ['amount'], outputs: ['effectiveness'] });
const { data, initial } = articleSetup;

const rows: readonly [what: string, change: Parameters<typeof changedSetup>[0], expected: 'network' | 'data' | null][] =
  [
    ['nothing, as after a change of a comment', { initial: initial.slice() }, null],
    ['one weight', { initial: initial.map((value, i) => (i === 3 ? value + 1e-16 + 1e-15 : value)) }, 'network'],
    ['which parameters learn', { trainable: Uint8Array.from([1, 1, 1, 1, 1, 1, 0]) }, 'network'],
    ['the learning rate', { optimizer: { learningRate: 0.2 } }, 'network'],
    ['where a run stops', { training: { updates: 50 } }, 'network'],
    ['the name', { name: 'Dosage' }, 'network'],
    ['what a column is called', { network: renamed }, 'network'],
    ['one cell of the data', { data: { ...data, inputs: Float64Array.of(0, 0.5, 2) } }, 'data'],
    [
      'a row more',
      { data: { count: 4, inputs: Float64Array.of(0, 0.5, 1, 2), outputs: Float64Array.of(0, 1, 0, 0) } },
      'data',
    ],
    ['data and network', { name: 'x', data: { ...data, inputs: Float64Array.of(0, 0.5, 2) } }, 'network'],
  ];

describe('change of a network', () => {
  for (const [what, change, expected] of rows) {
    it(`${what}: ${expected}`, () => equal(changeBetween(articleSetup, changedSetup(change)), expected));
  }
});
