import assert from 'node:assert/strict';
import { parseDataset, type DatasetOptions } from '../../../../src/document/dataset/parseDataset';
import { marked } from '../support';

const parse = (text: string, name: string, options: DatasetOptions = {}) =>
  parseDataset(new TextEncoder().encode(text), name, options);

describe('JSON data files', () => {
  const expected = { dose: [0, 0.5, 1], effectiveness: [0, 1, 0] };
  const names = ['dose', 'effectiveness'];
  const objects = [
    { dose: 0, effectiveness: 0 },
    { dose: 0.5, effectiveness: 1 },
    { effectiveness: 0, dose: 1 },
  ];
  const lists = [
    [0, 0],
    [0.5, 1],
    [1, 0],
  ];
  const readable: [title: string, name: string, text: string, options?: DatasetOptions][] = [
    ['an array of objects', 'a.json', JSON.stringify(objects, null, 2)],
    ['columns and rows', 'a.json', JSON.stringify({ columns: names, rows: lists })],
    ['an array of arrays with names given', 'a.json', JSON.stringify(lists), { columns: names }],
    [
      'comments and trailing commas',
      'a.json',
      `// measured\n[${objects.map((row) => JSON.stringify(row)).join(',')},]`,
    ],
    ['one object a line', 'a.jsonl', objects.map((row) => JSON.stringify(row)).join('\n')],
    ['blank lines and CRLF', 'a.ndjson', `\r\n${objects.map((row) => JSON.stringify(row)).join('\r\n\r\n')}\r\n`],
    ['one list a line', 'a.jsonl', lists.map((row) => JSON.stringify(row)).join('\n'), { columns: names }],
  ];
  for (const [title, name, text, options] of readable) {
    it(`reads ${title}`, () => {
      const { table, problems } = parse(text, name, options);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        Object.fromEntries(table!.columns.map((column) => [column.name, [...column.numbers]])),
        expected,
      );
    });
  }

  it('does not take text, true or null for numbers, and tells them apart', () => {
    const { table } = parse(
      '[{"a": "1"}, {"a": true}, {"a": null}, {"b": 2}, {"a": 1e999}, {"a": {"c": 1}}]',
      'a.json',
    );
    const [a] = table!.columns;
    assert.ok(a.numbers.every(Number.isNaN));
    assert.deepEqual([a.others, a.missing], [4, 2]);
    const kinds = Array.from({ length: 6 }, (_, row) => table!.source.cell(row, 0).kind);
    assert.deepEqual(kinds, ['text', 'text', 'missing', 'missing', 'overflow', 'text']);
  });

  it('finds cells again: line, character and range', () => {
    for (const [name, text] of [
      ['a.json', '[\n  { "dose": 0 },\n  { "dose": "x" }\n]'],
      ['a.jsonl', '{ "dose": 0 }\n\n  { "dose": "x" }\n'],
    ]) {
      const { table } = parse(text, name);
      const cell = table!.source.cell(1, 0);
      assert.equal(text.slice(cell.range.offset, cell.range.offset + cell.range.length), '"x"');
      assert.deepEqual([cell.line, cell.column, cell.quoted], [3, 13, true]);
    }
  });

  const wrong: [title: string, name: string, text: string, message: string, marks: string][] = [
    ['NaN', 'a.json', '[{ "a": NaN }]', 'a.json:1:9: NaN is not a number here: a finite one is expected.', 'NaN'],
    ['a missing bracket', 'a.json', '[{ "a": 1 }', "a.json:1:11: A closing bracket ']' is expected here.", '}'],
    ['a number', 'a.json', '5', 'a.json must hold an array of objects, or { "columns": […], "rows": [[…], …] }.', ''],
    ['no rows', 'a.json', '[]', 'a.json has no rows.', ''],
    [
      'two columns of one name',
      'a.json',
      '{ "columns": ["a", "a"], "rows": [[1, 2]] }',
      "a.json has two columns called 'a'.",
      '',
    ],
    [
      'lists without names',
      'a.json',
      '[[1, 2]]',
      'a.json has rows without names: say what they are called with "columns": ["…"] in \'dataset\'.',
      '',
    ],
    [
      'a row that is no object',
      'a.json',
      '[{ "a": 1 },\n 7]',
      'a.json:2: an object { "column": value, … } is expected here.',
      '7',
    ],
    [
      'a row that is too long',
      'a.json',
      '{ "columns": ["a"], "rows": [[1],\n[1, 2]] }',
      'a.json:2: this row has 2 cells; there is 1 column (a).',
      '[1, 2]',
    ],
    ['a line that breaks off', 'a.jsonl', '{ "a": 1 }\n{ "a": \n', 'a.jsonl:2:6: A value is expected here.', ':'],
    [
      'a comment in a line',
      'a.jsonl',
      '{ "a": 1 }\n{ "a": 1 } // x\n',
      'a.jsonl:2: this line is not JSON: comments and trailing commas may not stand here.',
      '{ "a": 1 } // x',
    ],
  ];
  for (const [title, name, text, message, marks] of wrong) {
    it(`says what is wrong with ${title}`, () => {
      const { problems } = parse(text, name);
      assert.equal(problems[0]?.message, message);
      assert.equal(marked(text, problems[0]), marks);
    });
  }
});
