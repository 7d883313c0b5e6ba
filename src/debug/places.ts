/** Where things stand in the network file, as the client counts lines and columns. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { locate } from '../document/locate';
import type { ParsedNetwork } from '../document/parse';
import type { Path, Range } from '../document/problems';
import { TextLines } from '../document/textLines';

/** Whether the client counts from 0 or from 1. */
export interface Counting {
  readonly firstLine: number;
  readonly firstColumn: number;
}

export interface Span {
  readonly line: number;
  readonly column: number;
}

export function countingOf({
  linesStartAt1 = true,
  columnsStartAt1 = true,
}: Partial<Dap.InitializeRequestArguments>): Counting {
  return { firstLine: Number(linesStartAt1), firstColumn: Number(columnsStartAt1) };
}

export class FilePlaces {
  readonly parsed: ParsedNetwork;
  readonly #lines: TextLines;
  readonly #counting: Counting;

  constructor(parsed: ParsedNetwork, counting: Counting) {
    this.parsed = parsed;
    this.#lines = new TextLines(parsed.text);
    this.#counting = counting;
  }

  /** The first of these that the file has; else the whole file. */
  first(...paths: readonly Path[]): Range {
    for (const path of paths) {
      const range = locate(this.parsed.tree, path);
      if (range) return range;
    }
    return { offset: 0, length: 0 };
  }

  span({ offset }: Range): Span {
    const start = this.#lines.at(offset);
    const { firstLine, firstColumn } = this.#counting;
    return {
      line: start.line + firstLine,
      column: start.column + firstColumn,
    };
  }

  /** The part of the text between two places of the client; without columns, whole lines. */
  range(from: { line: number; column?: number | undefined }, to = from): Range {
    const { firstLine, firstColumn } = this.#counting;
    const offset = this.#lines.offsetOf({
      line: from.line - firstLine,
      column: (from.column ?? firstColumn) - firstColumn,
    });
    const end =
      to.column === undefined
        ? this.#lines.offsetOf({ line: to.line - firstLine + 1, column: 0 })
        : this.#lines.offsetOf({ line: to.line - firstLine, column: to.column - firstColumn });
    return { offset, length: Math.max(0, end - offset) };
  }
}
