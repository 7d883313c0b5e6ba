/** How a layer's values are arranged as a picture: a square where they are one, else near to it. */

export interface Shape {
  readonly columns: number;
  readonly rows: number;
}

/** 784 is 28 × 28; 128 is 16 × 8; a prime stays close to a square, its last row short. */
export function pictureShape(count: number): Shape {
  const root = Math.sqrt(count);
  for (let rows = Math.floor(root); rows >= 1; rows--) {
    if (count % rows === 0 && count / rows <= 3 * rows) return { columns: count / rows, rows };
  }
  const columns = Math.ceil(root);
  return { columns, rows: Math.ceil(count / columns) };
}

/** The shorter side of a matrix is at least this share of the longer: a strip of 784 × 10 shows nothing. */
const SLIMMEST = 0.4;

/** The size on the page of a matrix: no side above `most`, cells no larger than `cell`, and never too thin to see. */
export function pictureSize({ columns, rows }: Shape, most: number, cell: number): { width: number; height: number } {
  const scale = Math.min(cell, most / Math.max(columns, rows));
  const least = Math.max(24, SLIMMEST * scale * Math.max(columns, rows));
  const side = (count: number) => Math.round(Math.max(least, count * scale));
  return { width: side(columns), height: side(rows) };
}

/** Layer, neuron and input (0-based) of a parameter's display name. */
export interface Picked {
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
}

export function pickedPlace(
  name: string,
  parameters: readonly {
    readonly name: string;
    readonly layer: number;
    readonly neuron: number;
    readonly input: number;
  }[],
): Picked | null {
  const matrix = /^[Wb]\[(\d+)\]\[(\d+)(?:,(\d+))?\]$/.exec(name);
  if (matrix) return { layer: Number(matrix[1]) - 1, neuron: Number(matrix[2]) - 1, input: Number(matrix[3] ?? 0) - 1 };
  return parameters.find((parameter) => parameter.name === name) ?? null;
}
