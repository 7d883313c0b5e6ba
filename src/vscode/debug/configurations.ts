/** Launch configurations: what F5 starts without a launch.json, and what one leaves out. */
import * as vscode from 'vscode';
import type { Host } from '../host';
import { NetworkDocuments } from '../language/networkDocuments';
import { programUri, sourcePath } from './program';

/** As `contributes.debuggers` of package.json has it. */
export const DEBUG_TYPE = 'backprop';

export class Configurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly host: Host) {}

  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    return [launch('${file}')];
  }

  /** Nothing is given where F5 is pressed without a launch.json: the active network is meant. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    given: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const isBare = !given.type && !given.request && !given.name;
    const active = isBare ? this.host.active.meant : this.host.active.current;
    if (isBare && !active) return undefined;
    // Another JSON file is what F5 was meant for, whatever network was used last.
    const edited = vscode.window.activeTextEditor?.document.uri;
    if (isBare && edited?.path.endsWith('.json') && !NetworkDocuments.isNetwork(edited)) throw notNetwork(edited);
    const complete = isBare ? launch(sourcePath(active!)) : given;
    const program: unknown = complete.program ?? (active && sourcePath(active));
    // Nothing is written there before a log point has something to say.
    return { internalConsoleOptions: 'neverOpen', ...complete, program };
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration | undefined {
    const program: unknown = configuration.program;
    if (typeof program !== 'string' || program === '') {
      throw new Error('Open a file that ends in .nn.json, or name one as the "program" of the launch configuration.');
    }
    const uri = programUri(program, folder);
    if (!NetworkDocuments.isNetwork(uri)) {
      throw notNetwork(uri);
    }
    return { ...configuration, program: sourcePath(uri) };
  }
}

function notNetwork({ path }: vscode.Uri): Error {
  return new Error(`${path} is not a network: its name does not end in .nn.json.`);
}

function launch(program: string): vscode.DebugConfiguration {
  return { type: DEBUG_TYPE, request: 'launch', name: 'Debug training', program };
}
