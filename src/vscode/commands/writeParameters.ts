/** `backprop.writeParameters`: the run's parameters into its file, which is left to be saved or undone. */
import * as vscode from 'vscode';
import type { CommandId } from '../commandIds';
import { applyEdits } from './applyEdits';
import { networkOf, sessionOf } from './network';
import { parameterEdits } from './parameterEdits';
import type { Handler } from './registry';

export const writeCommand = {
  /** Resolves with the number of edits: each is a number that was another one, or the numbers of a drawn layer. */
  'backprop.writeParameters': async (host, call) => {
    const session = await sessionOf(host, call);
    const document = await vscode.workspace.openTextDocument(await networkOf(host, call));
    const edits = parameterEdits(document.getText(), session.setup.network, session.parameters);
    await applyEdits(document, edits);
    return { uri: document.uri.toString(), changed: edits.length };
  },
} satisfies Partial<Record<CommandId, Handler>>;
