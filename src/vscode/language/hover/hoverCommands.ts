/** The commands that a hover links to. */
import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import type { Host } from '../../host';
import { runTo } from '../../runTo';
import { copyLatex } from './copyLatex';
import { type HoverCommandId, hoverCommandIds } from './links';

export class HoverCommands extends Disposable {
  constructor({ sessions, panels, active, documents, log }: Host) {
    super();
    const select = async (uri: vscode.Uri, name: string) => {
      const session = await sessions.open(uri);
      session.selected = name;
      active.use(uri);
      panels.show(uri);
      return session;
    };
    const commands: Readonly<Record<HoverCommandId, (uri: vscode.Uri, name: string) => Promise<unknown>>> = {
      '_backprop.selectParameter': select,
      '_backprop.stepToDerivative': async (uri, name) => runTo(await select(uri, name), 'selectedOperation'),
      '_backprop.copyLatex': (uri, name) => copyLatex({ documents, sessions }, uri, name),
    };
    for (const id of hoverCommandIds) {
      this._register(
        vscode.commands.registerCommand(id, async (uri: string, name: string) => {
          try {
            await commands[id](vscode.Uri.parse(uri), name);
          } catch (error) {
            // What a link in a hover does wrong, VS Code only writes to its log.
            const message = error instanceof Error ? error.message : String(error);
            log.warn(`${id}: ${message}`);
            void vscode.window.showErrorMessage(message);
          }
        }),
      );
    }
  }
}
