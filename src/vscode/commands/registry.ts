/** Registers every command through one wrapper: arguments in, JSON out, and one way to fail. */
import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../commandIds';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { Dismissed } from './ask';
import { breakpointCommands } from './breakpoints';
import { editCommands } from './edits';
import { fileCommands } from './files';
import { type Call, parseCall } from './input';
import { NoNetworkError } from './network';
import { panelCommands } from './panel';
import { queryCommands } from './queries';
import { stepCommands } from './steps';

export type Handler = (host: Host, call: Call) => Promise<unknown>;

/** Adding an id without its handler does not compile. */
const handlers: Readonly<Record<CommandId, Handler>> = {
  ...panelCommands,
  ...stepCommands,
  ...editCommands,
  ...breakpointCommands,
  ...queryCommands,
  ...fileCommands,
};

export class Commands extends Disposable {
  constructor(host: Host) {
    super();
    for (const id of commandIds) {
      this._register(vscode.commands.registerCommand(id, (...args: unknown[]) => execute(host, id, args)));
    }
  }
}

/**
 * Runs a command. Failures reject: VS Code itself shows the rejection of a command that a person started (a dialog for
 * the palette, a notification for keys and menus), so a message of our own would be the second one. Where no network is
 * found, the palette does not offer the command; whoever calls it all the same is shown the way to a sample.
 */
async function execute(host: Host, id: CommandId, args: readonly unknown[]): Promise<unknown> {
  try {
    return await handlers[id](host, parseCall(args));
  } catch (error) {
    if (error instanceof Dismissed) return undefined;
    if (error instanceof NoNetworkError) void offerSample(error.message);
    else host.log.warn(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    throw error;
  }
}

async function offerSample(message: string): Promise<void> {
  const create = 'New Network…';
  const chosen = await vscode.window.showInformationMessage(message, create);
  if (chosen === create) await vscode.commands.executeCommand('backprop.newNetwork' satisfies CommandId);
}
