import assert from 'node:assert/strict';
import { parseDataset, type DatasetOptions } from '../../../../src/document/dataset/parseDataset';
import { cellRanges } from '../../../../src/document/dataset/delimitedCells';
import { marked } from '../support';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, options: DatasetOptions = {}, name = 'dosage.csv') =>
  parseDataset(bytes(text), name, options);

function columns(text: string, options: DatasetOptions = {}, name = 'dosage.csv'): Record<string, number[]> {
  const { table, problems } = parse(text, options, name);
  assert.deepEqual(problems, []);
  assert.ok(table);
  return Object.fromEntries(table.columns.map((column) => [column.name, [...column.numbers]]));
}

describe('delimited data files', () => {
  const expected = { dose: [0, 0.5, 1], effectiveness: [0, 1, 0] };
  const readable: [title: string, text: string, options?: DatasetOptions, name?: string][] = [
    ['LF', 'dose,effectiveness\n0,0\n0.5,1\n1,0\n'],
    ['no line break at the end', 'dose,effectiveness\n0,0\n0.5,1\n1,0'],
    ['CRLF', 'dose,effectiveness\r\n0,0\r\n0.5,1\r\n1,0\r\n'],
    ['both in one file', 'dose,effectiveness\r\n0,0\n0.5,1\r\n1,0\n'],
    ['CR alone', 'dose,effectiveness\r0,0\r0.5,1\r1,0\r'],
    ['a byte-order mark', '\uFEFFdose,effectiveness\n0,0\n0.5,1\n1,0\n'],
    ['blank lines', '\n\ndose,effectiveness\n\n0,0\n   \n0.5,1\n1,0\n\n\n'],
    ['quotes', '"dose","effectiveness"\n"0",0\n0.5,"1"\n"1","0"\n'],
    ['quotes and CRLF', '"dose","effectiveness"\r\n"0","0"\r\n"0.5","1"\r\n"1","0"\r\n'],
    ['blanks around cells', ' dose , effectiveness \n 0 , 0\n 0.5 , 1 \n1, 0 \n'],
    ['signs and exponents', 'dose,effectiveness\n+0,0e5\n5e-1,1.\n1E0,.0\n'],
    ['tabs in .tsv', 'dose\teffectiveness\n0\t0\n0.5\t1\n1\t0\n', {}, 'a.tsv'],
    ['a given delimiter', 'dose;effectiveness\n0;0\n0.5;1\n1;0\n', { delimiter: ';' }],
    ['an extension in capitals', 'dose,effectiveness\n0,0\n0.5,1\n1,0\n', {}, 'DATA.CSV'],
    ['no header but names', '0,0\n0.5,1\n1,0\n', { header: false, columns: ['dose', 'effectiveness'] }],
  ];
  for (const [title, text, options, name] of readable) {
    it(`reads ${title}`, () => assert.deepEqual(columns(text, options, name), expected));
  }

  it('numbers the columns of a file without a header, and one without a name', () => {
    assert.deepEqual(Object.keys(columns('1,2\n3,4\n', { header: false })), ['column1', 'column2']);
    assert.deepEqual(Object.keys(columns(',a\n0,4\n')), ['column1', 'a']);
  });

  it('keeps commas, line breaks and doubled quotes inside quotes', () => {
    const { table, problems } = parse('name,n\n"a, b\nc ""d""",1\ne,2\n');
    assert.deepEqual(problems, []);
    assert.deepEqual([...table!.source.texts(0)], ['a, b\nc "d"', 'e']);
    assert.deepEqual([...table!.columns[1].numbers], [1, 2]);
    assert.equal(table!.source.cell(1, 1).line, 4, 'lines inside quotes count');
  });

  const notNumbers = [
    'abc',
    '0x1F',
    '0b1',
    '0o7',
    'Infinity',
    '-Infinity',
    'NaN',
    '1_000',
    '1,5'.replace(',', '٫'),
    '1 2',
    '--1',
    '1e',
    'true',
  ];
  for (const cell of notNumbers) {
    it(`does not take ${cell} for a number`, () => {
      const { table } = parse(`a,b\n1,${cell}\n`);
      assert.ok(Number.isNaN(table!.columns[1].numbers[0]));
      assert.equal(table!.columns[1].others, 1);
    });
  }

  interface Wrong {
    readonly title: string;
    readonly text: string;
    readonly message: string;
    readonly marked: string;
    readonly options?: DatasetOptions;
    readonly name?: string;
  }
  const wrong: Wrong[] = [
    {
      title: 'fewer cells than columns',
      text: 'dose,effectiveness\n0,0\n0.5\n1,0\n',
      message: 'dosage.csv:3: this line has 1 cell; the file has 2 columns (dose, effectiveness).',
      marked: '0.5',
    },
    {
      title: 'more cells than columns',
      text: 'dose,effectiveness\r\n\r\n0,0,7\r\n',
      message: 'dosage.csv:3: this line has 3 cells; the file has 2 columns (dose, effectiveness).',
      marked: '0,0,7',
    },
    {
      title: 'no rows',
      text: 'dose,effectiveness\n\n',
      message: 'dosage.csv has column names but no rows.',
      marked: '',
    },
    { title: 'an empty file', text: '', message: 'dosage.csv is empty.', marked: '' },
    { title: 'a file of blanks', text: ' \n\n', message: 'dosage.csv is empty.', marked: '' },
    {
      title: 'an unclosed quote',
      text: 'a,b\n1,"2\n3,4\n',
      message: 'dosage.csv:2: a cell begins with a double quote that is never closed.',
      marked: '"',
    },
    {
      title: 'something behind a closing quote',
      text: 'a,b\n"1"x,2\n3,4\n',
      message:
        'dosage.csv:2: something follows the closing double quote of a cell. A quote inside quotes is written twice: "".',
      marked: '"',
    },
    {
      title: 'two columns of one name',
      text: 'a,b,a\n1,2,3\n',
      message: "dosage.csv:1:3: two columns are called 'a'.",
      marked: 'a',
    },
    {
      title: 'numbers where names are expected',
      text: '0,0\n0.5,1\n',
      message:
        'dosage.csv:1: column names are expected here, but all cells are numbers: say "header": false in \'dataset\' if the file has no names.',
      marked: '0,0',
    },
    {
      title: 'another delimiter',
      text: 'dose;effectiveness\n0;0\n',
      message: "dosage.csv:1: there is no ',' in this line, but ';': say so with \"delimiter\": \";\" in 'dataset'.",
      marked: 'dose;effectiveness',
    },
    {
      title: 'commas in a .tsv file',
      text: 'dose,effectiveness\n0,0\n',
      name: 'a.tsv',
      message: 'a.tsv:1: there is no tab in this line, but \',\': say so with "delimiter": "," in \'dataset\'.',
      marked: 'dose,effectiveness',
    },
    {
      title: 'too few names',
      text: '1,2,3\n',
      options: { header: false, columns: ['a', 'b'] },
      message: "dosage.csv:1: there are 3 cells in this line, but 'columns' has 2 names.",
      marked: '1,2,3',
    },
  ];
  for (const row of wrong) {
    it(`says what is wrong with ${row.title}`, () => {
      const { problems, text } = parse(row.text, row.options, row.name);
      // Once: an unclosed quote swallows the lines after it, which are not a short row as well.
      assert.deepEqual(
        problems.map(({ message }) => message),
        [row.message],
      );
      assert.equal(marked(text, problems[0]), row.marked);
      assert.equal(problems[0].file, 'data');
      assert.equal(problems[0].severity, 'error');
    });
  }

  it('names the delimiter that was meant', () => {
    assert.equal(parse('a;b\n1;2\n').meantDelimiter, ';');
    assert.equal(parse('a\n1\n2\n').meantDelimiter, undefined);
  });

  it('goes on after a wrong line, and counts problems beyond twenty', () => {
    const { table, problems } = parse(`a,b\n${'1\n'.repeat(30)}2,3\n`);
    assert.deepEqual([...table!.columns[1].numbers], [3]);
    assert.equal(problems.length, 21);
    assert.equal(problems[20].message, 'dosage.csv: 10 more problems are not shown.');
  });

  it('finds every cell again, exactly', () => {
    const text = 'a,"b b",c\r\n"1" ,x,"y, ""z"""\r\n, 2 ,\r\n';
    const pieces = (start: number, end: number) =>
      cellRanges(text, start, end, ',').map(({ offset, length }) => text.slice(offset, offset + length));
    const [first, second] = [text.indexOf('\n') + 1, text.indexOf('\n', 15) + 1];
    assert.deepEqual(pieces(0, first), ['a', '"b b"', 'c']);
    assert.deepEqual(pieces(first, second), ['"1" ', 'x', '"y, ""z"""']);
    assert.deepEqual(pieces(second, text.length), ['', ' 2 ', '']);
    const { table } = parse(text);
    const cell = table!.source.cell(1, 1);
    assert.deepEqual([cell.text, cell.kind, cell.line, cell.column], ['2', 'number', 3, 2]);
  });
});

describe('what is no data file', () => {
  const latin = Uint8Array.from([...bytes('name,n\nna'), 0xef, ...bytes('ve,1\n')]);
  const rows: [title: string, content: Uint8Array, message: string][] = [
    ['binary', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 8]), 'dosage.csv is a binary file, not a table of text.'],
    [
      'UTF-16',
      Uint8Array.from([0xff, 0xfe, 0x61, 0]),
      'dosage.csv is written in UTF-16: save it with the encoding UTF-8.',
    ],
    ['Latin-1', latin, 'dosage.csv:2:3: the file is not UTF-8 here: save the file with the encoding UTF-8.'],
    ['too big', bytes('a\n1\n'), 'dosage.csv is too big: 1 MB, and at most 1 MB are read.'],
  ];
  for (const [title, content, message] of rows) {
    it(title, () => {
      const { table, problems } = parseDataset(
        content,
        'folder/dosage.csv',
        title === 'too big' ? { maxBytes: 3 } : {},
      );
      assert.equal(table, null);
      assert.deepEqual(
        problems.map((problem) => problem.message),
        [message],
      );
    });
  }
});
