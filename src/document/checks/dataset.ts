/** What can be said of `dataset` without reading a file: its path, its options, and data that stand in the network file. */

import { formatOf, refusePath } from '../dataset/paths';
import { isArray, itemCount, propertyOf } from '../json/tree';
import type { Outline } from '../outline';
import type { Problems } from '../problems';
import { count, list, quote, thereAre } from '../words';

/** More rows than this with the wrong length are told of together. */
const ROWS_SHOWN = 20;

export function checkDataset({ dataset, root }: Outline, problems: Problems): void {
  if (dataset?.kind === 'inline') checkInline(dataset.node, problems);
  if (dataset?.kind !== 'file' || dataset.path === '') return;
  const refusal = refusePath(dataset.path);
  if (refusal) {
    const { offset, length } = dataset.pathRange;
    const { meant } = refusal;
    const fix = meant
      ? { title: `Change to '${meant}'`, edits: [{ offset, length, text: JSON.stringify(meant) }] }
      : undefined;
    problems.error(refusal.code, refusal.message, dataset.pathRange, { path: ['dataset'], fix });
    return;
  }
  const node = propertyOf(root, 'dataset')?.value;
  const delimited = formatOf(dataset.path)?.kind === 'delimited';
  for (const key of ['delimiter', 'header']) {
    const property = propertyOf(node, key);
    if (!property || delimited) continue;
    problems.warning(
      'dataset-option-unused',
      `'${key}' has no effect: only .csv and .tsv files have one.`,
      property.keyRange,
      { path: ['dataset', key] },
    );
  }
  const columns = propertyOf(node, 'columns');
  if (columns && delimited && dataset.header) {
    const message = '\'columns\' names the columns of a file without a header: add "header": false, or leave it out.';
    problems.error('dataset-columns-and-header', message, columns.keyRange, { path: ['dataset', 'columns'] });
  }
}

function checkInline(node: Parameters<typeof propertyOf>[0], problems: Problems): void {
  const columns = propertyOf(node, 'columns')?.value;
  const rows = propertyOf(node, 'rows')?.value;
  if (columns?.type !== 'array') return;
  const names = columns.items.map((item) => (item.type === 'string' ? item.value : ''));
  columns.items.forEach((item, index) => {
    if (names[index] === '' || names.indexOf(names[index]) === index) return;
    problems.error('column-name-twice', `Two columns of the dataset are called ${quote(names[index])}.`, item, {
      path: ['dataset', 'columns', index],
    });
  });
  if (rows?.type !== 'array') return;
  const wrong = rows.items
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => isArray(row) && itemCount(row) !== names.length);
  for (const { row, index } of wrong.slice(0, ROWS_SHOWN)) {
    const cells = count(isArray(row) ? itemCount(row) : 0, 'cell');
    const message = `Row ${index + 1} of the dataset has ${cells}; ${thereAre(names.length, 'column')} (${list(names, 6)}).`;
    problems.error('row-length', message, row, { path: ['dataset', 'rows', index] });
  }
  if (wrong.length > ROWS_SHOWN) {
    problems.error(
      'row-length',
      `${wrong.length - ROWS_SHOWN} more rows of the dataset have another number of cells.`,
      wrong[ROWS_SHOWN].row,
      { path: ['dataset', 'rows'] },
    );
  }
}
