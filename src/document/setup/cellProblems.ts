/** What is wrong with cells that a network reads, told where they stand: in the data file or the network file. */

import type { Loss } from '../../core/losses';
import { DataProblems } from '../dataset/dataProblems';
import type { Cell, Table } from '../dataset/table';
import { didYouMean } from '../names/didYouMean';
import type { Fix, Problem } from '../problems';
import { count, list, number, quote } from '../words';

/** Cells that cannot be used, told in the file that they stand in. */
export class CellProblems {
  readonly #table: Table;
  readonly #problems: DataProblems;
  readonly #network: Problem[] = [];
  /** More bad cells of a column than this are counted, not looked at. */
  readonly limit = 20;
  #hidden = 0;

  constructor(table: Table, text: string) {
    this.#table = table;
    this.#problems = new DataProblems(table.name, text);
  }

  badNumber(cell: Cell, column: string): void {
    const where = `(column '${column}')`;
    const { range } = cell;
    if (cell.kind === 'missing') return this.#add('cell-empty', `the cell is empty ${where}.`, cell);
    if (cell.kind === 'overflow')
      return this.#add('cell-overflow', `${quote(cell.text)} is too large for a number ${where}.`, cell);
    if (cell.quoted) {
      const fix = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(cell.text)
        ? { title: 'Remove the quotes', edits: [{ ...range, text: cell.text }] }
        : undefined;
      return this.#add(
        'cell-not-a-number',
        `the text ${quote(cell.text)} is not a number ${where}${fix ? ': numbers stand without quotes' : ''}.`,
        cell,
        fix,
      );
    }
    const point = /^[-+]?\d+,\d+$/.test(cell.text) ? cell.text.replace(',', '.') : null;
    const fix = point ? { title: `Change to ${point}`, edits: [{ ...range, text: point }] } : undefined;
    return this.#add(
      'cell-not-a-number',
      `${quote(cell.text)} is not a number ${where}${point ? `: with a point it is, ${point}` : ''}.`,
      cell,
      fix,
    );
  }

  /** All numbers of a column, of which the first is given. */
  quotedNumbers(first: Cell, column: string, total: number, fix: Fix | undefined): void {
    const message = `the ${total} numbers of column '${column}' stand in quotes, which makes them texts: numbers stand without quotes.`;
    this.#add('cell-not-a-number', message, first, fix);
  }

  badCategory(cell: Cell, column: string, categories: readonly string[]): void {
    if (cell.kind === 'missing') return this.#add('cell-empty', `the cell is empty (column '${column}').`, cell);
    const meant = didYouMean(cell.text, categories);
    const hint = meant ? ` Did you mean '${meant}'?` : '';
    this.#add(
      'cell-unknown-category',
      `${quote(cell.text)} is none of the categories of column '${column}': ${list(categories)}.${hint}`,
      cell,
    );
  }

  badTarget(cell: Cell, column: string, loss: Loss): void {
    this.#add(
      'cell-out-of-range',
      `${quote(cell.text)} is not from 0 to 1, as ${loss.label} needs (column '${column}').`,
      cell,
    );
  }

  /** A row whose observed values, though each from 0 to 1, are no distribution. */
  badDistribution(cell: Cell, sum: number, loss: Loss): void {
    this.#add(
      'row-no-distribution',
      `the observed values of this row add up to ${number(sum)}, not 1, as ${loss.label} needs.`,
      cell,
    );
  }

  hide(count: number): void {
    this.#hidden += count;
  }

  finish(): Problem[] {
    if (this.#table.file === 'data') {
      this.#problems.hide(this.#hidden);
      return this.#problems.finish();
    }
    if (this.#hidden === 0) return this.#network;
    const message = `${count(this.#hidden, 'more cell')} of the dataset cannot be used.`;
    const { range } = this.#network[this.#network.length - 1];
    return [...this.#network, { severity: 'error', code: 'more-problems', message, range, file: 'network' }];
  }

  #add(code: string, message: string, cell: Cell, fix?: Fix): void {
    if (this.#table.file === 'data') {
      this.#problems.cell(code, message, cell, fix);
      return;
    }
    const text = message.charAt(0).toUpperCase() + message.slice(1);
    if (this.#network.length >= this.limit) {
      this.#hidden++;
      return;
    }
    this.#network.push({
      severity: 'error',
      code,
      message: text,
      range: cell.range,
      file: 'network',
      ...(fix && { fix }),
    });
  }
}
