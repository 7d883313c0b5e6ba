/** From a call to the network it means and its session; where there is none, which file to open. */
import * as vscode from 'vscode';
import type { Session } from '../../training/session';
import type { Host } from '../host';
import { findNetworks } from '../networkFiles';
import type { Call } from './input';

/** No network is named, focused, open or remembered. */
export class NoNetworkError extends Error {}

/** How many files a message names. */
const NAMED_FILES = 3;

/** The network that a call means: the one it names, else the active one. */
export async function networkOf(host: Host, call: Call): Promise<vscode.Uri> {
  const uri = call.uri ?? host.active.meant;
  if (!uri) throw new NoNetworkError(await noNetworkMessage());
  return uri;
}

/** The session of the network that a call means, started where there is none. */
export async function sessionOf(host: Host, call: Call): Promise<Session> {
  const uri = await networkOf(host, call);
  const session = await host.sessions.open(uri);
  host.active.use(uri);
  return session;
}

/** The same for commands that move or change the session: the first of them brings the panel up, so that it is seen. */
export async function visibleSessionOf(host: Host, call: Call): Promise<Session> {
  const uri = await networkOf(host, call);
  const isNew = host.sessions.peek(uri) === undefined;
  const session = await sessionOf(host, call);
  if (isNew) host.panels.show(uri, { preserveFocus: true });
  return session;
}

async function noNetworkMessage(): Promise<string> {
  const files = await findNetworks(NAMED_FILES);
  const names = files.map((uri) => vscode.workspace.asRelativePath(uri));
  return names.length > 0
    ? `No network is open. Open ${names.join(' or ')}, or start from a sample with “Backprop: New Network…”.`
    : 'No network is open. Open a file that ends in .nn.json, or start from a sample with “Backprop: New Network…”.';
}
