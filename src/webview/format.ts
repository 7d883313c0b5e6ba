/** Numbers, names and formulas as the panel shows them: explain's renderers with the panel's settings. */

import { computed } from '@preact/signals';
import type { Formula } from '../core/formula';
import { equalsSign } from '../explain/evaluate';
import { spokenFormula, texFormula, unicodeText, withNumbers } from '../explain/formula';
import { spokenName, texName, unicodeName } from '../explain/names';
import { matrixNotation, renamedMarks } from '../explain/notation';
import { briefNumber, equalsOrApprox, formatNumber } from '../explain/numbers';
import { session, settings } from './store';

export { compactNumber as compact, fullNumber as full, superscript } from '../explain/numbers';

const sameName = (name: string): string => name;

/** A large network has its matrix names from the core. */
const notation = computed(() => {
  const shown = session.value;
  return settings.value.notation === 'article' || !shown || shown.matrixForm ? sameName : matrixNotation(shown);
});

/** A name in the notation of the settings; everything that the host is asked for keeps its own name. */
export const noted = (name: string): string => notation.value(name);

/** A name as Unicode text, in TeX, and as one says it. */
export const uni = (name: string): string => unicodeName(noted(name));
export const tex = (name: string): string => texName(noted(name));
export const spoken = (name: string): string => spokenName(noted(name));

const inNotation = ({ plain, tex: template }: Formula): Formula => ({
  plain: renamedMarks(plain, noted),
  tex: renamedMarks(template, noted),
});

/** A formula for a screen reader. */
export const spokenText = (formula: Formula): string => spokenFormula(inNotation(formula));

/** A sentence with ⟨names⟩ in it. */
export const sentence = (text: string): string => unicodeText(renamedMarks(text, noted));

/** Decimals beyond the usual four: columns of numbers are as much wider. */
export const moreDecimals = (): number => Math.max(0, settings.value.decimals - 4);

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
  return sentence(plain);
}

/** A formula as TeX, its names set, products close together. */
export function texText(formula: Formula): string {
  const { plain, tex: template } = inNotation(formula);
  return texFormula({ plain, tex: template.replaceAll('\\cdot', '{\\cdot}') });
}

/** A formula with numbers in place of its names: `−2·(1 − 0.4881)`. */
export function filled(formula: Formula, values: Readonly<Record<string, number>>): string {
  const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [noted(name), value]));
  return withNumbers(inNotation(formula), named, { decimals: settings.value.decimals }).plain;
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
