/** A network file's text to a document and problems: structure and meaning, all at once, without looking at data. */

import { checkColumns } from './checks/columns';
import { checkDataset } from './checks/dataset';
import { checkLayers } from './checks/layers';
import { checkNumbers } from './checks/numbers';
import { checkRules } from './checks/rules';
import { checkTrainable } from './checks/trainable';
import { checkUnknownProperties } from './checks/unknownProperties';
import { syntaxProblems } from './json/syntax';
import { parseJson, VALUE_EXPECTED } from './json/parseJson';
import type { JsonNode } from './json/tree';
import { type NetworkDocument, toDocument } from './networkDocument';
import { type Outline, readOutline } from './outline';
import { hasErrors, type Problem, Problems, sortProblems } from './problems';
import { validateStructure } from './schemaIssues';
import { sketchNetwork } from './sketch';

export interface ParsedNetwork {
  readonly text: string;
  /** What could be read, with places; null where there is no value at all. */
  readonly tree: JsonNode | null;
  readonly outline: Outline | null;
  /** null where there is an error. */
  readonly document: NetworkDocument | null;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/** More problems than this are counted instead of shown. */
const MAX_PROBLEMS = 200;

/** Never throws, whatever the text. */
export function parseNetwork(text: string): ParsedNetwork {
  const json = parseJson(text);
  const problems = new Problems();
  const syntax = syntaxProblems(json);
  problems.list.push(...syntax);
  const outline = readOutline(json.root);
  if (!json.root) {
    // Nothing but blanks and comments: the parser only misses a value, and that can be said better.
    const empty = json.errors.every((error) => error.code === VALUE_EXPECTED);
    if (empty) problems.list.splice(0);
    if (empty) problems.error('empty-file', 'There is no network in this file yet.', { offset: 0, length: 0 });
    return { text, tree: null, outline, document: null, problems: problems.list };
  }
  checkNumbers(json.root, text, problems);
  checkUnknownProperties(json.root, problems);
  const values = validateStructure(json.root, text, syntax.length > 0, problems);
  if (outline) checkMeaning(outline, text, problems);
  const document = values && outline && !hasErrors(problems.list) ? toDocument(values, outline) : null;
  return { text, tree: json.root, outline, document, problems: limited(sortProblems(problems.list)) };
}

function checkMeaning(outline: Outline, text: string, problems: Problems): void {
  checkDataset(outline, problems);
  checkColumns(outline, problems);
  checkLayers(outline, text, problems);
  checkRules(outline, text, problems);
  const network = sketchNetwork(outline);
  if (network) checkTrainable(outline, network, problems);
}

function limited(problems: Problem[]): Problem[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const rest = problems.length - MAX_PROBLEMS;
  const shown = problems.slice(0, MAX_PROBLEMS);
  const severity = hasErrors(problems) ? 'error' : 'warning';
  return [
    ...shown,
    {
      severity,
      code: 'more-problems',
      message: `${rest} more problems are not shown.`,
      range: problems[MAX_PROBLEMS].range,
      file: 'network',
    },
  ];
}
