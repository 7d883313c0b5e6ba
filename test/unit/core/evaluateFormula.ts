/** Calculates formulas as a reader would, so that tests can hold them against the numbers they stand for. */

import assert from 'node:assert/strict';
import type { Formula } from '../../../src/core/formula';

type Known = Readonly<Record<string, (x: number, y: number) => number>>;

const elementary: Known = {
  max: Math.max,
  abs: Math.abs,
  log: Math.log,
  tanh: Math.tanh,
  sqrt: Math.sqrt,
  sign: Math.sign,
};

/** The plain text of a formula with numbers for its names, calculated by JavaScript. Σ is a sum of one term. */
export function evaluateFormula(formula: Formula, values: Readonly<Record<string, number>>, known: Known = {}): number {
  const { plain } = formula;
  const bare = plain.includes(' if ') && plain.startsWith('(') ? plain.slice(1, -1) : plain;
  const script = bare
    .replaceAll(/⟨([^⟩]*)⟩/g, (_, name: string) => {
      assert.ok(name in values, `no value for ${name} in ${plain}`);
      return `(${values[name]})`;
    })
    .replaceAll(/\|([^|]*)\|/g, 'abs($1)')
    .replaceAll('²', '^2')
    .replaceAll('−', '-')
    .replaceAll(/[·×]/g, '*')
    .replaceAll('√2', 'sqrt(2)')
    .replaceAll('√', 'sqrt')
    .replaceAll(/½(?!\*)/g, '0.5*')
    .replaceAll('½', '0.5')
    .replaceAll('Σ', '')
    .replaceAll('e^', 'Math.E**')
    .replaceAll('^', '**')
    .replace(/^(.*) if (.*) else (.*)$/, '$2 ? $1 : $3');
  const scope = { ...elementary, ...known };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const calculate = new Function(...Object.keys(scope), `return ${script};`) as (...values: unknown[]) => number;
  return calculate(...Object.values(scope));
}

/** The names that a formula mentions, each once, sorted. */
export function mentioned(text: string): string[] {
  return [...new Set(text.match(/⟨[^⟩]*⟩/g))].sort();
}

/** Both templates mention the same names, and TeX has its own signs. */
export function assertTemplates({ plain, tex }: Formula): void {
  assert.deepEqual(mentioned(tex), mentioned(plain), tex);
  assert.ok(!/[−×·√²½]/.test(tex), `plain signs in TeX: ${tex}`);
}
