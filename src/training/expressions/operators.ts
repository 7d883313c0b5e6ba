/** The operators of expressions as rows: what they take and what they give. */

export type Arithmetic = (a: number, b: number) => number;
export type Comparison = (a: number, b: number) => boolean;

/** Of two numbers; of arrays element by element, a number going with every element. */
export const arithmetic: Readonly<Record<string, Arithmetic>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
};

/** Of two numbers. Nothing is less than, or equal to, NaN. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};
