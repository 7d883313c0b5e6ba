/** What a hover says of a parameter: the answer first, then the chain, reasons, numbers, move and check. */
import type { Derivation } from '../../../core/derivationTypes';
import type { Formula } from '../../../core/formula';
import type { Parameter } from '../../../core/network';
import type { Block, Part } from '../../../explain/blocks';
import { chainLines } from '../../../explain/chain';
import { explainDerivation } from '../../../explain/derivation';
import { markdownText, withNumbers } from '../../../explain/formula';
import { markdownBlock } from '../../../explain/markdown';
import { fullNumber, type NumberFormat } from '../../../explain/numbers';
import { parameterPlace } from '../../../explain/place';
import type { HoverContext } from './context';
import { derivationOf } from './derivationOf';
import { parameterLinks } from './links';

export interface ParameterHover {
  readonly derivation: Derivation;
  /** `weight from ⟨y1⟩ to ⟨predicted⟩: layer 2, neuron 1, input 1`. */
  readonly place: string;
  /** `at update 48, operation 35`. */
  readonly when: string;
  /** What the file says, where that is another number than the derivation's. */
  readonly inFile?: number | undefined;
  /** Commands, in Markdown; '' for none. */
  readonly links: string;
  readonly format: NumberFormat;
}

/**
 * The texts of a parameter's hover; where its derivative cannot be told, what it is.
 * @param inFile The number as the file has it; undefined where it has none.
 */
export function hoverParameter(context: HoverContext, parameter: Parameter, inFile?: number): string[] {
  const { network, session, state, uri, format, write } = context;
  if (!network) return [];
  const place = parameterPlace(network, parameter);
  const name = network.displayName(parameter);
  const placed = derivationOf(parameter, session, state.setup);
  if (placed === null || placed === 'tooLarge') {
    const why = placed && 'Too many samples and parameters for a hover: the stepper shows its derivative.';
    const value = inFile === undefined ? '' : ` = ${fullNumber(inFile)}`;
    return [[`**${markdownText(`⟨${name}⟩${value}`)}** · ${markdownText(place)}`, why ?? ''].join('\n\n').trimEnd()];
  }
  const { derivation, when } = placed;
  return parameterMarkdown(
    {
      derivation,
      place,
      when,
      inFile: inFile === derivation.value ? undefined : inFile,
      links: parameterLinks(uri, parameter.name),
      format,
    },
    write,
  );
}

/** One Markdown text per part; a formula is a text of its own, as VS Code cuts each off at 100,000 characters. */
export function parameterMarkdown(hover: ParameterHover, write: (formula: Formula) => string): string[] {
  const blocks = explainDerivation(hover.derivation, { format: hover.format });
  const texts = (part: Part, wanted: (block: Block) => boolean = () => true): string[] =>
    blocks.filter((block) => block.part === part && wanted(block)).map((block) => markdownBlock(block));
  const isFormula = ({ kind }: Block): boolean => kind === 'formula';
  const symbolic = blocks.filter((block) => block.part === 'factors' && isFormula(block));
  return [
    paragraphs(title(hover), ...texts('answer'), hover.links),
    write(chainLines(hover.derivation)),
    paragraphs(...texts('chain', (block) => !isFormula(block)), ...texts('factors', (block) => !isFormula(block))),
    ...symbolic.map((block) => markdownBlock(block, { formula: write })),
    paragraphs(...texts('samples')),
    paragraphs(lines(texts('move')), ...texts('check')),
    lines(texts('shared')),
  ].filter((text) => text !== '');
}

function title({ derivation, place, when, inFile, format }: ParameterHover): string {
  const { name, value } = derivation;
  const shown = withNumbers({ plain: `⟨${name}⟩ = ⟨value⟩`, tex: '' }, { value }, format).plain;
  const file = inFile === undefined ? '' : ` (${fullNumber(inFile)} in the file)`;
  return `**${markdownText(shown)}**${file} · ${markdownText(place)}  \n*${markdownText(when)}*`;
}

const paragraphs = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

/** Lines of one paragraph. */
const lines = (texts: readonly string[]): string => texts.join('  \n');
