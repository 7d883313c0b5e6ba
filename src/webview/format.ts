/** Numbers and names as the panel shows them: explain's renderers with the panel's settings. */

import type { Formula } from '../core/formula';
import { spokenName, texName, unicodeName } from '../explain/names';
import { briefNumber, equalsOrApprox, formatNumber } from '../explain/numbers';
import { settings } from './store';

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

const marked = /⟨([^⟩]*)⟩/g;

/** A formula as Unicode text: `−2·(observed − predicted)`. */
export function plainText({ plain }: Formula): string {
  return plain.replace(marked, (_, name: string) => unicodeName(name));
}

/** A formula as TeX, its names set, products close together. */
export function texText({ tex: template }: Formula): string {
  return template.replaceAll('\\cdot', '{\\cdot}').replace(marked, (_, name: string) => texName(name));
}

/** A sentence with names in marks, such as a reason. */
export function sentence(text: string): string {
  return text.replace(marked, (_, name: string) => unicodeName(name));
}

/** A formula for a screen reader. */
export function spokenText({ plain }: Formula): string {
  return plain.replace(marked, (_, name: string) => spokenName(name));
}

/** A formula with numbers in place of its names; a negative one stands in brackets, but for the first. */
export function filled({ plain }: Formula, values: Readonly<Record<string, number>>): string {
  return plain.replace(marked, (_, name: string, at: number) => {
    const value = values[name];
    if (value === undefined) return unicodeName(name);
    const shown = brief(value);
    return value < 0 && at > 0 ? `(${shown})` : shown;
  });
}

/** The name that a formula consists of, if it is just one: `w3`. */
export function singleName({ plain }: Formula): string | null {
  return /^⟨([^⟩]*)⟩$/.exec(plain)?.[1] ?? null;
}

/** '=' where the shown factors give the shown product, else '≈'. */
export function productRelation(factors: readonly number[], product: number): '=' | '≈' {
  return equalsOrApprox(
    factors.map((factor) => fixed(factor)),
    '·',
    fixed(product),
    settings.value.decimals,
  );
}

/** What an input row is called: `dose 0.5`, or `row 17` where there are many inputs. */
export function sampleLabel(names: readonly string[], inputs: readonly number[], row: number): string {
  if (names.length > 2) return `row ${row + 1}`;
  return names.map((name, index) => `${name} ${brief(inputs[index])}`).join(', ');
}

/** Three decimals with a sign: residuals beside their points. */
export function formatSigned(value: number): string {
  return formatNumber(value, { decimals: 3, signed: true, mantissa: 0 });
}
