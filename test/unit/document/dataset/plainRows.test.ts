/** Texts without quotes are read without papaparse: the same rows, numbers and problems. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DataProblems } from '../../../../src/document/dataset/dataProblems';
import { readRows } from '../../../../src/document/dataset/delimitedRows';
import { parseDataset } from '../../../../src/document/dataset/parseDataset';
import { isPlain, readPlainRows } from '../../../../src/document/dataset/plainRows';
import { ColumnBuilder } from '../../../../src/document/dataset/table';

const encoder = new TextEncoder();

/** What a reader tells of each row: its cells and where it starts and ends. */
type Told = [cells: string[], start: number, end: number][];

function plainly(text: string, delimiter: string): Told {
  const told: Told = [];
  // Without columns every row is left to the callback.
  const rows = { builders: [], starts: [] };
  readPlainRows(
    text,
    delimiter,
    () => rows,
    (...row) => told.push(row) > 0,
  );
  return told;
}

function byPapaparse(text: string, delimiter: string): Told {
  const told: Told = [];
  readRows(text, delimiter, new DataProblems('', text), (...row) => told.push(row) > 0);
  return told;
}

/** The numbers of lines of one cell each. */
function numbersOf(cells: readonly string[]): number[] {
  const builder = new ColumnBuilder();
  const text = cells.join('\n');
  const rows = { builders: [builder], starts: [] };
  readPlainRows(
    text,
    ',',
    () => rows,
    () => false,
  );
  return [...builder.finish('').numbers];
}

describe('rows without quotes', () => {
  it('are the rows that papaparse finds', () => {
    const piece = fc.constantFrom('1', '-', '.', '23', 'e5', ' ', ',', ';', '\n', '\r\n', '\t', 'é', 'x', '\u00a0');
    const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(',', ';', '\t'), (text, delimiter) => {
        assert.deepEqual(plainly(text, delimiter), byPapaparse(text, delimiter));
      }),
      { numRuns: 2000 },
    );
  });

  it('have the doubles nearest to what is written, as JavaScript reads it', () => {
    const decimal = fc
      .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{0,20}$/), fc.stringMatching(/^\d{1,25}$/))
      .map(([sign, whole, decimals]) => `${sign}${whole}.${decimals}`);
    const written = fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
    fc.assert(
      fc.property(fc.array(written, { minLength: 1 }), (cells) => {
        assert.deepEqual(numbersOf(cells), cells.map(Number));
      }),
      { numRuns: 2000 },
    );
  });

  it('tell empty cells, words and wrong lines apart, as texts with quotes do', () => {
    const lines = ['a,b', '1, 2 ', ',x', '', '  ', '3', '-0,1e400', '5.,.5', '1,2,3', '+7,0x1F'];
    const read = (header: string) => {
      const { table, problems } = parseDataset(encoder.encode([header, ...lines.slice(1)].join('\r\n')), 'a.csv');
      return {
        columns: table!.columns,
        rows: table!.rowCount,
        told: problems.map(({ code, place }) => [code, place?.line]),
      };
    };
    const plain = read(lines[0]);
    assert.deepEqual(plain, read('"a",b'));
    assert.deepEqual([...plain.columns[0].numbers], [1, NaN, -0, 5, 7]);
    assert.deepEqual([plain.columns[1].missing, plain.columns[1].others], [0, 3]);
    assert.deepEqual(plain.told, [
      ['row-length', 6],
      ['row-length', 9],
    ]);
  });

  it('are told from texts that need papaparse', () => {
    const rows: [string, string, boolean][] = [
      ['a,b', ',', true],
      ['a,"b"', ',', false],
      ['a b', ' ', false],
      ['a||b', '||', false],
      ['1.5', '.', false],
    ];
    for (const [text, delimiter, plain] of rows) assert.equal(isPlain(text, delimiter), plain, `${text} ${delimiter}`);
  });
});
