/** Where a run stops on request: four kinds of breakpoints, as plain data that is kept and sent to workers and views. */

/**
 * - `update`: at its start, after so many finished ones
 * - `condition`: where an expression becomes true. One over names of the update: at the start of the first update where it
 *   holds, having not held at the start of the update before. One over names of a sample as well: in every sample where it
 *   holds, at the operation that computes the last of these names, as before it is not known whether it does.
 * - `parameter`: at the start of the first update where the value has come from one side of a number to it or beyond it;
 *   `sign`: of 0
 * - `operation`: where what is computed is called that, in every sample of the batch or in one, has just been computed
 *
 * So whether a run stops at a place depends on the place alone, not on where the run began: going back, `reverse` stops
 * at the same places.
 */
export type BreakpointSpec =
  | { readonly kind: 'update'; readonly update: number }
  | { readonly kind: 'condition'; readonly condition: string }
  | {
      readonly kind: 'parameter';
      readonly parameter: string;
      readonly when: 'sign' | { readonly passes: number };
    }
  | {
      readonly kind: 'operation';
      /** As the operation's target: `x1`, `SSR`, `dSSR/dw1`, `w1`. */
      readonly operation: string;
      /** 0-based position in the batch; null: every sample. */
      readonly sample: number | null;
    };

export type Breakpoint = BreakpointSpec & {
  /** Of one session; never used again. */
  readonly id: number;
  readonly enabled: boolean;
  /** How often a run or a reverse has stopped here. */
  readonly hits: number;
  /** Where it did so last. */
  readonly lastHit: { readonly update: number; readonly operation: number } | null;
};

/** Whether two ask for the same stop. */
export function sameSpec(a: BreakpointSpec, b: BreakpointSpec): boolean {
  return a.kind === b.kind && specKey(a) === specKey(b);
}

function specKey(spec: BreakpointSpec): string {
  if (spec.kind === 'update') return String(spec.update);
  if (spec.kind === 'condition') return spec.condition;
  if (spec.kind === 'parameter') return JSON.stringify([spec.parameter, spec.when]);
  return JSON.stringify([spec.operation, spec.sample]);
}

/** Whether a value has come from one side of a limit to it or beyond it; never where either is NaN. */
export function passed(before: number, now: number, limit: number): boolean {
  return (before < limit && now >= limit) || (before > limit && now <= limit);
}

/** The number that a parameter breakpoint waits for. */
export function limitOf(when: 'sign' | { readonly passes: number }): number {
  return when === 'sign' ? 0 : when.passes;
}
