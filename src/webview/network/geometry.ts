/** Sizes of the network diagram, in its own units: roomy beside the chain rule, compact in one column, dense for wide layers. */

import type { SessionView } from '../../protocol/views';

export interface Geometry {
  readonly nodeHeight: number;
  /** A neuron with its two halves, before and after the activation. */
  readonly neuronWidth: number;
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly lossWidth: number;
  /** Between the centres of two neurons of a layer. */
  readonly pitch: number;
  /** Between two columns; where edges cross there is more, before the loss less. */
  readonly gap: number;
  readonly crossingGap: number;
  readonly lossGap: number;
  /** Between a node and its bias's pill. */
  readonly biasGap: number;
  /** Room for the words above the columns. */
  readonly header: number;
  /** Room below everything, for numbers of the way back. */
  readonly footer: number;
  /** What pills are wider than usual, for long numbers. */
  readonly pillExtra: number;
  /** One line per neuron: name and value after the activation. */
  readonly oneLine: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Letters that take less than others, and one that takes more. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[[\],.⁽⁾¹²³⁴⁵⁶⁷⁸⁹⁰₀₁₂₃₄₅₆₇₈₉]/, 4.4],
  [/W/, 11],
];

/** The box of a parameter's name and value: `w₁  3.340`, wider where the name is longer. */
export function pillSize(name: string, { pillExtra }: Geometry): Size {
  const letters = [...name].map((letter) => widths.find(([which]) => which.test(letter))?.[1] ?? 7.2);
  const written = letters.reduce((sum, width) => sum + width, 0);
  return { width: Math.max(74, Math.ceil(written) + 66) + pillExtra, height: 19 };
}

/** How many characters the longest number of each kind has. */
export interface Lengths {
  readonly parameter: number;
  readonly input: number;
  readonly neuron: number;
  readonly output: number;
  readonly loss: number;
}

const CHARACTER = 7.3;

/** Wider where a number is longer than `usual`: `−1.2·10¹⁰⁵` needs more room than `−0.344`. */
const extra = (characters: number, usual: number): number => Math.ceil(Math.max(0, characters - usual) * CHARACTER);

/** The same sizes with room for long numbers, so that none leaves its box or covers a name. */
export function widened(sizes: Geometry, { parameter, input, neuron, output, loss }: Lengths): Geometry {
  const pillExtra = extra(parameter, 6);
  return {
    ...sizes,
    pillExtra,
    gap: sizes.gap + pillExtra,
    crossingGap: sizes.crossingGap + pillExtra,
    inputWidth: sizes.inputWidth + extra(input, sizes.oneLine ? 6 : 7),
    neuronWidth: sizes.neuronWidth + (sizes.oneLine ? 1 : 2) * extra(neuron, 6),
    outputWidth: sizes.outputWidth + extra(output, sizes.oneLine ? 7 : 9),
    lossWidth: sizes.lossWidth + extra(loss, 6),
  };
}

const roomy: Geometry = {
  nodeHeight: 52,
  neuronWidth: 136,
  inputWidth: 58,
  outputWidth: 80,
  lossWidth: 56,
  pitch: 144,
  gap: 122,
  crossingGap: 162,
  lossGap: 44,
  biasGap: 32.5,
  header: 24.5,
  footer: 1,
  pillExtra: 0,
  oneLine: false,
};

const compact: Geometry = {
  ...roomy,
  nodeHeight: 42,
  neuronWidth: 146,
  inputWidth: 62,
  outputWidth: 82,
  lossWidth: 58,
  pitch: 84,
  gap: 136,
  crossingGap: 166,
  lossGap: 52,
  biasGap: 8,
  header: 0.5,
  footer: 16,
};

const dense: Geometry = {
  ...roomy,
  nodeHeight: 26,
  neuronWidth: 108,
  outputWidth: 132,
  pitch: 38,
  biasGap: 6,
  oneLine: true,
};

/** Layers above this many neurons are heatmaps. */
export const HEATMAP_ABOVE = 12;

export function needsHeatmaps({ inputs, layers }: SessionView): boolean {
  return inputs.length > HEATMAP_ABOVE || layers.some(({ units }) => units > HEATMAP_ABOVE);
}

/** Deeper networks stand closer, so that they fit beside the chain rule without becoming too small to read. */
const deepSizes = { neuronWidth: 114, gap: 98, crossingGap: 148 };

/** The sizes for a network: the more neurons in a layer and the more layers, the closer they stand. */
export function geometryFor({ inputs, layers }: SessionView, isCompact: boolean): Geometry {
  const widest = Math.max(inputs.length, ...layers.map(({ units }) => units));
  const base = { ...(isCompact ? compact : roomy), ...(layers.length > 2 ? deepSizes : {}) };
  if (widest <= 2) return base;
  if (widest <= 4) return { ...base, nodeHeight: 44, pitch: isCompact ? 88 : 112, biasGap: 8 };
  const pitch = Math.max(dense.pitch, Math.min(isCompact ? 44 : 60, 340 / widest));
  return { ...dense, pitch, header: base.header, footer: 16 };
}
