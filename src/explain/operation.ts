/** One elementary operation as a line, in symbols and in numbers, and as it is announced. */

import type { Formula } from '../core/formula';
import type { Operation } from '../core/operation';
import { joined, marked } from './blocks';
import { equalsSign } from './evaluate';
import { withNumbers } from './formula';
import { spokenName } from './names';
import { formatNumber, type NumberFormat, texNumber } from './numbers';

/** `x1 = dose·w1 + b1 = 0.5·3.34 + (−1.43) = 0.2400`; `dSSR/dw1 += … = 0.0953`; `w1 −= 0.1 · 0.3739, so w1 = 3.3026`. */
export function operationFormula(operation: Operation, format?: NumberFormat): Formula {
  const { target, assign, right, value, operands } = operation;
  const numbers = withNumbers(right, Object.fromEntries(operands.map(({ name, value: x }) => [name, x])), format);
  const shown = formatNumber(value, format);
  const result: Formula = { plain: shown, tex: texNumber(shown) };
  const start = joined(marked(target), ` ${assign} `, right, ' = ', numbers);
  if (assign === '−=') return joined(start, { plain: ', so ', tex: ',\\text{ so }' }, marked(target), ' = ', result);
  // A right side that is but one number would be said twice.
  if (numbers.plain === shown) return start;
  return joined(start, ` ${equalsSign(numbers.plain, shown, format?.decimals)} `, result);
}

/** For a screen reader, once per step: `d SSR over d w 1, sample 2: 0.0953. So far 0.0953.` */
export function announceOperation(operation: Operation, format?: NumberFormat): string {
  const { target, sample, value, total } = operation;
  const where = sample < 0 ? '' : `, sample ${sample + 1}`;
  const soFar = total === undefined ? '' : ` So far ${formatNumber(total, format)}.`;
  return `${spokenName(target)}${where}: ${formatNumber(value, format)}.${soFar}`;
}
