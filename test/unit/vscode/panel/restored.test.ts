// Finding a panel's network again after a reload, also where the panel's own state was lost.
import { equal } from 'node:assert/strict';
import { restoredUri, titleOf } from '../../../../src/vscode/panel/restored';

const candidates = ['file:///w/xor.nn.json', 'file:///w/my%20dosage.nn.json', 'file:///other/xor.nn.json'];

const rows: readonly [what: string, state: unknown, title: string, uri: string | null][] = [
  ['its own state', { uri: 'file:///w/iris.nn.json', tab: 'fit' }, 'Stepper: xor', 'file:///w/iris.nn.json'],
  ['its title, where the state is lost', undefined, 'Stepper: my dosage', 'file:///w/my%20dosage.nn.json'],
  ['its title, where the state says nothing', { tab: 'fit' }, 'Stepper: xor', 'file:///w/xor.nn.json'],
  ['nothing, for the empty panel', undefined, 'Backprop Stepper', null],
  ['nothing, where no such panel was open', { uri: 5 }, 'Stepper: sine', null],
];

describe('a restored panel', () => {
  for (const [what, state, title, uri] of rows) {
    it(`is found by ${what}`, () => equal(restoredUri(state, title, candidates), uri));
  }

  it('has the file’s name in its title, as people read it', () => {
    equal(titleOf('vscode-vfs://github/a/b/my%20dosage.nn.json'), 'Stepper: my dosage');
  });
});
