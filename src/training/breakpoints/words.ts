/** A breakpoint in words: `update 30`, `SSR < 0.1`, `w3 changes sign`, `dSSR/dw1, sample 2`. */

import type { BreakpointSpec } from './breakpoint';

type Words = {
  readonly [Kind in BreakpointSpec['kind']]: (spec: Extract<BreakpointSpec, { kind: Kind }>) => string;
};

const words: Words = {
  update: ({ update }) => `update ${update}`,
  condition: ({ condition }) => condition,
  parameter: ({ parameter, when }) =>
    when === 'sign' ? `${parameter} changes sign` : `${parameter} passes ${String(when.passes + 0).replace('-', '−')}`,
  operation: ({ operation, sample }) => (sample === null ? operation : `${operation}, sample ${sample + 1}`),
};

export function breakpointWords(spec: BreakpointSpec): string {
  return (words[spec.kind] as (spec: BreakpointSpec) => string)(spec);
}
