/** What a hover says of a parameter: how its derivative comes about, at the session's position or at the file's values. */
import type { Parameter } from '../../../core/network';
import { markdownText } from '../../../explain/formula';
import { renamedData, renamedMarks } from '../../../explain/notation';
import { fullNumber } from '../../../explain/numbers';
import { parameterPlace } from '../../../explain/place';
import type { HoverContext } from './context';
import { derivationOf } from './derivationOf';
import { parameterLinks } from './links';
import { parameterMarkdown } from './parameterMarkdown';

/**
 * The texts of a parameter's hover; where its derivative cannot be told, what it is.
 * @param inFile The number as the file has it; undefined where it has none.
 */
export function hoverParameter(context: HoverContext, parameter: Parameter, inFile?: number): string[] {
  const { network, session, state, uri, format, colours, write, noted } = context;
  if (!network) return [];
  const place = renamedMarks(parameterPlace(network, parameter), noted);
  const name = noted(network.displayName(parameter));
  const placed = derivationOf(parameter, session, state.setup);
  if (placed === null || placed === 'tooLarge') {
    const why = placed && 'Too many samples and parameters for a hover: the stepper shows its derivative.';
    const value = inFile === undefined ? '' : ` = ${fullNumber(inFile)}`;
    return [[`**${markdownText(`⟨${name}⟩${value}`)}** · ${markdownText(place)}`, why ?? ''].join('\n\n').trimEnd()];
  }
  const { derivation, when } = placed;
  return parameterMarkdown(
    {
      derivation: renamedData(derivation, noted),
      place,
      when,
      inFile: inFile === derivation.value ? undefined : inFile,
      links: parameterLinks(uri, parameter.name),
      format,
      colours,
    },
    write,
  );
}
