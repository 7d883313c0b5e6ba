/** The session of a network file as far as its parameters are those of the file: same layers, same sizes. */
import type { Network } from '../../core/network';
import type { Session } from '../../training/session';

/** Whether a flat index means the same parameter in both. */
export function sameShape(a: Network, b: Network): boolean {
  return (
    a.parameterCount === b.parameterCount &&
    a.layers.length === b.layers.length &&
    a.layers.every(({ units, inputs, bias }, index) => {
      const other = b.layers[index];
      return units === other.units && inputs === other.inputs && bias === other.bias;
    })
  );
}

/** The derivatives of the batch by flat index, NaN where a parameter is frozen; null in the matrix form, where they are many. */
export function gradientsOf(session: Session): Float64Array | null {
  const { network } = session.setup;
  if (network.matrixForm) return null;
  const { gradients } = session.snapshot();
  if (!gradients) return null;
  const flat = new Float64Array(network.parameterCount).fill(NaN);
  for (const [name, value] of Object.entries(gradients)) {
    const offset = network.parameterByName(name)?.offset;
    if (offset !== undefined && typeof value === 'number') flat[offset] = value;
  }
  return flat;
}
