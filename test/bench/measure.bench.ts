/** What is measured of this project alone, each in a process of its own; prints one line of JSON. Argument: which. */

import { explained } from './measurements/explained';
import { history } from './measurements/history';
import { largeNetwork } from './measurements/largeNetwork';
import { longRun } from './measurements/longRun';
import { peak, rows } from './measurements/rows';
import { stopping } from './measurements/stopping';

const measurements = {
  history,
  explained,
  stopping,
  largeNetwork,
  longRun,
  shortNumbers: () => rows(4),
  longNumbers: () => rows(16),
  peak,
};

export type Measurement = keyof typeof measurements;

/** What goes over the wire, by the name of the measurement. */
export type Measured = { readonly [Name in Measurement]: Awaited<ReturnType<(typeof measurements)[Name]>> };

void Promise.resolve(measurements[process.argv[2] as Measurement]()).then((measured) => {
  console.log(JSON.stringify(measured));
  // A worker may still be ending.
  process.exit();
});
