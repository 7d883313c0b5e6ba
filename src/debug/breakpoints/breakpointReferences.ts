/**
 * Where in a network file the breakpoints on one parameter stand, for those who look for its references.
 *
 * A breakpoint of the session (set in the panel or by a command) has no place of its own in the file. Its place is that
 * of what it waits for: the parameter's number, or the layer that draws it. A breakpoint of VS Code's debugger has a
 * place, its line, and that is the reference: one on a place of a line is about the number there alone, one on a whole
 * line about every number of it, and one whose condition names the parameter is about it wherever it stands.
 */

import type { Network, Parameter } from '../../core/network';
import { locate, rangeOfParameter } from '../../document/locate';
import type { ParsedNetwork } from '../../document/parse';
import type { Range } from '../../document/problems';
import { TextLines } from '../../document/textLines';
import type { BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { mentionedNames } from '../../training/expressions/mentionedNames';

/** A breakpoint of VS Code's debugger in the network file. */
export interface FileBreakpoint {
  /** From 0. */
  readonly line: number;
  /** From 0; 0: the whole line. */
  readonly column: number;
  readonly condition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/** In the order of the text, each place once. */
export function breakpointReferences(
  parsed: ParsedNetwork,
  network: Network,
  parameter: Parameter,
  ofSession: readonly BreakpointSpec[],
  ofFile: readonly FileBreakpoint[],
): Range[] {
  const names = (text: string): boolean =>
    mentionedNames(text).some((name) => network.parameterByName(name)?.offset === parameter.offset);
  const lines = new TextLines(parsed.text);
  const number = rangeOfParameter(parsed, parameter.offset, network);
  const places = [
    ...(ofSession.some((spec) => names(subjectOf(spec))) ? [number ?? drawnAt(parsed, parameter)] : []),
    ...ofFile.flatMap(({ line, column, condition = '', logMessage = '' }) => {
      const named = names(condition) || bracketed(logMessage).some(names);
      const whole = lineRange(parsed.text, lines, line);
      if (column === 0) return named || (number && lines.at(number.offset).line === line) ? [whole] : [];
      const offset = lines.offsetOf({ line, column });
      const onNumber = number && number.offset <= offset && offset < number.offset + number.length;
      return onNumber ? [number] : named ? [whole] : [];
    }),
  ];
  const distinct = new Map(places.map((place) => [`${place.offset} ${place.length}`, place]));
  return [...distinct.values()].sort((a, b) => a.offset - b.offset);
}

/** What names the values that it waits for. */
function subjectOf(spec: BreakpointSpec): string {
  if (spec.kind === 'update') return '';
  return spec.kind === 'condition' ? spec.condition : spec.kind === 'parameter' ? spec.parameter : spec.operation;
}

/** The expressions of `w3 is {w3}`. */
function bracketed(message: string): string[] {
  return Array.from(message.matchAll(/\{([^{}]*)\}/g), ([, expression]) => expression);
}

/** Where the file says how a parameter that is not written comes about. */
function drawnAt({ tree }: ParsedNetwork, { kind, layer }: Parameter): Range {
  const keys = kind === 'weight' ? ['init', 'units'] : ['biases', 'units'];
  const found = keys.map((key) => locate(tree, ['layers', layer, key])).find((range) => range !== null);
  return found ?? locate(tree, ['layers', layer]) ?? { offset: 0, length: 0 };
}

/** Without the blanks around it; a line beyond the end of the text is its last one. */
function lineRange(text: string, lines: TextLines, line: number): Range {
  const offset = lines.offsetOf({ line, column: 0 });
  const written = /^[^\r\n]*/.exec(text.slice(offset))![0];
  return { offset: offset + written.length - written.trimStart().length, length: written.trim().length };
}
