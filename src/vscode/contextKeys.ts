/** The context keys that say which commands can run now: set only when they change. */
import * as vscode from 'vscode';
import type { ActiveNetwork } from './activeNetwork';
import { Disposable } from './disposable';
import type { Sessions } from './sessions';

export class ContextKeys extends Disposable {
  readonly #values = new Map<string, boolean>();

  constructor(
    private readonly active: ActiveNetwork,
    private readonly sessions: Sessions,
  ) {
    super();
    this._register(active.onDidChange(() => this.#update()));
    this._register(sessions.onDidStart(() => this.#update()));
    this._register(sessions.onDidChange(() => this.#update()));
    this.#update();
  }

  #update(): void {
    const uri = this.active.current;
    const session = uri && this.sessions.peek(uri);
    this.#set('hasNetwork', uri !== undefined);
    this.#set('hasSession', session !== undefined);
    this.#set('running', session?.running != null);
    this.#set('diverged', session?.divergence != null);
    this.#set('atStart', session?.position.update === 0 && session.position.operation < 0);
    this.#set('hasBreakpoints', session !== undefined && session.breakpoints.all.length > 0);
    this.#set('canUndo', session?.canUndo === true);
    this.#set('canRedo', session?.canRedo === true);
  }

  #set(name: string, value: boolean): void {
    if (this.#values.get(name) === value) return;
    this.#values.set(name, value);
    void vscode.commands.executeCommand('setContext', `backprop.${name}`, value);
  }
}
