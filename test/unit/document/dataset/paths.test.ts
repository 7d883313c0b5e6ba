import assert from 'node:assert/strict';
import { resolveDatasetPath } from '../../../../src/document/dataset/paths';

describe('resolveDatasetPath', () => {
  const document = '/home/ann/work/nets/dosage.nn.json';
  const root = '/home/ann/work';
  const inside: [path: string, resolved: string, workspace?: string | null][] = [
    ['dosage.csv', '/home/ann/work/nets/dosage.csv'],
    ['./dosage.csv', '/home/ann/work/nets/dosage.csv'],
    ['data/a b.csv', '/home/ann/work/nets/data/a b.csv'],
    ['../data/dosage.tsv', '/home/ann/work/data/dosage.tsv'],
    ['..//data/./x/../dosage.json', '/home/ann/work/data/dosage.json'],
    ['dosage.csv', '/home/ann/work/nets/dosage.csv', null],
    ['..data.csv', '/home/ann/work/nets/..data.csv'],
    ['../../work/a.csv', '/home/ann/work/a.csv'],
    ['dosage.csv', '/home/ann/work/nets/dosage.csv', '/home/ann/work/'],
  ];
  for (const [path, resolved, workspace = root] of inside) {
    it(`${path} of ${workspace ?? 'no folder'}`, () => {
      assert.deepEqual(resolveDatasetPath(document, workspace, path), { path: resolved });
    });
  }

  const refused: [path: string, code: string, workspace?: string | null][] = [
    ['../../dosage.csv', 'dataset-outside'],
    // Another extension would not help.
    ['../../dosage', 'dataset-outside'],
    ['../dosage', 'dataset-format'],
    ['../../workshop/dosage.csv', 'dataset-outside'],
    ['../../../../../../etc/x.csv', 'dataset-outside'],
    ['../dosage.csv', 'dataset-outside', null],
    ['/home/ann/work/dosage.csv', 'dataset-absolute'],
    ['C:\\data\\dosage.csv', 'dataset-absolute'],
    ['c:/dosage.csv', 'dataset-absolute'],
    ['\\\\server\\dosage.csv', 'dataset-absolute'],
    ['~/dosage.csv', 'dataset-absolute'],
    ['https://example.org/dosage.csv', 'dataset-url'],
    ['file:///etc/x.csv', 'dataset-url'],
    ['data:text/csv,a.csv', 'dataset-url'],
    ['data\\dosage.csv', 'dataset-backslash'],
    ['a\0.csv', 'dataset-path'],
    ['dosage', 'dataset-format'],
    ['dosage.nn', 'dataset-format'],
    ['csv/dosage', 'dataset-format'],
    ['..', 'dataset-format'],
  ];
  for (const [path, code, workspace = root] of refused) {
    it(`refuses ${JSON.stringify(path)}${workspace === null ? ' without a folder' : ''}`, () => {
      const result = resolveDatasetPath(document, workspace, path);
      assert.ok('refusal' in result);
      assert.equal(result.refusal.code, code);
    });
  }
});
