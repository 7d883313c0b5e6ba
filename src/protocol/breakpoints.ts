/** What the panel shows of breakpoints, and what is wrong with a condition that is being typed. */

import type { BreakpointSpec } from '../training/breakpoints/breakpoint';

export interface BreakpointView {
  readonly id: number;
  readonly spec: BreakpointSpec;
  readonly enabled: boolean;
  /** How often a run or a reverse has stopped here. */
  readonly hits: number;
  /** `update 30`, `SSR < 0.1`, `w3 changes sign`, `dSSR/dw1, sample 2`. */
  readonly label: string;
  /** Updates at whose start it is hit in what has been run; of one that looks at single operations, where it last was. */
  readonly updates: readonly number[];
}

export interface ConditionProblem {
  readonly message: string;
  /** Place in the text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}
