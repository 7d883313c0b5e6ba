/** Pieces that the schema is put together from: descriptions, choices, names of rule tables, bounded numbers. */

import * as v from 'valibot';

/** A description, and what else VS Code's JSON editor reads (draft 7 plus enumDescriptions, defaultSnippets …). */
export function about<T>(description: string, more: Record<string, unknown> = {}) {
  return v.metadata<T, Record<string, unknown>>({ description, ...more });
}

/** A choice between schemas by what the value looks like, so that its problems are those of the alternative meant. */
export function choice<const T extends readonly v.GenericSchema[]>(
  options: T,
  choose: (input: unknown) => T[number] | undefined,
) {
  const union = v.union(options);
  // With nothing to look at (as the JSON schema is made) it is the union of all.
  return v.lazy((input) => ((input === undefined ? undefined : choose(input)) ?? union) as typeof union);
}

/** One of the names of a rule table, with the row's words for each. */
export function oneOf<const N extends string>(
  table: Readonly<Record<N, { readonly words: string }>>,
  description: string,
) {
  const names = Object.keys(table) as N[];
  return v.pipe(v.picklist(names), about<N>(description, { enumDescriptions: names.map((name) => table[name].words) }));
}

export const isObject = (input: unknown): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

export const wholeNumber = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));
export const fraction = () => v.pipe(v.number(), v.minValue(0), v.ltValue(1));
export const text = () => v.pipe(v.string(), v.nonEmpty());
