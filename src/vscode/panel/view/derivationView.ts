/** The derivation of the selected parameter, how far the cursor has come in it, and the loss as the parameter varies. */
import { GenericKernel } from '../../../core/genericKernel';
import type { Derivation } from '../../../core/derivationTypes';
import type { DerivationView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import { shownPosition } from './stepView';

/** Samples written out in the table; of more, those with the largest products. */
const MAX_SAMPLES = 8;
/** Points of the slope picture, and multiplications it may cost: some milliseconds. */
const SLOPE_POINTS = 41;
const SLOPE_BUDGET = 2e6;

export function derivationView(session: Session, options: { readonly withSlope: boolean }): DerivationView {
  // The sample that the cursor stands in is always among those shown.
  const include = [shownPosition(session)];
  const derivation = session.derivation(session.selected, { maxSamples: MAX_SAMPLES, include });
  const parameter = session.setup.network.parameterByName(session.selected);
  const soFar = session.tape.totalsAfter(session.position.operation);
  return {
    derivation,
    samplesAdded: parameter ? soFar.samplesAdded[parameter.offset] : 0,
    soFar: parameter ? soFar.gradient[parameter.offset] : 0,
    slope: options.withSlope && parameter ? slopeOf(session, derivation, parameter.offset) : null,
  };
}

/** The batch's loss around the parameter's value: wide enough to show where the step leads. */
function slopeOf(session: Session, derivation: Derivation, offset: number): DerivationView['slope'] {
  const { network, trainable, data } = session.setup;
  const { rows } = session.tape;
  if (SLOPE_POINTS * rows.length * network.parameterCount > SLOPE_BUDGET) return null;
  const kernel = new GenericKernel(network, trainable, rows.length);
  const parameters = session.parameters.slice();
  const { value } = derivation;
  const lossAt = (x: number) => {
    parameters[offset] = x;
    return kernel.loss(parameters, data, rows);
  };
  const reach = slopeReach(value, derivation.gradient, lossAt);
  const x = Array.from({ length: SLOPE_POINTS }, (_, i) => value + reach * ((2 * i) / (SLOPE_POINTS - 1) - 1));
  return { x, loss: x.map(lossAt) };
}

/** Half the width: one and a half times the way to where the parabola through here has its vertex, within reason. */
function slopeReach(value: number, gradient: number, lossAt: (x: number) => number): number {
  const scale = Math.max(1, Math.abs(value));
  const h = 1e-3 * scale;
  const curvature = (lossAt(value + h) - 2 * lossAt(value) + lossAt(value - h)) / (h * h);
  const toVertex = Math.abs(gradient / curvature);
  return Number.isFinite(toVertex) ? Math.min(4 * scale, Math.max(0.25 * scale, 1.5 * toVertex)) : scale;
}
