/** VS Code's debugger for networks: the adapter runs here, in the extension, on the desktop and in the browser. */
import * as vscode from 'vscode';
import { BackpropAdapter } from '../../debug/adapter';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { BreakpointNames } from './breakpointNames';
import { Configurations, DEBUG_TYPE } from './configurations';
import { openDebuggee } from './networkDebuggee';

type Message = Parameters<BackpropAdapter['handleMessage']>[0];

export class Debugging extends Disposable {
  constructor(host: Host) {
    super();
    const factory = {
      createDebugAdapterDescriptor: () => new vscode.DebugAdapterInlineImplementation(new InlineAdapter(host)),
    };
    this._register(vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, factory));
    this._register(vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, new Configurations(host)));
    const networks: vscode.DocumentSelector = { pattern: '**/*.nn.json' };
    this._register(vscode.languages.registerCompletionItemProvider(networks, new BreakpointNames(host)));
  }
}

class InlineAdapter extends Disposable implements vscode.DebugAdapter {
  readonly #adapter: BackpropAdapter;
  readonly #onDidSendMessage = this._register(new vscode.EventEmitter<vscode.DebugProtocolMessage>());
  readonly onDidSendMessage = this.#onDidSendMessage.event;

  constructor(host: Host) {
    super();
    this.#adapter = this._register(new BackpropAdapter({ open: (program) => openDebuggee(host, program) }));
    this.#adapter.onMessage((message) => this.#onDidSendMessage.fire(message));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    void this.#adapter.handleMessage(message as Message);
  }
}
