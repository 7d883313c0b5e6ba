// Where breakpoints on a parameter stand: those of the session at its number, those of the debugger on their lines.
import assert from 'node:assert/strict';
import { breakpointReferences, type FileBreakpoint } from '../../../src/debug/breakpoints/breakpointReferences';
import { parseNetwork } from '../../../src/document/parse';
import type { BreakpointSpec } from '../../../src/training/breakpoints/breakpoint';
import { article, spoil } from '../document/support';

const parsed = parseNetwork(article);
const network = parsed.document!.network!;
const lineOf = (text: string): number => article.slice(0, article.indexOf(text)).split('\n').length - 1;
const lineText = (line: number): string => article.split('\n')[line].trim();
const columnOf = (text: string): number => article.split('\n')[lineOf(text)].indexOf(text);

function places(name: string, ofSession: readonly BreakpointSpec[], ofFile: readonly FileBreakpoint[] = []): string[] {
  return breakpointReferences(parsed, network, network.parameterByName(name)!, ofSession, ofFile).map(
    ({ offset, length }) => article.slice(offset, offset + length),
  );
}

describe('the breakpoints on a parameter', () => {
  const ofSession: readonly [what: string, spec: BreakpointSpec, found: boolean][] = [
    ['on the parameter', { kind: 'parameter', parameter: 'w3', when: 'sign' }, true],
    ['on its matrix name', { kind: 'parameter', parameter: 'W[2][1,1]', when: { passes: 1 } }, true],
    ['on its derivative', { kind: 'operation', operation: 'dSSR/dw3', sample: null }, true],
    ['on a condition that names it', { kind: 'condition', condition: 'SSR < 1 && w3 < 0' }, true],
    ['on another parameter', { kind: 'parameter', parameter: 'w4', when: 'sign' }, false],
    ['on another operation', { kind: 'operation', operation: 'dSSR/dw4', sample: 0 }, false],
    ['on an update', { kind: 'update', update: 3 }, false],
  ];
  for (const [what, spec, found] of ofSession) {
    it(`of the session ${what} ${found ? 'stand at its number' : 'are none of it'}`, () =>
      assert.deepEqual(places('w3', [spec]), found ? ['0.36'] : []));
  }

  const [line, loss] = [lineOf('0.36'), lineOf('"loss"')];
  const ofFile: readonly [what: string, breakpoint: FileBreakpoint, found: readonly string[]][] = [
    ['on its line', { line, column: 0 }, [lineText(line)]],
    ['on its number', { line, column: columnOf('0.36') }, ['0.36']],
    ['on the number beside it', { line, column: columnOf('0.63') }, []],
    ['on another line', { line: loss, column: 0 }, []],
    [
      'on another line, with a condition that names it',
      { line: loss, column: 0, condition: 'w3 < 0' },
      [lineText(loss)],
    ],
    ['that logs it', { line: loss, column: 0, logMessage: 'w3 is {w3}' }, [lineText(loss)]],
    ['that only speaks of it', { line: loss, column: 0, logMessage: 'w3 is' }, []],
    ['behind the end of the file', { line: 1000, column: 0 }, []],
  ];
  for (const [what, breakpoint, found] of ofFile) {
    it(`of the debugger ${what}: ${found.length === 0 ? 'none' : found.join()}`, () =>
      assert.deepEqual(places('w3', [], [breakpoint]), found));
  }

  it('are told once for each place, in the order of the text', () => {
    const onIt: BreakpointSpec = { kind: 'parameter', parameter: 'w3', when: 'sign' };
    const again: FileBreakpoint = { line: loss, column: 0, condition: 'w3 < 0' };
    assert.deepEqual(places('w3', [onIt, { kind: 'condition', condition: 'w3 > 1' }], [again, again]), [
      '0.36',
      lineText(loss),
    ]);
  });

  it('stand where a number is drawn that is not written', () => {
    const drawn = parseNetwork(
      spoil(article, '"weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57]', '"units": 2, "init": "heNormal"'),
    );
    const of = (name: string): string[] => {
      const parameter = network.parameterByName(name)!;
      const spec: BreakpointSpec = { kind: 'parameter', parameter: name, when: 'sign' };
      return breakpointReferences(drawn, network, parameter, [spec], []).map(({ offset, length }) =>
        drawn.text.slice(offset, offset + length),
      );
    };
    assert.deepEqual([of('w1'), of('b2')], [['"heNormal"'], ['2']]);
  });
});
