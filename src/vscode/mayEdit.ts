/** Asks, where the settings say so, before an edit throws away a future that another edit has made. */
import * as vscode from 'vscode';
import type { Session } from '../training/session';

/**
 * Whether a person's edit may be made at the session's position. Nobody is asked where it discards no other edit and no
 * dashed future, nor where commands come with arguments.
 */
export async function mayEdit(session: Session): Promise<boolean> {
  const isAsked = vscode.workspace.getConfiguration('backprop').get('confirmEdit', false);
  const lost = isAsked ? discardedBy(session) : null;
  if (lost === null) return true;
  const edit = 'Edit';
  const options = { modal: true, detail: 'Undo brings it back.' };
  return (await vscode.window.showWarningMessage(`This edit discards ${lost}.`, options, edit)) === edit;
}

/** What an edit at this position would throw away, in words; null: nothing that an edit has made. */
export function discardedBy({ interventions, position: { update }, replacedFrom }: Session): string | null {
  const later = interventions.filter((edit) => edit.update > update).length;
  if (later > 0) return later === 1 ? 'your edit after this one' : `your ${later} edits after this one`;
  return replacedFrom === null ? null : 'the dashed future that your last edit replaced';
}
