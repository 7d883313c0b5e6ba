/** What a check says of a derivative. */

import type { Check } from './derivationTypes';

/** The relative error at which a check warns. */
export const CHECK_TOLERANCE = 1e-5;

/** Whether a check finds a derivative wrong: not at a corner, and not where the difference can show nothing. */
export const isMismatch = ({ relativeError, corner, unresolved }: Check): boolean =>
  !(relativeError <= CHECK_TOLERANCE) && corner === undefined && unresolved === undefined;
