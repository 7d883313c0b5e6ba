/** The matrix product over flat row-major arrays, by a tile of sums in local variables. */

/**
 * C = A·B with C `[rows, columns]` and B `[depth, columns]` row-major, and A(row, k) at aOffset + row·aRow + k·aDepth.
 * Every sum starts at 0 and runs over the depth in order, so that every way to calculate it gives the same bits.
 */
export type Multiply = (
  c: Float64Array,
  cOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  rows: number,
  columns: number,
  depth: number,
  aRow: number,
  aDepth: number,
) => void;

/** Four rows by two columns at a time: each number that is read serves twice or four times. */
export const multiply: Multiply = (c, cOffset, a, aOffset, b, bOffset, rows, columns, depth, aRow, aDepth) => {
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 2);
  for (let row = 0; row < tiledRows; row += 4) {
    for (let column = 0; column < tiledColumns; column += 2) {
      let a0 = aOffset + row * aRow;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let at = bOffset + column;
      let sum00 = 0;
      let sum01 = 0;
      let sum10 = 0;
      let sum11 = 0;
      let sum20 = 0;
      let sum21 = 0;
      let sum30 = 0;
      let sum31 = 0;
      for (let k = 0; k < depth; k++) {
        const left = b[at];
        const right = b[at + 1];
        const first = a[a0];
        const second = a[a1];
        const third = a[a2];
        const fourth = a[a3];
        sum00 += first * left;
        sum01 += first * right;
        sum10 += second * left;
        sum11 += second * right;
        sum20 += third * left;
        sum21 += third * right;
        sum30 += fourth * left;
        sum31 += fourth * right;
        at += columns;
        a0 += aDepth;
        a1 += aDepth;
        a2 += aDepth;
        a3 += aDepth;
      }
      let into = cOffset + row * columns + column;
      c[into] = sum00;
      c[into + 1] = sum01;
      into += columns;
      c[into] = sum10;
      c[into + 1] = sum11;
      into += columns;
      c[into] = sum20;
      c[into + 1] = sum21;
      into += columns;
      c[into] = sum30;
      c[into + 1] = sum31;
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = row < tiledRows ? tiledColumns : 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += a[aOffset + row * aRow + k * aDepth] * b[bOffset + k * columns + column];
      c[cOffset + row * columns + column] = sum;
    }
  }
};

/** Bᵀ `[columns, rows]` of B `[rows, columns]`. */
export function transpose(into: Float64Array, from: Float64Array, rows: number, columns: number): void {
  let to = 0;
  for (let column = 0; column < columns; column++) {
    for (let at = column; at < rows * columns; at += columns) into[to++] = from[at];
  }
}
