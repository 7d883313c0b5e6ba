/** The problems of one data file: told with file, line and column, and counted beyond a limit. */

import type { Fix, Problem, Range } from '../problems';
import type { Cell } from './table';

/** More than this are counted instead of shown. */
const MAX_PROBLEMS = 20;

export class DataProblems {
  readonly list: Problem[] = [];
  readonly #name: string;
  readonly #text: string;
  #hidden = 0;

  /**
   * @param name The file's name, as messages have it.
   * @param text What ranges and lines are counted in.
   */
  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
  }

  /** Of the file as a whole: `dosage.csv is empty.` */
  whole(code: string, message: string): void {
    this.list.push({
      severity: 'error',
      code,
      message: `${this.#name} ${message}`,
      range: { offset: 0, length: 0 },
      file: 'data',
    });
  }

  /** Of a line: `dosage.csv:5: …` */
  line(code: string, message: string, range: Range): void {
    const line = this.lineAt(range.offset);
    this.#add({ code, message: `${this.#name}:${line}: ${message}`, range, place: { line, column: null } });
  }

  /** Of a character: `dosage.json:5:12: …` */
  character(code: string, message: string, range: Range): void {
    const line = this.lineAt(range.offset);
    const column = range.offset - this.lineStart(range.offset) + 1;
    this.#add({ code, message: `${this.#name}:${line}:${column}: ${message}`, range, place: { line, column } });
  }

  /** Of a cell: `dosage.csv:7:2: …` */
  cell(code: string, message: string, cell: Pick<Cell, 'line' | 'column' | 'range'>, fix?: Fix): void {
    const { line, column, range } = cell;
    const place = { line, column };
    this.#add({ code, message: `${this.#name}:${line}:${column}: ${message}`, range, place, ...(fix && { fix }) });
  }

  get full(): boolean {
    return this.list.length >= MAX_PROBLEMS;
  }

  /** Counts problems that are not told one by one. */
  hide(count: number): void {
    this.#hidden += count;
  }

  finish(): Problem[] {
    if (this.#hidden === 0) return this.list;
    const more = `${this.#hidden} more problem${this.#hidden === 1 ? ' is' : 's are'} not shown.`;
    const last = this.list[this.list.length - 1];
    return [
      ...this.list,
      { severity: 'error', code: 'more-problems', message: `${this.#name}: ${more}`, range: last.range, file: 'data' },
    ];
  }

  lineAt(offset: number): number {
    return lineAt(this.#text, offset);
  }

  lineStart(offset: number): number {
    return lineStart(this.#text, offset);
  }

  #add(problem: Omit<Problem, 'severity' | 'file'>): void {
    if (this.full) this.#hidden++;
    else this.list.push({ severity: 'error', file: 'data', ...problem });
  }
}

/** The line that an offset stands in, from 1: lines end with LF or CRLF, or with CR where there is no LF at all. */
export function lineAt(text: string, offset: number): number {
  const lineBreak = lineBreakOf(text);
  let line = 1;
  for (let at = text.indexOf(lineBreak); at >= 0 && at < offset; at = text.indexOf(lineBreak, at + 1)) line++;
  return line;
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf(lineBreakOf(text), offset - 1) + 1;
}

export function lineBreakOf(text: string): '\n' | '\r' {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}
