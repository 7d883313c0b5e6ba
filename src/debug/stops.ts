/** Why the debugger says that training has stopped, as rows: what the client shows of each. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SessionEvent } from '../training/session';

export interface Stop {
  readonly reason: Dap.StoppedEvent['body']['reason'];
  readonly description?: string;
  readonly text?: string;
  readonly hitBreakpointIds?: readonly number[];
}

/** Training is one thread. */
export const THREAD = 1;

export function stoppedBody({ hitBreakpointIds, ...stop }: Stop, preserveFocusHint: boolean): Dap.StoppedEvent['body'] {
  return {
    ...stop,
    ...(hitBreakpointIds && { hitBreakpointIds: [...hitBreakpointIds] }),
    threadId: THREAD,
    allThreadsStopped: true,
    ...(preserveFocusHint && { preserveFocusHint }),
  };
}

type RunEnd = Extract<SessionEvent, { type: 'stopped' }>['reason'];

/** How a run of the session ended that nothing else is known of. */
export const runEnds: Readonly<Record<RunEnd, Stop>> = {
  target: { reason: 'pause', description: 'Paused at the end of training' },
  condition: { reason: 'pause', description: 'Paused as training may stop: its condition holds' },
  breakpoint: { reason: 'breakpoint', description: 'Paused on breakpoint of the panel' },
  paused: { reason: 'pause', description: 'Paused' },
  cancelled: { reason: 'pause', description: 'Paused: the run was cancelled' },
  diverged: { reason: 'exception', description: 'Paused on NaN or Infinity' },
};
