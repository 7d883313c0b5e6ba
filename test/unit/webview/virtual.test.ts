// Windows of long lists: the scroll bar of ten million operations, and rows of the operations list.
import assert from 'node:assert/strict';
import type { Operation } from '../../../src/core/operation';
import { address, rowsFrom } from '../../../src/webview/tabs/operationRows';
import { firstRow, keepInView, scrollFor, spacerHeight, TALLEST } from '../../../src/webview/virtual';

const VIEW = 185;
const ROW = 18.5;

describe('a long list', () => {
  it('scrolls row by row while it is short', () => {
    assert.equal(firstRow(37, VIEW, 64, ROW), 2);
    assert.equal(scrollFor(2, VIEW, 64, ROW), 37);
  });

  for (const count of [64, 5000, 10_000_000]) {
    it(`reaches both ends of ${count} rows`, () => {
      const end = spacerHeight(count, ROW) - VIEW;
      assert.equal(firstRow(0, VIEW, count, ROW), 0);
      assert.equal(firstRow(end, VIEW, count, ROW), count - 10);
    });
  }

  it('is never taller than a browser draws, and comes back to every row of ten million', () => {
    assert.equal(spacerHeight(10_000_000, ROW), TALLEST);
    for (const first of [0, 1, 4_999_999, 9_999_990]) {
      assert.equal(firstRow(scrollFor(first, VIEW, 10_000_000, ROW), VIEW, 10_000_000, ROW), first);
    }
  });

  it('does not scroll where all is seen', () => assert.equal(firstRow(50, VIEW, 8, ROW), 0));

  for (const [first, wanted, expected] of [
    [10, 12, 10],
    [10, 4, 4],
    [10, 30, 21],
    [0, 99, 90],
  ] as const) {
    it(`shows ${wanted} from ${expected} on, having begun with ${first}`, () => {
      assert.equal(keepInView(first, 10, wanted, 100), expected);
    });
  }
});

describe('the operations list', () => {
  const operation = (index: number, phase: Operation['phase'], sample: number): Operation => ({
    index,
    phase,
    sample,
    layer: 0,
    neuron: 0,
    target: 'x1',
    assign: '=',
    right: { plain: '', tex: '' },
    text: '',
    value: 0,
    operands: [],
  });
  const operations = [
    operation(0, 'forward', 0),
    operation(1, 'loss', 0),
    operation(2, 'backward', 0),
    operation(3, 'forward', 1),
    operation(4, 'update', -1),
  ];
  const told = (first: number, most: number) =>
    rowsFrom(operations, first, most).map((row) =>
      row.kind === 'heading' ? `${row.phase} ${row.sample}` : row.operation.index,
    );

  it('has a heading where a phase or a sample begins', () => {
    assert.deepEqual(told(0, 20), ['Forward 0', 0, 1, 'Backward 0', 2, 'Forward 1', 3, 'Update -1', 4]);
  });

  it('begins anywhere and ends where the room ends', () => {
    assert.deepEqual(told(1, 3), [1, 'Backward 0', 2]);
    assert.deepEqual(told(9, 3), []);
  });

  it('has addresses by sample and place', () => {
    assert.equal(address(operation(34, 'backward', 1), 19, 3), '2.16');
    assert.equal(address(operation(57, 'update', -1), 19, 3), 'u.01');
  });
});
