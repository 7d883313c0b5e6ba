/** What is wrong with an expression, and where: made for squiggles and carets. */

/** A part of an expression's text, in UTF-16 units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

export class ExpressionError extends Error implements TextRange {
  readonly offset: number;
  readonly length: number;

  constructor(message: string, { offset, length }: TextRange) {
    super(message);
    this.name = 'ExpressionError';
    this.offset = offset;
    this.length = length;
  }
}

/** From the start of one part to the end of another. */
export function spanning(first: TextRange, last: TextRange): TextRange {
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}
