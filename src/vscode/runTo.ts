/** “Run to…”: where a person may want to go on to, as calls of the session. */
import type { FromPanel } from '../protocol/messages';
import type { Session } from '../training/session';
import type { Snapshot } from '../training/snapshot';

export type RunTarget = Extract<FromPanel, { type: 'runTo' }>['target'];

/** How many operations are looked through at a time for the next one of the selected parameter. */
const CHUNK = 1000;

export function runTo(session: Session, target: RunTarget): Promise<Snapshot> {
  if (target === 'nextSample') return session.stepOver();
  if (target === 'endOfUpdate') return session.stepOut();
  if (target === 'selectedOperation') return runToParameter(session, session.selected);
  if (target === 'nextBreakpoint') return session.run({ until: { breakpoint: true } });
  if ('lossBelow' in target) return session.run({ until: { lossBelow: target.lossBelow } });
  const ahead = target.update - session.position.update;
  return ahead > 0 ? session.run({ updates: ahead }) : session.seek(target);
}

/** To the next operation that is about a parameter: in this update or, after its move, in the next one. */
async function runToParameter(session: Session, name: string): Promise<Snapshot> {
  const { update, operation } = session.position;
  const count = session.tape.count;
  for (let from = operation + 1; from < count; from += CHUNK) {
    const found = session.operations(from, Math.min(count, from + CHUNK)).find(({ parameter }) => parameter === name);
    // The last operation ends the update: its result is seen at the start of the next one.
    if (found) return found.index === count - 1 ? session.stepOut() : session.seek({ update, operation: found.index });
  }
  if (operation < 0) throw new Error(`No operation of this update is about ${name}: it is frozen.`);
  await session.stepOut();
  return runToParameter(session, name);
}
