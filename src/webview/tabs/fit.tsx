/** The fit: what the network predicts, in the picture that suits its inputs and outputs. */

import type { ComponentType } from 'preact';
import type { FitView } from '../../protocol/views';
import { fit } from '../store';
import { ConfusionFit } from './fitConfusion';
import { CurveFit } from './fitCurve';
import { MapFit } from './fitMap';
import { ScatterFit } from './fitScatter';

export type FitOf<Kind extends FitView['kind']> = Extract<FitView, { kind: Kind }>;

const pictures: { readonly [Kind in FitView['kind']]: ComponentType<{ fit: FitOf<Kind> }> } = {
  curve: CurveFit,
  map: MapFit,
  scatter: ScatterFit,
  confusion: ConfusionFit,
};

export function FitTab() {
  const shown = fit.value;
  if (!shown) return <p class="wait mut">The fit is being computed.</p>;
  const Picture = pictures[shown.kind] as ComponentType<{ fit: FitView }>;
  return <Picture fit={shown} />;
}
