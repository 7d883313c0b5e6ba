/** Notices above the regions: an intent that failed, files that have changed since the session began. */

import { post } from './host';
import { Icon, ToolButton } from './pieces';
import { changedOnDisk, failure, problem } from './store';

/** What went wrong last, where the host says so; and that a file has changed. */
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

function changedWords(): string | null {
  const words = { network: 'The network file has changed.', data: 'The data have changed.' };
  return changedOnDisk.value && words[changedOnDisk.value];
}
