/** Inputs rescaled from the statistics of the training rows alone, so that held-out rows stay unseen. */

import { spreadOf } from '../dataset/statistics';
import type { Normalization } from '../networkDocument';
import type { Feature } from './features';

/** What was done to a feature: (value − shift) / width. */
export interface Scale {
  readonly feature: string;
  readonly shift: number;
  readonly width: number;
}

const rules: Readonly<
  Record<Exclude<Normalization, 'none'>, (spread: NonNullable<ReturnType<typeof spreadOf>>) => Omit<Scale, 'feature'>>
> = {
  standard: ({ mean, deviation }) => ({ shift: mean, width: deviation }),
  minMax: ({ min, max }) => ({ shift: min, width: max - min }),
};

/**
 * Number features rescaled; one-hot features stay as they are. A feature with one value throughout becomes 0: its width
 * is taken as 1, and it is named in `constant`.
 */
export function normalize(features: readonly Feature[], normalization: Normalization, trainingRows: Int32Array) {
  const scales: Scale[] = [];
  const constant: Feature[] = [];
  const scaled = features.map((feature) => {
    const spread = spreadOf({ numbers: feature.values }, trainingRows);
    if (normalization === 'none' || feature.category !== null || !spread) return feature;
    const { shift, width } = rules[normalization](spread);
    const flat = spread.min === spread.max;
    if (flat) constant.push(feature);
    const scale: Scale = { feature: feature.name, shift: flat ? spread.min : shift, width: flat ? 1 : width };
    scales.push(scale);
    return { ...feature, values: feature.values.map((value) => (value - scale.shift) / scale.width) };
  });
  return { features: scaled, scales, constant };
}
