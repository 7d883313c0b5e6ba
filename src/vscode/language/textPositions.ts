/** Offsets of a text as VS Code's positions, for texts that no editor may have open. */
import * as vscode from 'vscode';
import type { Range } from '../../document/problems';
import { TextLines } from '../../document/textLines';

export class TextPositions {
  readonly #lines: TextLines;

  constructor(text: string) {
    this.#lines = new TextLines(text);
  }

  position(offset: number): vscode.Position {
    const { line, column } = this.#lines.at(offset);
    return new vscode.Position(line, column);
  }

  range({ offset, length }: Range): vscode.Range {
    return new vscode.Range(this.position(offset), this.position(offset + length));
  }
}
