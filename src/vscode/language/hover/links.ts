/** The commands that a hover links to. */
import * as vscode from 'vscode';
import { Disposable } from '../../disposable';
import type { Host } from '../../host';
import { runTo } from '../../runTo';

/** Not in the palette: they only make sense with the parameter that was hovered. */
export const hoverCommandIds = ['_backprop.selectParameter', '_backprop.stepToDerivative'] as const;

type HoverCommandId = (typeof hoverCommandIds)[number];

/** `Step to its derivative · Select in the stepper`. */
export function parameterLinks(uri: vscode.Uri, name: string): string {
  const link = (icon: string, title: string, id: HoverCommandId): string => {
    const args = encodeURIComponent(JSON.stringify([uri.toString(), name]));
    return `[$(${icon}) ${title}](command:${id}?${args})`;
  };
  return [
    link('debug-step-into', 'Step to its derivative', '_backprop.stepToDerivative'),
    link('target', 'Select in the stepper', '_backprop.selectParameter'),
  ].join(' · ');
}

export class HoverCommands extends Disposable {
  constructor({ sessions, panels, active }: Pick<Host, 'sessions' | 'panels' | 'active'>) {
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
    };
    for (const id of hoverCommandIds) {
      this._register(
        vscode.commands.registerCommand(id, async (uri: string, name: string) => {
          await commands[id](vscode.Uri.parse(uri), name);
        }),
      );
    }
  }
}
