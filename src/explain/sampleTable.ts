/** The numbers of a derivation, sample by sample: one row each, and their sum. */

import type { Derivation, Factor, SampleTerm } from '../core/derivationTypes';
import type { Formula } from '../core/formula';
import type { Column, Table } from './blocks';
import { briefNumber, formatNumber, type NumberFormat } from './numbers';

/** With more outputs, observed and predicted would push the factors out of sight. */
const MOST_OUTPUTS = 2;
/** With more factors than this, several paths are shown by their products alone. */
const MOST_FACTORS = 8;

/** A longer symbol does not fit above a column: the factor's name stands there. */
const LONGEST_TITLE = 36;

interface Cells {
  readonly title: Formula;
  readonly align?: Column['align'];
  cell(sample: SampleTerm): string;
}

const text = (plain: string): Formula => ({ plain, tex: `\\text{${plain}}` });

/**
 * `sample | observed | predicted | −2·(observed − predicted) | y1 | product`, the sum in the last row.
 * @param narrow Several paths are shown by their products alone.
 */
export function sampleTable(derivation: Derivation, format?: NumberFormat, narrow = false): Table {
  const show = (x: number): string => formatNumber(x, format);
  const cells = columns(derivation, show, narrow ? 0 : MOST_FACTORS, format);
  const total = cells.map((_, index) => (index === 0 ? 'Σ' : index === cells.length - 1 ? show(derivation.sum) : ''));
  return {
    columns: cells.map(({ title, align = 'right' }) => ({ title, align })),
    rows: derivation.samples.map((sample) => cells.map((column) => column.cell(sample))),
    total,
  };
}

function columns(
  derivation: Derivation,
  show: (x: number) => string,
  mostFactors: number,
  format?: NumberFormat,
): Cells[] {
  const { factors, paths } = derivation;
  const outputs = derivation.samples[0]?.observed.length ?? 0;
  const data = outputs > MOST_OUTPUTS ? [] : Array.from({ length: outputs }, (_, output) => output);
  const number = (output: number): string => (outputs > 1 ? String(output + 1) : '');
  const isSingle = paths.length <= 1;
  return [
    { title: text('sample'), align: 'left', cell: (sample) => String(sample.row + 1) },
    ...data.flatMap((output): Cells[] => [
      {
        title: name(`observed${number(output)}`),
        cell: (sample) => briefNumber(sample.observed[output], format),
      },
      { title: name(`predicted${number(output)}`), cell: (sample) => show(sample.predicted[output]) },
    ]),
    ...(isSingle || factors.length <= mostFactors
      ? factors.map((factor, index): Cells => ({
          title: heading(factor),
          cell: (sample) => show(sample.factorValues[index]),
        }))
      : []),
    ...(isSingle
      ? []
      : paths.map((path, index): Cells => ({
          title: text(`path ${path.letter}`),
          cell: (sample) => show(sample.pathProducts[index]),
        }))),
    { title: text(isSingle ? 'product' : 'sum'), cell: (sample) => show(sample.product) },
  ];
}

/** A factor's symbol, or its name where the symbol is too long or nothing but a number. */
function heading({ symbol, key }: Factor): Formula {
  return symbol.plain.length > LONGEST_TITLE || /^\d+$/.test(symbol.plain) ? name(key) : symbol;
}

const name = (of: string): Formula => ({ plain: `⟨${of}⟩`, tex: `⟨${of}⟩` });
