// Outline, definitions, references and renaming: the same thing found from each of its places.
import assert from 'node:assert/strict';
import { columnInData } from '../../../../src/document/language/columnPlaces';
import { commentFolds } from '../../../../src/document/language/folding';
import { occurrencesOf, subjectAt } from '../../../../src/document/language/references';
import { renameEdits, renamingAt } from '../../../../src/document/language/rename';
import { type NetworkSymbol, symbolsOf } from '../../../../src/document/language/symbols';
import type { LoadedNetwork } from '../../../../src/document/loadSetup';
import { parseNetwork } from '../../../../src/document/parse';
import { article, dosage, load, spoil } from '../support';

const labelled = spoil(article, '"biases": [-1.43, 0.57]', '"biases": [-1.43, 0.57], "neurons": ["top", "bottom"]');

function lines(symbols: readonly NetworkSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name}${detail && `: ${detail}`}`,
    ...lines(children, `${indent}  `),
  ]);
}

/** The marked texts of all occurrences, with the file where it is not the network. */
function occurrences(loaded: LoadedNetwork, text: string, data: string, offset: number): string[] {
  const found = subjectAt(loaded, offset);
  if (!found) return [];
  return occurrencesOf(loaded, found.subject).map(({ file, range: { offset: at, length }, definition }) => {
    const source = file === 'network' ? text : data;
    return `${file === 'data' ? 'data ' : ''}${source.slice(at, at + length)}${definition ? ' defined' : ''}`;
  });
}

describe('symbols', () => {
  it('of the article’s network: layers, neurons, parameters', () => {
    assert.deepEqual(lines(symbolsOf(parseNetwork(labelled))), [
      'dataset: dosage.csv',
      'inputs: dose',
      '  dose',
      'outputs: effectiveness',
      '  effectiveness',
      'layers: 7 parameters',
      '  Layer 1: softplus, 1 → 2',
      '    top: x1, y1',
      '      w1: 3.34',
      '    bottom: x2, y2',
      '      w2: −3.53',
      '  Layer 2: identity, 2 → 1',
      '    predicted',
      '      w3: 0.36',
      '      w4: 0.63',
      'loss: ssr',
      'optimizer: gradientDescent',
      'training',
      'trainable: w3, w4, b3',
    ]);
  });

  it('of a file that is half written', () => {
    const text = '{ "layers": [{ "units": 3 }, 7, { "activation": "tanh" }], "loss": ';
    assert.deepEqual(lines(symbolsOf(parseNetwork(text))), [
      'layers',
      '  Layer 1: no activation, 3 neurons',
      '  Layer 3: tanh',
    ]);
    assert.deepEqual(symbolsOf(parseNetwork('[]')), []);
  });
});

describe('definitions and references', () => {
  const rows: readonly [what: string, at: string, inside: number, found: readonly string[]][] = [
    ['a name in trainable', '"w3"', 1, ['0.36 defined', '"w3"']],
    ['the number of that parameter', '0.36', 0, ['0.36 defined', '"w3"']],
    ['right behind that number', '0.36', 4, ['0.36 defined', '"w3"']],
    ['a parameter that is frozen', '3.34', 0, ['3.34 defined']],
    ['an input', '"dose"', 2, ['"dose"', 'data dose defined']],
    ['a label', '"bottom"', 2, ['[-3.53] defined', '0.57', '"bottom"']],
    ['an activation', '"softplus"', 2, []],
  ];
  for (const [what, at, inside, found] of rows) {
    it(`of ${what}`, async () => {
      const loaded = await load(labelled);
      assert.deepEqual(occurrences(loaded, labelled, dosage, labelled.indexOf(at) + inside), found);
    });
  }

  it('of a one-hot parameter name in the matrix form', async () => {
    const text = spoil(article, '"w3"', '"W[2][1,1]"');
    const loaded = await load(text);
    assert.deepEqual(occurrences(loaded, text, dosage, text.indexOf('0.36')), ['0.36 defined', '"W[2][1,1]"']);
  });
});

describe('renaming', () => {
  async function renamed(text: string, data: string, file: string, at: string, to: string): Promise<[string, string]> {
    const network = spoil(text, 'dosage.csv', file);
    const loaded = await load(network, { [file]: data });
    const edits = renameEdits(loaded, renamingAt(loaded, network.indexOf(at) + 1), to);
    const apply = (source: string, which: 'network' | 'data') =>
      edits
        .filter((edit) => edit.file === which)
        .sort((a, b) => b.offset - a.offset)
        .reduce(
          (result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length),
          source,
        );
    return [apply(network, 'network'), apply(data, 'data')];
  }

  const data: readonly [what: string, file: string, before: string, to: string, after: string][] = [
    ['in a CSV header', 'a.csv', dosage, 'time', 'time,effectiveness\n0,0\n0.5,1\n1,0\n'],
    ['in a header with quotes', 'a.csv', '"dose" ,effectiveness\n0,0\n', 'time', 'time ,effectiveness\n0,0\n'],
    [
      'to a name that needs quotes',
      'a.csv',
      'dose,effectiveness\n0,0\n',
      'a "b", c',
      '"a ""b"", c",effectiveness\n0,0\n',
    ],
    ['after a blank line', 'a.csv', '\r\ndose,effectiveness\r\n0,0\r\n', 'time', '\r\ntime,effectiveness\r\n0,0\r\n'],
    ['in a TSV header', 'a.tsv', 'effectiveness\tdose\n0\t0\n', 'a,b', 'effectiveness\ta,b\n0\t0\n'],
    [
      'in a list of objects',
      'a.json',
      '[{ "dose": 1, "effectiveness": 2 }, { "effectiveness": 2, "dose": 3 }]',
      'time',
      '[{ "time": 1, "effectiveness": 2 }, { "effectiveness": 2, "time": 3 }]',
    ],
    [
      'in columns',
      'a.json',
      '{ "columns": ["dose", "effectiveness"], "rows": [[1, 2]] }',
      'time',
      '{ "columns": ["time", "effectiveness"], "rows": [[1, 2]] }',
    ],
    [
      'in lines of JSON',
      'a.jsonl',
      '{ "dose": 1, "effectiveness": 2 }\n{ "effectiveness": 2, "dose": 3 }\n',
      'time',
      '{ "time": 1, "effectiveness": 2 }\n{ "effectiveness": 2, "time": 3 }\n',
    ],
  ];
  for (const [what, file, before, to, after] of data) {
    it(`a column ${what}`, async () => {
      const [network, changed] = await renamed(article, before, file, '"dose"', to);
      assert.equal(changed, after);
      assert.ok(network.includes(`"inputs": [${JSON.stringify(to)}]`), network);
      const { setup, problems } = await load(network, { [file]: changed });
      assert.ok(setup, problems.map(({ message }) => message).join());
    });
  }

  it('a neuron', async () => {
    const [network] = await renamed(labelled, dosage, 'dosage.csv', '"bottom"', 'lower');
    assert.equal(network, labelled.replace('"bottom"', '"lower"'));
  });

  const refused: readonly [what: string, at: string, to: string, why: RegExp][] = [
    ['a parameter', '"w3"', 'w9', /w3 is called by its place in the network/],
    ['an activation', '"softplus"', 'relu', /Columns and the labels of neurons can be renamed/],
    ['a column to the name of another', '"dose"', 'effectiveness', /There is a column 'effectiveness' already/],
    ['a column to nothing', '"dose"', ' ', /A name is expected/],
    ['a column to two lines', '"dose"', 'a\nb', /A column name has no line breaks/],
    ['a column to what formulas mark names with', '"dose"', '⟨a⟩', /no ⟨ and ⟩: formulas use them/],
  ];
  it('of two columns with one name is refused', async () => {
    await assert.rejects(
      renamed(article, 'dose,dose,effectiveness\n0,0,0\n', 'a.csv', '"dose"', 'time'),
      /Two columns of a\.csv are called 'dose': which of them is meant cannot be told/,
    );
  });

  for (const [what, at, to, why] of refused) {
    it(`${what} is refused`, async () => {
      await assert.rejects(renamed(labelled, dosage, 'dosage.csv', at, to), why);
    });
  }
});

describe('the column whose name stands at a place of the data', () => {
  const json = '[{ "dose": 1, "effectiveness": 2 }, { "effectiveness": 2, "dose": 3 }]';
  const objects = '{ "columns": ["dose", "effectiveness"], "rows": [[1, 2]] }';
  const lined = '{ "dose": 1, "effectiveness": 2 }\r\n{ "effectiveness": 2, "dose": 3 }\r\n';
  const rows: readonly [file: string, data: string, offset: number, column: string | null, marked?: string][] = [
    ['a.csv', dosage, 0, 'dose', 'dose'],
    ['a.csv', dosage, 4, 'dose', 'dose'],
    ['a.csv', dosage, 5, 'effectiveness', 'effectiveness'],
    ['a.csv', dosage, dosage.indexOf('0.5'), null],
    ['a.csv', '\n"do""se" , effectiveness\n0,0\n', 3, 'do"se', '"do""se"'],
    ['a.csv', ',effectiveness\n0,0\n', 0, null],
    ['a.tsv', 'effectiveness\tdose\n0\t0\n', 16, 'dose', 'dose'],
    ['a.json', json, json.lastIndexOf('dose'), 'dose', '"dose"'],
    ['a.json', json, json.indexOf('1'), null],
    ['a.json', objects, objects.indexOf('dose'), 'dose', '"dose"'],
    ['a.json', objects, objects.indexOf('rows'), null],
    ['a.jsonl', lined, lined.lastIndexOf('effectiveness'), 'effectiveness', '"effectiveness"'],
    ['a.jsonl', lined, lined.length, null],
  ];
  for (const [file, data, offset, column, marked] of rows) {
    it(`${file}, ${JSON.stringify(data.slice(0, offset))}‸: ${column ?? 'none'}`, async () => {
      const { data: loaded } = await load(spoil(article, 'dosage.csv', file), { [file]: data });
      const found = columnInData(loaded!, offset);
      assert.equal(found?.column ?? null, column);
      if (found) assert.equal(data.slice(found.range.offset, found.range.offset + found.range.length), marked);
    });
  }

  it('is none where the file is read without a header', async () => {
    const given = '{ "file": "dosage.csv", "header": false, "columns": ["dose", "effectiveness"] }';
    const loaded = await load(spoil(article, '"dosage.csv"', given), { 'dosage.csv': 'dose,effectiveness\n' });
    assert.equal(columnInData(loaded.data!, 0), null);
  });
});

describe('folding', () => {
  it('runs of comments', () => {
    assert.deepEqual(commentFolds('// a\n  // b\n{\n// c\n"a": 1, // d\r\n// e\r\n// f'), [
      { start: 0, end: 1 },
      { start: 5, end: 6 },
    ]);
  });
});
