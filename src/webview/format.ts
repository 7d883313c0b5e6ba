/** Numbers, names and formulas as the panel shows them: explain's renderers with the panel's settings. */

import type { Formula } from '../core/formula';
import { equalsSign } from '../explain/evaluate';
import { texFormula, unicodeText, withNumbers } from '../explain/formula';
import { briefNumber, equalsOrApprox, formatNumber } from '../explain/numbers';
import { settings } from './store';

export { spokenFormula as spokenText, unicodeText as sentence } from '../explain/formula';
export { compactNumber as compact, fullNumber as full, superscript } from '../explain/numbers';
export { spokenName as spoken, texName as tex, unicodeName as uni } from '../explain/names';

/** A number with the decimals of the settings. */
export function fixed(value: number, signed = false): string {
  return formatNumber(value, { decimals: settings.value.decimals, signed });
}

/** A number as short as it can be: data, learning rates. */
export function brief(value: number): string {
  return briefNumber(value, { decimals: settings.value.decimals });
}

/** Digits of a check: eight decimals, which a central difference is good for. */
export function precise(value: number): string {
  return formatNumber(value, { decimals: 8, mantissa: 8 });
}

/** An error's size: one digit and a power of ten. */
export function magnitude(value: number): string {
  return value === 0 ? '0' : formatNumber(value, { mantissa: 0 });
}

/** Three decimals with a sign: residuals beside their points. */
export function formatSigned(value: number): string {
  return formatNumber(value, { decimals: 3, signed: true, mantissa: 0 });
}

/** A formula as Unicode text: `−2·(observed − predicted)`. */
export function plainText({ plain }: Formula): string {
  return unicodeText(plain);
}

/** A formula as TeX, its names set, products close together. */
export function texText(formula: Formula): string {
  return texFormula({ ...formula, tex: formula.tex.replaceAll('\\cdot', '{\\cdot}') });
}

/** A formula with numbers in place of its names: `−2·(1 − 0.4881)`. */
export function filled(formula: Formula, values: Readonly<Record<string, number>>): string {
  return withNumbers(formula, values, { decimals: settings.value.decimals }).plain;
}

/** The name that a formula consists of, if it is just one: `w3`. */
export function singleName({ plain }: Formula): string | null {
  return /^⟨([^⟩]*)⟩$/.exec(plain)?.[1] ?? null;
}

/** '=' where shown numbers give the shown result, else '≈'. */
export function relation(numbers: string, result: number): '=' | '≈' {
  return equalsSign(numbers, fixed(result), settings.value.decimals);
}

/** The same for shown numbers multiplied or added up. */
export function relationOf(values: readonly number[], operation: '·' | '+', result: number): '=' | '≈' {
  const shown = values.map((value) => fixed(value));
  return equalsOrApprox(shown, operation, fixed(result), settings.value.decimals);
}

/** What an input row is called: `dose 0.5`, or `row 17` where there are many inputs. */
export function sampleLabel(names: readonly string[], inputs: readonly number[], row: number): string {
  if (names.length > 2) return `row ${row + 1}`;
  return names.map((name, index) => `${name} ${brief(inputs[index])}`).join(', ');
}
