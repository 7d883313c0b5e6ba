/** What shown numbers come to: `2.5761 × 0.1`, to decide between '=' and '≈'. */

import { parseShown } from '../../explain/numbers';

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '−': (a, b) => a - b,
  '·': (a, b) => a * b,
  '×': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const binding: Readonly<Record<string, number>> = { '+': 1, '−': 1, '·': 2, '×': 2, '/': 2 };

const token = /\s*(\d[\d.]*(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|[()+−·×/])/y;

/** The value of an expression of shown numbers with + − · × / and brackets; null where it is anything else. */
export function evaluate(text: string): number | null {
  const tokens = tokenize(text.trim());
  if (!tokens) return null;
  let index = 0;

  function operand(): number | null {
    const next = tokens![index++];
    if (next === '−') {
      const value = operand();
      return value === null ? null : -value;
    }
    if (next === '(') {
      const value = expression(1);
      return tokens![index++] === ')' ? value : null;
    }
    return next !== undefined && /^\d/.test(next) ? parseShown(next) : null;
  }

  function expression(level: number): number | null {
    let left = operand();
    while (left !== null && binding[tokens![index]] >= level) {
      const sign = tokens![index++];
      const right = expression(binding[sign] + 1);
      left = right === null ? null : operations[sign](left, right);
    }
    return left;
  }

  const value = expression(1);
  return index === tokens.length ? value : null;
}

function tokenize(text: string): string[] | null {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return null;
    tokens.push(match[1]);
  }
  return tokens.length > 0 ? tokens : null;
}
