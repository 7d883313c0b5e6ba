/** Notices above the regions: an intent that failed, files that have changed, a run that a reload cut off. */

import { post } from './host';
import { Icon, ToolButton } from './pieces';
import { changedOnDisk, failure, problem, running, step } from './store';

/** What went wrong last, where the host says so; and what else has come in between. */
export function Notices() {
  return (
    <>
      {failure.value !== null && (
        <p class="notice bad" role="alert">
          <Icon name="error" extra="sm" /> {failure.value}
          <ToolButton icon="close" title="Close" onPress={() => (failure.value = null)} />
        </p>
      )}
      {problem.value === null && <ChangedOnDisk />}
      {running.value === null && <Interrupted />}
    </>
  );
}

function ChangedOnDisk() {
  const what = changedWords();
  if (what === null) return null;
  return (
    <p class="notice" role="status">
      <Icon name="history" />
      <span>{what} This session goes on with what it has.</span>
      <button type="button" class="btn" onClick={() => post({ type: 'restart' })}>
        Restart with the new version
      </button>
    </p>
  );
}

/** Until something else is done. */
function Interrupted() {
  const shown = step.value;
  if (!shown?.interrupted) return null;
  const { target } = shown.interrupted;
  return (
    <p class="notice" role="status">
      <Icon name="debug-pause" />
      <span>The run was interrupted by the reload at update {shown.snapshot.update + 1}.</span>
      <button type="button" class="btn" onClick={() => post({ type: 'continueRun' })}>
        {target === null ? 'Continue' : `Continue to update ${target}`}
      </button>
    </p>
  );
}

function changedWords(): string | null {
  const words = { network: 'The network file has changed.', data: 'The data have changed.' };
  return changedOnDisk.value && words[changedOnDisk.value];
}
