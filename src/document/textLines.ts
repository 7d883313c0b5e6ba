/** Offsets of a text as lines and columns, and back: lines end as editors have it, with CR LF, LF or CR. */

/** Both from 0. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export class TextLines {
  /** Offsets at which lines start. */
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    if (!text.includes('\r')) {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
      return;
    }
    for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + lineBreak.length);
  }

  /** An offset beyond the text is its nearest end. */
  at(offset: number): LineColumn {
    const inside = Math.min(Math.max(offset, 0), this.#length);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - this.#starts[low] };
  }

  /** A place beyond the text is its end, one before it its start. */
  offsetOf({ line, column }: LineColumn): number {
    if (line < 0) return 0;
    if (line >= this.#starts.length) return this.#length;
    return Math.min(this.#starts[line] + column, this.#starts[line + 1] ?? this.#length);
  }
}
