/** Offsets of a text as VS Code's positions, for texts that no editor may have open. */
import * as vscode from 'vscode';
import type { Range } from '../../document/problems';
import { TextLines } from '../../document/textLines';

export class TextPositions {
  readonly #lines: Pick<TextLines, 'at'>;

  /** @param text or what knows its lines where it is not here */
  constructor(text: string | Pick<TextLines, 'at'>) {
    this.#lines = typeof text === 'string' ? new TextLines(text) : text;
  }

  position(offset: number): vscode.Position {
    const { line, column } = this.#lines.at(offset);
    return new vscode.Position(line, column);
  }

  range({ offset, length }: Range): vscode.Range {
    return new vscode.Range(this.position(offset), this.position(offset + length));
  }
}
