/** The fields of a command's JSON arguments: what each must be, checked, with what was expected and what was found. */

export type Input = Readonly<Record<string, unknown>>;

/** Checks one field; `undefined` where it is missing. */
export type FieldRule<T> = { readonly wanted: string; readonly accepts: (value: unknown) => value is T };

export const finiteNumber: FieldRule<number> = {
  wanted: 'a number',
  accepts: (value): value is number => typeof value === 'number' && Number.isFinite(value),
};

export const wholeNumber: FieldRule<number> = {
  wanted: 'a whole number, 0 or more',
  accepts: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
};

export const countingNumber: FieldRule<number> = {
  wanted: 'a whole number, 1 or more',
  accepts: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
};

export const text: FieldRule<string> = {
  wanted: 'a text',
  accepts: (value): value is string => typeof value === 'string' && value !== '',
};

export const texts: FieldRule<string[]> = {
  wanted: 'a list of texts',
  accepts: (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

export const object: FieldRule<Input> = {
  wanted: 'an object',
  accepts: (value): value is Input => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const truth: FieldRule<boolean> = {
  wanted: 'true or false',
  accepts: (value): value is boolean => typeof value === 'boolean',
};

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): FieldRule<T> {
  return {
    wanted: words.map((word) => `'${word}'`).join(' or '),
    accepts: (value): value is T => words.some((word) => word === value),
  };
}

/** @throws Error with what was expected and what was found */
export function optional<T>(input: Input, name: string, rule: FieldRule<T>): T | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (!rule.accepts(value)) throw new Error(`'${name}' must be ${rule.wanted}; found ${describe(value)}.`);
  return value;
}

/** @throws Error where the field is missing or wrong */
export function required<T>(input: Input, name: string, rule: FieldRule<T>): T {
  const value = optional(input, name, rule);
  if (value === undefined) throw new Error(`'${name}' is missing: it must be ${rule.wanted}.`);
  return value;
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
