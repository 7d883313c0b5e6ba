/** The derivation that a hover shows, as a fragment of LaTeX for the clipboard. */
import * as vscode from 'vscode';
import { derivationLatex } from '../../../export/latex';
import { notedIn, renamedData, renamedMarks } from '../../../explain/notation';
import { parameterPlace } from '../../../explain/place';
import type { Host } from '../../host';
import { panelSettings } from '../../panel/settings';
import { describeFirstProblem } from '../../problemText';
import { knownNetwork } from './context';
import { derivationOf } from './derivationOf';

/**
 * At the session's position where one is going on, else at the file's values: as the hover has it.
 * @param name of a parameter, as commands have it: `w3`, `W[1][2,1]`
 * @returns the LaTeX, which is in the clipboard as well
 * @throws Error with the reason where there is no such derivation: the file may have changed since the hover was opened
 */
export async function copyLatex(
  { documents, sessions }: Pick<Host, 'documents' | 'sessions'>,
  uri: vscode.Uri,
  name: string,
): Promise<string> {
  const state = await documents.get(uri);
  const session = sessions.peek(uri) ?? null;
  const network = knownNetwork(state) ?? session?.setup.network;
  const parameter = network?.parameterByName(name);
  if (network && !parameter) throw new Error(`Nothing is copied: the network has no parameter ${name}.`);
  const placed = parameter && derivationOf(parameter, session, state.setup);
  if (placed === 'tooLarge') {
    throw new Error('Nothing is copied: there are too many samples and parameters to explain the derivative at once.');
  }
  if (!network || !parameter || !placed) throw new Error(`Nothing is copied. ${describeFirstProblem(state)}`);
  const { decimals, notation } = panelSettings(uri);
  const noted = notedIn(notation, network);
  const latex = derivationLatex(renamedData(placed.derivation, noted), {
    place: renamedMarks(parameterPlace(network, parameter), noted),
    when: placed.when,
    format: { decimals },
  });
  await vscode.env.clipboard.writeText(latex);
  vscode.window.setStatusBarMessage(`$(copy) The derivation of ${name} is in the clipboard, as LaTeX.`, 4000);
  return latex;
}
