/** Matrix products over flat row-major arrays: the plain loops, and a register tile for large layers. */

/**
 * C = A·Bᵀ with C `[rows, columns]`, A `[rows, depth]` and B `[columns, depth]`, each from its offset on.
 * Four rows by two columns are summed at a time in local variables, so that each number read serves twice or four
 * times. Every sum runs from 0 to depth in order, whatever tile it falls into: the result of a row does not depend on
 * how many rows there are.
 */
export function multiplyTransposed(
  c: Float64Array,
  cOffset: number,
  a: Float64Array,
  aOffset: number,
  b: Float64Array,
  bOffset: number,
  rows: number,
  columns: number,
  depth: number,
): void {
  const tiledRows = rows - (rows % 4);
  const tiledColumns = columns - (columns % 2);
  for (let column = 0; column < tiledColumns; column += 2) {
    const b0 = bOffset + column * depth;
    const b1 = b0 + depth;
    for (let row = 0; row < tiledRows; row += 4) {
      const a0 = aOffset + row * depth;
      const a1 = a0 + depth;
      const a2 = a1 + depth;
      const a3 = a2 + depth;
      let sum00 = 0;
      let sum01 = 0;
      let sum10 = 0;
      let sum11 = 0;
      let sum20 = 0;
      let sum21 = 0;
      let sum30 = 0;
      let sum31 = 0;
      for (let k = 0; k < depth; k++) {
        const left = b[b0 + k];
        const right = b[b1 + k];
        const first = a[a0 + k];
        const second = a[a1 + k];
        const third = a[a2 + k];
        const fourth = a[a3 + k];
        sum00 += first * left;
        sum01 += first * right;
        sum10 += second * left;
        sum11 += second * right;
        sum20 += third * left;
        sum21 += third * right;
        sum30 += fourth * left;
        sum31 += fourth * right;
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
      const a0 = aOffset + row * depth;
      const b0 = bOffset + column * depth;
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += a[a0 + k] * b[b0 + k];
      c[cOffset + row * columns + column] = sum;
    }
  }
}

/** Bᵀ `[columns, rows]` of B `[rows, columns]`, which starts at an offset. */
export function transpose(into: Float64Array, from: Float64Array, offset: number, rows: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    const start = offset + row * columns;
    for (let column = 0; column < columns; column++) into[column * rows + row] = from[start + column];
  }
}
