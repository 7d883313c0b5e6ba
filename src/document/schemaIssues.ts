/** What valibot finds wrong with the structure of a file, said with place, expectation, finding and mend. */

import * as v from 'valibot';
import { losses } from '../core/losses';
import type { LossName } from '../core/names';
import { insertProperty } from './json/edits';
import { type JsonNode, nodeAtPath, plainValue, propertyOf } from './json/tree';
import { didYouMean } from './names/didYouMean';
import { placeName, sentence } from './names/placeNames';
import type { Fix, Path, Problems, Range } from './problems';
import { type NetworkValues, networkSchema } from './schema';
import { listOr, number, quote } from './words';

type Issue = v.InferIssue<typeof networkSchema>;

/** What may stand where more than one kind of value may, by path with # for an index. */
const alternatives: Readonly<Record<string, string>> = {
  dataset: 'a path in quotes, or an object with "file" or with "columns" and "rows"',
  'inputs/#': 'a column name in quotes, or an object with "column"',
  'outputs/#': 'a column name in quotes, or an object with "column"',
  'inputs/#/oneHot': 'true, false or a list of categories',
  'outputs/#/oneHot': 'true, false or a list of categories',
  'dataset/rows/#/#': 'a number or a text',
  'training/batchSize': '"full" or a number of samples',
};

const kinds: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in braces',
};

/** Where a missing property has one obvious value. */
const mends: Readonly<Record<string, (root: JsonNode) => unknown>> = {
  loss: lossFor,
  optimizer: () => ({ type: 'gradientDescent', learningRate: 0.1 }),
  'optimizer/type': () => 'gradientDescent',
};

/**
 * Validates the structure, adding what is wrong to `problems`.
 * @param broken The text does not parse: what seems to be missing may only not be readable yet, and is not reported.
 * @returns The values with defaults filled in; null where something is wrong.
 */
export function validateStructure(
  root: JsonNode,
  text: string,
  broken: boolean,
  problems: Problems,
): NetworkValues | null {
  const result = v.safeParse(networkSchema, plainValue(root));
  if (result.success) return result.output;
  const reported = new Set<string>();
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    // One problem a place: a number that is neither whole nor large enough is one mistake.
    const place = path.join('/');
    if (reported.has(place) || isFlatWeights(root, path)) continue;
    reported.add(place);
    // NaN and Infinity have been reported where they stand.
    if (typeof issue.input === 'number' && !Number.isFinite(issue.input)) continue;
    if (issue.received === 'undefined' && issue.path) {
      if (!broken) reportMissing(root, text, path, problems);
      continue;
    }
    const { offset, length } = nodeAtPath(root, path) ?? root;
    const range: Range = { offset, length };
    const { code, message, fix } = describe(issue, path, range);
    // The JSON schema takes any text for a name: it could not say which one was meant.
    problems.error(code, message, range, { path, fix, structural: code !== 'unknown-name' });
  }
  return null;
}

/** Weights that are one list of numbers instead of a list of rows are told of once, by checks/layers.ts. */
function isFlatWeights(root: JsonNode, path: Path): boolean {
  return path.length === 4 && path[2] === 'weights' && nodeAtPath(root, path.slice(0, 3))?.type === 'numbers';
}

function reportMissing(root: JsonNode, text: string, path: Path, problems: Problems): void {
  const owner = nodeAtPath(root, path.slice(0, -1)) ?? root;
  const key = String(path[path.length - 1]);
  const name = path.length > 1 ? `${sentence(placeName(path.slice(0, -1)))} has no '${key}'.` : `'${key}' is missing.`;
  const mend = mends[path.join('/')]?.(root);
  const fix = mend === undefined ? undefined : insertProperty(text, owner, key, mend);
  // Only the opening brace: the whole object would be underlined otherwise.
  problems.error(
    'missing-property',
    name,
    { offset: owner.offset, length: Math.min(1, owner.length) },
    {
      path,
      fix,
      structural: true,
    },
  );
}

function describe(issue: Issue, path: Path, range: Range): { code: string; message: string; fix?: Fix | undefined } {
  const place = sentence(placeName(path));
  const found = issue.input;
  if (issue.type === 'picklist' && typeof found === 'string') return unknownName(issue, place, range);
  if (issue.kind === 'validation') {
    return {
      code: 'value-out-of-range',
      message: `${place} must ${limits[issue.type](issue.requirement)}; found ${shown(found)}.`,
    };
  }
  const pattern = path.map((step) => (typeof step === 'number' ? '#' : step)).join('/');
  const expected = alternatives[pattern] ?? kinds[issue.type] ?? kinds.string;
  const fix = issue.type === 'number' ? unquoted(found, range) : undefined;
  const hint = fix ? ' Numbers stand without quotes.' : '';
  return { code: 'wrong-type', message: `${place} must be ${expected}; found ${shown(found)}.${hint}`, fix };
}

function unknownName(issue: Issue, place: string, range: Range) {
  const found = String(issue.input);
  // valibot gives the names there are only as `("a" | "b")`.
  const names = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, name]) => name);
  const meant = didYouMean(found, names);
  const quoted = names.map((name) => (/^\w+$/.test(name) ? name : JSON.stringify(name)));
  return {
    code: 'unknown-name',
    message: `${place} must be ${listOr(quoted)}; found ${quote(found)}.${meant ? ` Did you mean '${meant}'?` : ''}`,
    fix: meant ? { title: `Change to '${meant}'`, edits: [{ ...range, text: JSON.stringify(meant) }] } : undefined,
  };
}

const limits: Readonly<Record<string, (requirement: unknown) => string>> = {
  min_value: (least) => `be at least ${number(least as number)}`,
  max_value: (most) => `be at most ${number(most as number)}`,
  gt_value: (bound) => `be greater than ${number(bound as number)}`,
  lt_value: (bound) => `be less than ${number(bound as number)}`,
  integer: () => 'be a whole number',
  non_empty: () => 'not be empty',
};

function shown(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quote(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Takes a number out of its quotes; undefined where the text is none. */
function unquoted(value: unknown, { offset, length }: Range): Fix | undefined {
  if (typeof value !== 'string' || !/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(value)) return undefined;
  return { title: 'Remove the quotes', edits: [{ offset, length, text: value }] };
}

/** The loss that goes with the last activation. */
function lossFor(root: JsonNode): LossName {
  const layers = propertyOf(root, 'layers')?.value;
  const last = layers?.type === 'array' ? layers.items[layers.items.length - 1] : undefined;
  const activation = propertyOf(last, 'activation')?.value;
  const fused = Object.entries(losses).find(
    ([, row]) => row.fusedWith !== null && row.fusedWith === activationName(activation),
  );
  return (fused?.[0] ?? 'ssr') as LossName;
}

function activationName(node: JsonNode | undefined): string | null {
  return node?.type === 'string' ? node.value : null;
}
