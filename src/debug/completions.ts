/** What can be written at a place of an expression: the names of the session and the functions. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Setup } from '../core/setup';
import { type ExpressionName, expressionNames } from '../training/expressions/expressionNames';

const types: Readonly<Record<ExpressionName['kind'], Dap.CompletionItemType>> = {
  run: 'value',
  loss: 'value',
  parameter: 'variable',
  neuron: 'variable',
  data: 'field',
  derivative: 'property',
  function: 'function',
};

/** What belongs to a name that is being written: `dSSR/dw`, `W[1`, `column("do`. */
const BEGUN = /(?:d[\p{L}½]+\/d?)?[\p{L}_δ][\p{L}\d_[\],]*$|d[\p{L}½]+\/$|column\("[^"]*$/u;

/** @param column of the cursor, from 0 */
export function completions(setup: Setup, text: string, column: number): Dap.CompletionItem[] {
  const before = text.slice(0, column);
  const begun = BEGUN.exec(before)?.[0] ?? '';
  const wanted = begun.toLowerCase();
  return expressionNames(setup)
    .filter(({ name }) => name.toLowerCase().startsWith(wanted))
    .map(({ name, kind, detail }) => ({
      label: name,
      text: offered(name, kind),
      detail,
      type: types[kind],
      start: column - begun.length,
      length: begun.length,
    }));
}

/** What is written where a name is chosen. */
export function offered(name: string, kind: ExpressionName['kind']): string {
  return kind === 'function' ? `${name}(` : name;
}
