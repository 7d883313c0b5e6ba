/** What a travel looks at, as plain data that can go to a worker, and made ready there. */

import type { Setup } from '../../core/setup';
import { DataBreakpoint, type DataSpec } from './dataBreakpoint';
import { type ExceptionSpec, exceptionWatch } from './exceptions';
import { LineBreakpoint, type LineSpec } from './lineBreakpoint';
import { SessionBreakpoints, type SessionSpec } from './sessionBreakpoints';
import type { Watch } from './watch';

export type WatchSpec = LineSpec | DataSpec | ExceptionSpec | SessionSpec;

/** One of the client's breakpoints, armed: what it waits for and how often it was hit. */
export interface Armed {
  readonly spec: WatchSpec;
  hits: number;
}

type Makers = {
  readonly [Kind in WatchSpec['kind']]: (spec: Extract<WatchSpec, { kind: Kind }>, setup: Setup) => Watch | null;
};

const makers: Makers = {
  line: (spec, setup) => new LineBreakpoint(spec, setup),
  data: (spec, setup) => new DataBreakpoint(spec, setup),
  exception: exceptionWatch,
  session: (spec, setup) => new SessionBreakpoints(spec, setup),
};

/** null where the session itself stops there. @throws Error where it makes no sense in this setup */
export function watchOf(spec: WatchSpec, setup: Setup): Watch | null {
  return (makers[spec.kind] as (spec: WatchSpec, setup: Setup) => Watch | null)(spec, setup);
}
