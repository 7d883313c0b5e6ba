/** The debug adapter: messages of the debug protocol in, messages out; every request is a call of the table. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { capabilities } from './capabilities';
import { launchConfiguration } from './configuration';
import type { DebugHost } from './debuggee';
import { type Client, Debugger } from './debugger';
import { type Later, requests } from './requests';

type OwnHandler = (args: never, later: Later) => object | void | Promise<object | void>;

type Listener = (message: Dap.ProtocolMessage) => void;

export class BackpropAdapter {
  readonly #host: DebugHost;
  readonly #listeners = new Set<Listener>();
  #client: Client = {};
  #debugged: Debugger | null = null;
  #lastSeq = 0;

  constructor(host: DebugHost) {
    this.#host = host;
  }

  /** Listens to responses and events; @returns how to stop. */
  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers one request; the events that follow from it come after the response. */
  async handleMessage(message: Dap.ProtocolMessage): Promise<void> {
    if (message.type !== 'request') return;
    const request = message as Dap.Request;
    const later: (() => void | Promise<void>)[] = [];
    try {
      const body = await this.#answer(request, (action) => void later.push(action));
      this.#respond(request, { success: true, ...(body && { body }) });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const details = { id: 1, format: text.replace(/[{}]/g, ''), showUser: request.command === 'launch' };
      this.#respond(request, { success: false, message: text, body: { error: details } });
    }
    for (const action of later) await action();
  }

  /** The debugger leaves; the session stays as it is. */
  dispose(): void {
    this.#debugged?.dispose();
    this.#debugged = null;
    this.#listeners.clear();
  }

  async #answer({ command, arguments: args }: Dap.Request, later: Later): Promise<object | void> {
    const own = Object.hasOwn(this.#own, command) ? this.#own[command] : undefined;
    if (own) return await own(args as never, later);
    const debugged = this.#debugged;
    if (!debugged) throw new Error(`'${command}' needs a network: nothing has been launched.`);
    if (!Object.hasOwn(requests, command)) throw new Error(`The request '${command}' is not known.`);
    return await requests[command](debugged, args as never, later);
  }

  /** What comes before and after there is something to debug. */
  readonly #own: Readonly<Record<string, OwnHandler>> = {
    initialize: (client: Dap.InitializeRequestArguments) => {
      this.#client = client;
      return capabilities;
    },
    launch: async (args: Record<string, unknown>, later) => {
      const configuration = launchConfiguration(args);
      const debuggee = await this.#host.open(configuration.program);
      this.#debugged?.dispose();
      this.#debugged = new Debugger(debuggee, configuration, this.#client, (event, body) => this.#event(event, body));
      later(() => this.#event('initialized'));
    },
    disconnect: async (_args, later) => {
      await this.#debugged?.leave();
      later(() => this.#debugged?.dispose());
    },
  };

  #respond({ seq, command }: Dap.Request, result: Pick<Dap.Response, 'success' | 'message' | 'body'>): void {
    this.#send({ type: 'response', request_seq: seq, command, ...result });
  }

  #event(event: string, body?: object): void {
    this.#send({ type: 'event', event, ...(body && { body }) });
  }

  #send(message: Omit<Dap.Response, 'seq'> | Omit<Dap.Event, 'seq'>): void {
    for (const listener of this.#listeners) listener({ seq: ++this.#lastSeq, ...message });
  }
}
