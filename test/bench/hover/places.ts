/** Asks VS Code for the hovers at places of files, and times the answer. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileUri, type Workbench } from '../../ui/workbench';

export interface Place {
  readonly file: string;
  /** The hover is asked for in its middle. */
  readonly text: string;
  /** What the hover says once all is loaded. */
  readonly says: RegExp;
}

interface Hover {
  readonly contents: readonly { readonly value: string }[];
}

/** Reading ten thousand images takes a few seconds. */
const WARM_MS = 60_000;

export class Places {
  constructor(private readonly workbench: Workbench) {}

  /** Waits until the place says what it is to say. @throws Error where it never does */
  async ready(place: Place): Promise<() => Promise<number>> {
    const { uri, line, character } = this.#find(place);
    const end = Date.now() + WARM_MS;
    for (;;) {
      // What VS Code answers to the extension host itself: the texts of the other command do not survive as JSON.
      const at = { lineNumber: line + 1, column: character + 1 };
      const hovers = await this.workbench.execute<readonly Hover[]>('_executeHoverProvider', uri, at);
      const said = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
      if (place.says.test(said)) break;
      if (Date.now() > end) throw new Error(`The hover at ${place.text} says: ${said.slice(0, 300)}`);
      await this.workbench.page.waitForTimeout(500);
    }
    return async () => {
      const start = performance.now();
      await this.workbench.execute('vscode.executeHoverProvider', uri, { line, character });
      return performance.now() - start;
    };
  }

  #find({ file, text }: Place) {
    const name = path.join(this.workbench.workspace, file);
    const lines = fs.readFileSync(name, 'utf8').split('\n');
    const line = lines.findIndex((one) => !one.trimStart().startsWith('//') && one.includes(text));
    if (line < 0) throw new Error(`${file} has no ${text}.`);
    return { uri: fileUri(name), line, character: lines[line].indexOf(text) + (text.length >> 1) };
  }
}
