import assert from 'node:assert/strict';
import { DatasetRefused } from '../../../src/document/dataset/paths';
import { loadSetup } from '../../../src/document/loadSetup';
import { article, dosage, fixed, load, marked, spoil } from './support';

describe('loadSetup', () => {
  it('sets up the article’s network', async () => {
    const { setup, problems, table } = await load(article);
    assert.deepEqual(problems, []);
    assert.ok(setup);
    // W row-major, then the biases, layer by layer.
    assert.deepEqual([...setup.initial], [3.34, -3.53, -1.43, 0.57, 0.36, 0.63, 0]);
    assert.deepEqual([...setup.trainable], [0, 0, 0, 0, 1, 1, 1]);
    assert.deepEqual(setup.data, { count: 3, inputs: Float64Array.of(0, 0.5, 1), outputs: Float64Array.of(0, 1, 0) });
    assert.equal(setup.validation, undefined);
    assert.equal(table?.rowCount, 3);
  });

  it('sets up the same from data in the file, and from every kind of data file', async () => {
    const { setup: expected } = await load(article);
    const objects =
      '[{ "dose": 0, "effectiveness": 0 }, { "dose": 0.5, "effectiveness": 1 }, { "dose": 1, "effectiveness": 0 }]';
    const sources: [dataset: string, files: Record<string, string>][] = [
      ['{ "columns": ["dose", "effectiveness"], "rows": [[0, 0], [0.5, 1], [1, 0]] }', {}],
      ['"data/dosage.tsv"', { 'data/dosage.tsv': dosage.replaceAll(',', '\t') }],
      ['"dosage.json"', { 'dosage.json': objects }],
      ['"dosage.ndjson"', { 'dosage.ndjson': objects.slice(1, -1).replaceAll('}, ', '}\n') }],
      ['{ "file": "dosage.csv", "delimiter": ";" }', { 'dosage.csv': dosage.replaceAll(',', ';') }],
    ];
    for (const [dataset, files] of sources) {
      const { setup, problems } = await load(spoil(article, '"dosage.csv"', dataset), files);
      assert.deepEqual(problems, [], dataset);
      assert.deepEqual(setup?.data, expected?.data, dataset);
    }
  });

  interface Wrong {
    readonly title: string;
    readonly network?: readonly [from: string, to: string];
    readonly data?: string;
    readonly code: string;
    readonly message: string;
    readonly marked: string;
    readonly file: 'network' | 'data';
    readonly mended?: string;
  }
  const wrong: Wrong[] = [
    {
      title: 'an unknown column, as in format.md',
      network: ['["dose"]', '["dosage"]'],
      code: 'unknown-column',
      message: "dosage.csv has no column 'dosage'. Its columns are dose, effectiveness. Did you mean 'dose'?",
      marked: '"dosage"',
      file: 'network',
      mended: '["dose"]',
    },
    {
      title: 'an unknown column of data in the file',
      network: ['"dosage.csv"', '{ "columns": ["dose", "effect"], "rows": [[1, 2]] }'],
      code: 'unknown-column',
      message: "The dataset has no column 'effectiveness'. Its columns are dose, effect.",
      marked: '"effectiveness"',
      file: 'network',
    },
    {
      title: 'a cell that is no number, as in format.md',
      data: 'dose,effectiveness\n0,0\n0.1,0\n0.2,0\n0.3,0\n0.4,1\n0.5,abc\n1,0\n',
      code: 'cell-not-a-number',
      message: "dosage.csv:7:2: 'abc' is not a number (column 'effectiveness').",
      marked: 'abc',
      file: 'data',
    },
    {
      title: 'an empty cell',
      data: 'dose,effectiveness\n0,0\n,1\n',
      code: 'cell-empty',
      message: "dosage.csv:3:1: the cell is empty (column 'dose').",
      marked: '',
      file: 'data',
    },
    {
      title: 'a number too large',
      data: 'dose,effectiveness\n0,1e999\n',
      code: 'cell-overflow',
      message: "dosage.csv:2:2: '1e999' is too large for a number (column 'effectiveness').",
      marked: '1e999',
      file: 'data',
    },
    {
      title: 'a decimal comma',
      data: 'dose,effectiveness\n0,0\n"0,5",1\n',
      code: 'cell-not-a-number',
      message: "dosage.csv:3:1: '0,5' is not a number (column 'dose'): with a point it is, 0.5.",
      marked: '"0,5"',
      file: 'data',
      mended: 'dose,effectiveness\n0,0\n0.5,1\n',
    },
    {
      title: 'a text where numbers are expected in data in the file',
      network: ['"dosage.csv"', '{ "columns": ["dose", "effectiveness"], "rows": [[0, "0.5"], [1, 1]] }'],
      code: 'cell-not-a-number',
      message: "The text '0.5' is not a number (column 'effectiveness'): numbers stand without quotes.",
      marked: '"0.5"',
      file: 'network',
      mended: '[[0, 0.5], [1, 1]]',
    },
    {
      title: 'a column of numbers that all stand in quotes',
      network: [
        '"dosage.csv"',
        '{ "columns": ["dose", "effectiveness"], "rows": [["0.5", 0], [null, 1], ["-1e3", 1]] }',
      ],
      code: 'cell-not-a-number',
      message: "The 2 numbers of column 'dose' stand in quotes, which makes them texts: numbers stand without quotes.",
      marked: '"0.5"',
      file: 'network',
      mended: '[[0.5, 0], [null, 1], [-1e3, 1]]',
    },
    {
      title: 'a column of words',
      data: 'dose,effectiveness\nlow,0\nhigh,1\n',
      code: 'column-not-numeric',
      message:
        'The column \'dose\' holds no numbers (\'low\', …): write { "column": "dose", "oneHot": true } to have one number per category.',
      marked: '"dose"',
      file: 'network',
      mended: '[{ "column": "dose", "oneHot": true }]',
    },
    {
      title: 'a wrong line',
      data: 'dose,effectiveness\n0\n1,1\n',
      code: 'row-length',
      message: 'dosage.csv:2: this line has 1 cell; the file has 2 columns (dose, effectiveness).',
      marked: '0',
      file: 'data',
    },
    {
      title: 'another delimiter',
      data: 'dose;effectiveness\n0;0\n',
      code: 'dataset-delimiter',
      message: "dosage.csv:1: there is no ',' in this line, but ';': say so with \"delimiter\": \";\" in 'dataset'.",
      marked: '"dosage.csv"',
      file: 'network',
      mended: '"dataset": { "file": "dosage.csv", "delimiter": ";" },',
    },
    {
      title: 'a wrong delimiter that was given',
      network: ['"dosage.csv"', '{ "file": "dosage.csv", "delimiter": ";" }'],
      code: 'dataset-delimiter',
      message: "dosage.csv:1: there is no ';' in this line, but ',': say so with \"delimiter\": \",\" in 'dataset'.",
      marked: '"dosage.csv"',
      file: 'network',
      mended: '{ "file": "dosage.csv", "delimiter": "," }',
    },
    {
      title: 'a missing file',
      network: ['dosage.csv', 'doasge.csv'],
      code: 'dataset-not-found',
      message: "There is no file 'doasge.csv' beside this one.",
      marked: '"doasge.csv"',
      file: 'network',
    },
    {
      title: 'a batch larger than the data',
      network: ['"full"', '10'],
      code: 'batch-size',
      message: 'A batch of 10 is more than the 3 samples there are: every batch holds all of them.',
      marked: '10',
      file: 'network',
    },
  ];
  for (const row of wrong) {
    it(`says what is wrong: ${row.title}`, async () => {
      const text = row.network ? spoil(article, ...row.network) : article;
      const data = row.data ?? dosage;
      const { problems, setup } = await load(text, { 'dosage.csv': data });
      assert.deepEqual(
        problems.map(({ code, message, file }) => ({ code, message, file })),
        [{ code: row.code, message: row.message, file: row.file }],
      );
      const [problem] = problems;
      const source = row.file === 'network' ? text : data;
      assert.equal(marked(source, problem), row.marked);
      assert.equal(setup === null, problem.severity === 'error');
      if (row.mended === undefined) return;
      assert.ok(problem.fix);
      assert.ok(fixed(source, problem.fix).includes(row.mended), fixed(source, problem.fix));
    });
  }

  it('reports problems of both files at once, even where the network has an error', async () => {
    const text = spoil(spoil(article, '"ssr"', '"srr"'), '["effectiveness"]', '["effect"]');
    const { problems, setup } = await load(text, { 'dosage.csv': 'dose,effectiveness\nx,1\n2,3\n' });
    assert.deepEqual(
      problems.map(({ code, file }) => [code, file]),
      [
        ['unknown-column', 'network'],
        ['unknown-name', 'network'],
        ['cell-not-a-number', 'data'],
      ],
    );
    assert.equal(setup, null);
  });

  it('counts bad cells beyond twenty', async () => {
    const { problems } = await load(article, { 'dosage.csv': `dose,effectiveness\n1,2\n${'x,1\n'.repeat(50)}` });
    assert.equal(problems.length, 21);
    assert.equal(problems[20].message, 'dosage.csv: 30 more problems are not shown.');
  });

  it('never asks for a path that is refused by its looks', async () => {
    const asked: string[] = [];
    const read = (path: string) => {
      asked.push(path);
      return Promise.resolve(new Uint8Array());
    };
    for (const path of ['/etc/passwd', 'https://example.org/a.csv', 'C:/a.csv', '~/a.csv', 'a.exe']) {
      await loadSetup(spoil(article, 'dosage.csv', path), read);
    }
    assert.deepEqual(asked, []);
  });

  it('tells of a refused path and of a file that cannot be read', async () => {
    const refusal = {
      code: 'dataset-outside',
      message: "'../a.csv' lies outside the workspace folder: only data inside it are read.",
    };
    const refused = await loadSetup(spoil(article, 'dosage.csv', '../a.csv'), () =>
      Promise.reject(new DatasetRefused(refusal)),
    );
    assert.deepEqual(
      refused.problems.map(({ code, message }) => ({ code, message })),
      [refusal],
    );
    const locked = await loadSetup(article, () => Promise.reject(new Error('permission denied')));
    assert.equal(locked.problems[0].message, "'dosage.csv' cannot be read: permission denied");
  });

  describe('of a data file that is not there', () => {
    const nothing = () => Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
    const files = ['iris.csv', 'data/dosage.csv', 'sine.tsv'];
    const dataFiles = () => Promise.resolve(files);
    const rows: readonly [path: string, message: string, mended: string | null][] = [
      ['irsi.csv', "There is no file 'irsi.csv' beside this one. Did you mean 'iris.csv'?", 'iris.csv'],
      [
        'dosage.csv',
        "There is no file 'dosage.csv' beside this one. Did you mean 'data/dosage.csv'?",
        'data/dosage.csv',
      ],
      ['sine.csv', "There is no file 'sine.csv' beside this one. Did you mean 'sine.tsv'?", 'sine.tsv'],
      [
        'other.csv',
        "There is no file 'other.csv' beside this one. Data files here: iris.csv, data/dosage.csv, sine.tsv.",
        null,
      ],
      [
        'iris.cvs',
        "A dataset ends in .csv, .tsv, .json, .jsonl or .ndjson; 'iris.cvs' does not. Did you mean 'iris.csv'?",
        'iris.csv',
      ],
    ];
    for (const [path, message, mended] of rows) {
      it(`${path}: ${mended ?? 'none is near'}`, async () => {
        const text = spoil(article, 'dosage.csv', path);
        const { problems } = await loadSetup(text, nothing, undefined, { dataFiles });
        assert.deepEqual(
          problems.map((problem) => problem.message),
          [message],
        );
        assert.equal(marked(text, problems[0]), JSON.stringify(path));
        const fix = problems[0].fix;
        assert.equal(fix && fixed(text, fix), mended === null ? undefined : spoil(text, path, mended));
      });
    }

    it('says that it lies outside where it does, whatever it is', async () => {
      const refusal = { code: 'dataset-outside', message: "'../../x' lies outside the workspace folder." };
      const refuse = (path: string) => (path === '../../x' ? refusal : null);
      const said = async (path: string) => {
        const loaded = await loadSetup(spoil(article, 'dosage.csv', path), nothing, undefined, { refuse, dataFiles });
        return loaded.problems.map(({ code, message }) => ({ code, message }));
      };
      assert.deepEqual(await said('../../x'), [refusal]);
      assert.equal((await said('../x'))[0].code, 'dataset-format');
    });
  });

  it('reads the table again only where the bytes or the way of reading change', async () => {
    const bytes = new TextEncoder().encode(dosage);
    const read = () => Promise.resolve(bytes);
    const first = await loadSetup(article, read);
    const second = await loadSetup(spoil(article, '0.36', '0.37'), read, first);
    assert.equal(second.table, first.table);
    assert.equal(second.setup?.initial[4], 0.37);
    const third = await loadSetup(
      spoil(article, '"dosage.csv"', '{ "file": "dosage.csv", "header": false }'),
      read,
      first,
    );
    assert.notEqual(third.table, first.table);
    const fourth = await loadSetup(article, () => Promise.resolve(bytes.slice()), first);
    assert.notEqual(fourth.table, first.table);
  });
});
