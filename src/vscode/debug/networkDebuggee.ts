/** A network of this window as the debugger sees it: its session is the one that panel and commands move, too. */
import * as vscode from 'vscode';
import type { Debuggee } from '../../debug/debuggee';
import type { ParsedNetwork } from '../../document/parse';
import type { Session } from '../../training/session';
import type { Host } from '../host';
import { fileName } from '../problemText';
import { programUri, sourcePath } from './program';

/** @throws Error with the first problem and its place where the network cannot be run */
export async function openDebuggee(host: Host, program: string): Promise<Debuggee> {
  const uri = programUri(program);
  const session = await host.sessions.open(uri);
  host.active.use(uri);
  return new NetworkDebuggee(host, uri, session);
}

class NetworkDebuggee implements Debuggee {
  readonly source: Debuggee['source'];
  #session: Session;

  constructor(
    private readonly host: Host,
    private readonly uri: vscode.Uri,
    session: Session,
  ) {
    this.source = { name: fileName(uri), path: sourcePath(uri) };
    this.#session = session;
  }

  get session(): Session {
    return (this.#session = this.host.sessions.peek(this.uri) ?? this.#session);
  }

  get decimals(): number {
    return vscode.workspace.getConfiguration('backprop').get('decimals', 4);
  }

  async parsed(): Promise<ParsedNetwork> {
    return (await this.host.documents.get(this.uri)).loaded.parsed;
  }

  isSource(path: string): boolean {
    return programUri(path).toString() === this.uri.toString();
  }

  async restart(): Promise<void> {
    if (this.host.sessions.staleness(this.uri) === null) await this.session.reset();
    else await this.host.sessions.restart(this.uri);
  }

  onDidReplace(listener: () => void): () => void {
    const listening = this.host.sessions.onDidStart((uri) => {
      if (uri.toString() === this.uri.toString()) listener();
    });
    return () => void listening.dispose();
  }
}
