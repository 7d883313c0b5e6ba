/** Offsets of a text as VS Code's positions, for texts that no editor may have open. */
import * as vscode from 'vscode';
import type { Range } from '../../document/problems';

export class TextPositions {
  /** Offsets at which lines start. Lines end as VS Code has it: with CR LF, LF or CR. */
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + lineBreak.length);
  }

  position(offset: number): vscode.Position {
    const inside = Math.min(Math.max(offset, 0), this.#length);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= inside) low = middle;
      else high = middle - 1;
    }
    return new vscode.Position(low, inside - this.#starts[low]);
  }

  range({ offset, length }: Range): vscode.Range {
    return new vscode.Range(this.position(offset), this.position(offset + length));
  }
}
