/** Derivatives of the first update that a central difference does not confirm. */

import { Batches } from '../../core/batches';
import { isMismatch } from '../../core/checkVerdict';
import { checkAll } from '../../core/gradientCheck';
import { locate, rangeOfParameter } from '../../document/locate';
import type { Advised, Finding } from './advice';
import { shown } from './words';

/** Multiplications that the check may take. */
const MOST_WORK = 2e7;
/** A relative error above this is no round-off (see gradientCheck.ts: a check warns at 10⁻⁵). */
const TOO_FAR = 1e-4;

/** @param checks The check of every parameter: another one where a test needs derivatives that are wrong. */
export function* gradientMismatches({ setup, loaded }: Advised, checks = checkAll): Generator<void, Finding[]> {
  const { network, trainable, data, initial: parameters, training } = setup;
  const { rows } = new Batches(training, data.count).at(0);
  // Every parameter takes two passes through the network for every sample.
  if (2 * network.parameterCount ** 2 * rows.length > MOST_WORK) return [];
  const findings: Finding[] = [];
  for (const { parameter, check } of checks({ network, trainable, data, rows, parameters })) {
    yield;
    const { analytic, numeric, relativeError } = check;
    if (!isMismatch(check) || !(relativeError > TOO_FAR)) continue;
    const name = network.displayName(parameter);
    const message =
      `The derivative of ${name} is ${shown(analytic)} by the chain rule and ${shown(numeric)} by a central difference. ` +
      'Numbers as large or small as this leave too few digits: rescale the data or the weights.';
    const range = rangeOfParameter(loaded.parsed, parameter.offset, network) ??
      locate(loaded.parsed.tree, ['layers', parameter.layer]) ?? { offset: 0, length: 0 };
    findings.push({ message, range, fixes: [] });
  }
  return findings;
}
