/** A list of one-hot categories against those that the data have: what is wrong with the list is told once, at the list. */

import { didYouMean } from '../names/didYouMean';
import type { ColumnReference } from '../outline';
import type { Fix, Problems } from '../problems';
import { count, list, listAnd, quote } from '../words';

/**
 * A category that the list misspells or leaves out is told of in the network file, however many rows have it. The others
 * that are not in the list look like slips of the data.
 * @param texts one per row; null where the cell is empty
 * @param categories as the list has them
 * @returns the categories of the data that have been told of
 */
export function checkGivenCategories(
  reference: ColumnReference,
  texts: readonly (string | null)[],
  categories: readonly string[],
  problems: Problems,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const unused = categories.filter((category) => !counts.has(category));
  const used = categories.filter((category) => counts.has(category));
  const told = new Set<string>();
  const leftOut: string[] = [];
  for (const [found, times] of counts) {
    if (categories.includes(found)) continue;
    const misspelt = didYouMean(found, unused);
    if (misspelt !== undefined) {
      unused.splice(unused.indexOf(misspelt), 1);
      reportMisspelt(reference, misspelt, found, [...counts.keys()], problems);
    } else if (times > 1 && didYouMean(found, used) === undefined) {
      leftOut.push(found);
    } else continue;
    told.add(found);
  }
  if (leftOut.length > 0) reportLeftOut(reference, leftOut, counts, problems);
  return told;
}

function reportMisspelt(
  { column, categories, path }: ColumnReference,
  misspelt: string,
  meant: string,
  found: readonly string[],
  problems: Problems,
): void {
  const index = categories.findIndex(({ name }) => name === misspelt);
  const { range } = categories[index];
  const message = `The column ${quote(column)} has no category ${quote(misspelt)}. Its categories are ${list(found)}. Did you mean '${meant}'?`;
  const fix: Fix = { title: `Change to '${meant}'`, edits: [{ ...range, text: JSON.stringify(meant) }] };
  problems.error('unknown-category', message, range, { path: [...path, 'oneHot', index], fix });
}

function reportLeftOut(
  { column, categories, path }: ColumnReference,
  leftOut: readonly string[],
  counts: ReadonlyMap<string, number>,
  problems: Problems,
): void {
  const [first, last] = [categories[0].range, categories[categories.length - 1].range];
  const range = { offset: first.offset, length: last.offset + last.length - first.offset };
  const rows = leftOut.reduce((sum, name) => sum + counts.get(name)!, 0);
  const named = leftOut.length > 12 ? list(leftOut) : listAnd(leftOut.map((name) => quote(name)));
  const message = `This list leaves out ${named} of the column ${quote(column)} (${count(rows, 'row')}).`;
  const added = leftOut.map((name) => `, ${JSON.stringify(name)}`).join('');
  const fix: Fix = {
    title: leftOut.length === 1 ? `Add ${quote(leftOut[0])}` : `Add the ${leftOut.length} categories`,
    edits: [{ offset: range.offset + range.length, length: 0, text: added }],
  };
  problems.error('category-left-out', message, range, { path: [...path, 'oneHot'], fix });
}
