/** The commands that a hover links to. */
import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import type { Host } from '../../host';
import { runTo } from '../../runTo';
import { copyLatex } from './copyLatex';

/** Not in the palette: they only make sense with the parameter that was hovered. */
export const hoverCommandIds = [
  '_backprop.selectParameter',
  '_backprop.stepToDerivative',
  '_backprop.copyLatex',
] as const;

type HoverCommandId = (typeof hoverCommandIds)[number];

/** `Step to its derivative · Select in the stepper · Copy as LaTeX`. */
export function parameterLinks(uri: vscode.Uri, name: string): string {
  const link = (icon: string, title: string, id: HoverCommandId): string => {
    const args = encodeURIComponent(JSON.stringify([uri.toString(), name]));
    return `[$(${icon}) ${title}](command:${id}?${args})`;
  };
  return [
    link('debug-step-into', 'Step to its derivative', '_backprop.stepToDerivative'),
    link('target', 'Select in the stepper', '_backprop.selectParameter'),
    link('copy', 'Copy as LaTeX', '_backprop.copyLatex'),
  ].join(' · ');
}

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
