/** The functions of expressions as rows: how they treat numbers and arrays, and what they are for. */

export interface ElementwiseFunction {
  readonly form: 'elementwise';
  readonly detail: string;
  readonly of: (value: number) => number;
}

export interface SummaryFunction {
  readonly form: 'summary';
  readonly detail: string;
  readonly start: number;
  /** Takes one more number in. */
  readonly add: (sum: number, value: number) => number;
  readonly end: (sum: number, count: number) => number;
}

export interface TestFunction {
  readonly form: 'test';
  readonly detail: string;
  /** Whether it holds for one of the numbers. */
  readonly of: (value: number) => boolean;
}

export type ExpressionFunction = ElementwiseFunction | SummaryFunction | TestFunction;

const same = (value: number): number => value;

export const functions: Readonly<Record<string, ExpressionFunction>> = {
  abs: { form: 'elementwise', detail: 'without its sign', of: Math.abs },
  sqrt: { form: 'elementwise', detail: 'square root', of: Math.sqrt },
  exp: { form: 'elementwise', detail: 'e to the power of it', of: Math.exp },
  log: { form: 'elementwise', detail: 'natural logarithm', of: Math.log },
  min: { form: 'summary', detail: 'the smallest of all numbers', start: Infinity, add: Math.min, end: same },
  max: { form: 'summary', detail: 'the largest of all numbers', start: -Infinity, add: Math.max, end: same },
  mean: {
    form: 'summary',
    detail: 'the sum of all numbers over their count',
    start: 0,
    add: (sum, value) => sum + value,
    end: (sum, count) => sum / count,
  },
  norm: {
    form: 'summary',
    detail: 'the square root of the sum of squares',
    start: 0,
    add: (sum, value) => sum + value * value,
    end: Math.sqrt,
  },
  isnan: { form: 'test', detail: 'whether it, or one of its numbers, is NaN', of: Number.isNaN },
};
