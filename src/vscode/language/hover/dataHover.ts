/** What hovers say of the data: the file's columns, ranges and first rows, and the part that a column plays. */
import type { Table } from '../../../document/dataset/table';
import { summarizeColumn } from '../../../document/dataset/statistics';
import type { ColumnReference } from '../../../document/outline';
import { contentWords, countWords } from '../../../explain/column';
import { type ColumnFacts, type DatasetFacts, explainDataset, explainFeature } from '../../../explain/run';
import { escapeMarkdown } from '../../../explain/escape';
import { fullNumber } from '../../../explain/numbers';
import { svgImage } from '../svgImage';
import type { HoverContext } from './context';
import { histogramSvg } from './histogramSvg';
import { blocksMarkdown, notedBlocks } from './text';

/** Rows shown of the data. */
const FIRST_ROWS = 5;

export function hoverDataset(context: HoverContext): string[] {
  const { table, data } = context.state.loaded;
  if (!table) return [];
  const source = data ? table.name : 'Data in this file';
  return blocksMarkdown(explainDataset(factsOf(table, source, context), context.format), context);
}

function factsOf(table: Table, source: string, { state }: HoverContext): DatasetFacts {
  const { outline } = state.loaded.parsed;
  const uses = (references: readonly ColumnReference[] | undefined, name: string): boolean =>
    references?.some(({ column }) => column === name) ?? false;
  const roleOf = (name: string): string =>
    uses(outline?.inputs, name) ? 'input' : uses(outline?.outputs, name) ? 'output' : '';
  return {
    source,
    rowCount: table.rowCount,
    columns: table.columns.map(({ name }, index): ColumnFacts => {
      const { type, spread, categories, missing } = summarizeColumn(table, index);
      return {
        name,
        role: roleOf(name),
        range: type === 'number' && spread ? { least: spread.min, mean: spread.mean, most: spread.max } : null,
        categories: categories.map((category) => category.name),
        missing,
      };
    }),
    firstRows: Array.from({ length: Math.min(FIRST_ROWS, table.rowCount) }, (_, row) =>
      table.columns.map((_column, index) => table.source.cell(row, index).text.replace(/^-/, '−')),
    ),
  };
}

/** A column by its place in `inputs` or `outputs`, or of the data: what the network does with it, and what it holds. */
export function hoverColumn(context: HoverContext, role: 'input' | 'output' | 'data', column: string): string[] {
  const { table } = context.state.loaded;
  const index = table?.columns.findIndex(({ name }) => name === column) ?? -1;
  const features = featuresOf(context, role, column);
  if (features.length !== 1 && index < 0) return [];
  const texts =
    features.length === 1 ? features : [`**${escapeMarkdown(column)}**`, ...oneHotWords(context, role, column)];
  if (!table || index < 0) return [texts.join('\n\n')];
  const [summary, ...histogram] = contentsOf(context, table, index);
  return [[...texts, summary].join('\n\n'), ...histogram];
}

/** A line, and the histogram as an image and in words, where there is one. */
function contentsOf({ format, colour }: HoverContext, table: Table, index: number): string[] {
  const column = summarizeColumn(table, index);
  const svg = histogramSvg(column, colour, format);
  const counts = escapeMarkdown(countWords(column, format));
  return [
    `In the data: ${escapeMarkdown(contentWords(column, format))}.`,
    ...(svg ? [svgImage(svg, `Histogram of ${escapeMarkdown(column.name)}`)] : []),
    ...(counts === '' ? [] : [`How many: ${counts}.`]),
  ];
}

/** `One-hot: 3 outputs, species=setosa, …`. */
function oneHotWords({ state: { setup } }: HoverContext, role: 'input' | 'output' | 'data', column: string): string[] {
  if (!setup || role === 'data') return [];
  const all = role === 'input' ? setup.network.inputs : setup.network.outputs;
  const names = all.filter((name) => name.startsWith(`${column}=`));
  return names.length === 0 ? [] : [`One-hot, ${names.length} ${role}s: ${names.map(escapeMarkdown).join(', ')}.`];
}

/** One text per feature that a column gives the network: several where it is one-hot. */
function featuresOf(context: HoverContext, role: 'input' | 'output' | 'data', column: string): string[] {
  const { setup } = context.state;
  if (!setup || role === 'data') return [];
  const names = role === 'input' ? setup.network.inputs : setup.network.outputs;
  return names.flatMap((name, index) =>
    name === column || name.startsWith(`${column}=`)
      ? blocksMarkdown(notedBlocks(explainFeature(role, index, setup, context.format), context), context)
      : [],
  );
}

export function hoverCategory(context: HoverContext, role: 'input' | 'output', feature: string): string[] {
  const { setup } = context.state;
  if (!setup) return [];
  const index = (role === 'input' ? setup.network.inputs : setup.network.outputs).indexOf(feature);
  return index < 0
    ? []
    : blocksMarkdown(notedBlocks(explainFeature(role, index, setup, context.format), context), context);
}

export function hoverCell({ state: { loaded } }: HoverContext, row: number, column: number, value: unknown): string[] {
  const name = loaded.table?.columns.at(column)?.name;
  const shown = typeof value === 'number' ? fullNumber(value) : JSON.stringify(value);
  return name === undefined ? [] : [`**${escapeMarkdown(name)}** of row ${row + 1}: ${escapeMarkdown(shown)}`];
}
