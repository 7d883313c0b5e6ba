// A debugger's client in this process: requests in, responses and events out, on a network of the samples.
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { BackpropAdapter } from '../../../src/debug/adapter';
import type { Debuggee } from '../../../src/debug/debuggee';
import { loadSetup } from '../../../src/document/loadSetup';
import { parseNetwork } from '../../../src/document/parse';
import { Session, type SessionOptions } from '../../../src/training/session';

const samples = path.resolve('media', 'samples');

/** The article's network with each part on a line of its own. */
export const articleText = `{
  "name": "Dose and effectiveness",
  "dataset": "dosage.csv",
  "inputs": ["dose"],
  "outputs": ["effectiveness"],
  "layers": [
    {
      "activation": "softplus",
      "weights": [[3.34], [-3.53]],
      "biases": [-1.43, 0.57]
    },
    { "activation": "identity", "weights": [[0.36, 0.63]], "biases": [0] }
  ],
  "loss": "ssr",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "training": { "updates": 1000 }
}
`;

export const PROGRAM = '/networks/dosage.nn.json';

type Stopped = Dap.StoppedEvent['body'];

export class Client {
  readonly adapter: BackpropAdapter;
  readonly events: Dap.Event[] = [];
  session: Session;
  #seq = 0;
  #read = 0;
  readonly #responses = new Map<number, (response: Dap.Response) => void>();
  readonly #waiting: (() => void)[] = [];
  readonly #replaced = new Set<() => void>();
  /** In the order of arrival: `next`, `stopped`, … */
  readonly order: string[] = [];

  private constructor(
    session: Session,
    public text: string,
  ) {
    this.session = session;
    const current = () => this.session;
    const debuggee: Debuggee = {
      source: { name: 'dosage.nn.json', path: PROGRAM },
      get session() {
        return current();
      },
      decimals: 4,
      parsed: () => Promise.resolve(parseNetwork(this.text)),
      isSource: (file) => file === PROGRAM,
      restart: async () => void (await this.session.reset()),
      onDidReplace: (listener) => {
        this.#replaced.add(listener);
        return () => this.#replaced.delete(listener);
      },
    };
    this.adapter = new BackpropAdapter({
      open: (program) =>
        program === PROGRAM ? Promise.resolve(debuggee) : Promise.reject(new Error(`There is no ${program}.`)),
    });
    this.adapter.onMessage((message) => this.#receive(message));
  }

  static async of(text = articleText, options: SessionOptions = {}): Promise<Client> {
    return new Client(await sessionOf(text, options), text);
  }

  /** Initialized, launched and configured, standing at the entry. */
  static async started(
    options: { text?: string; launch?: object; breakpoints?: Dap.SourceBreakpoint[]; session?: SessionOptions } = {},
  ): Promise<Client> {
    const client = await Client.of(options.text, options.session);
    await client.request('initialize', { adapterID: 'backprop', linesStartAt1: true, columnsStartAt1: true });
    await client.request('launch', { program: PROGRAM, ...options.launch });
    if (options.breakpoints) await client.setBreakpoints(options.breakpoints);
    await client.request('setExceptionBreakpoints', { filters: ['nonFinite'] });
    await client.request('configurationDone');
    await client.stopped();
    return client;
  }

  /** Another session takes the place of this one, as after a restart with a changed file. */
  async replace(text: string): Promise<void> {
    this.text = text;
    const before = this.session;
    this.session = await sessionOf(text);
    before.dispose();
    for (const listener of this.#replaced) listener();
  }

  dispose(): void {
    this.adapter.dispose();
    this.session.dispose();
  }

  async respond(command: string, args: object = {}): Promise<Dap.Response> {
    const seq = ++this.#seq;
    const response = new Promise<Dap.Response>((resolve) => this.#responses.set(seq, resolve));
    void this.adapter.handleMessage({ seq, type: 'request', command, arguments: args } as Dap.Request);
    return response;
  }

  /** The body of the response; rejects with its message where it is no success. */
  async request<T = unknown>(command: string, args: object = {}): Promise<T> {
    const response = await this.respond(command, args);
    if (!response.success) throw new Error(response.message);
    return response.body as T;
  }

  /** The next `stopped` event that has not been asked for yet. */
  async stopped(): Promise<Stopped> {
    return (await this.event('stopped')).body as Stopped;
  }

  async event(name: string): Promise<Dap.Event> {
    const end = Date.now() + 8000;
    for (;;) {
      while (this.#read < this.events.length) {
        const event = this.events[this.#read++];
        if (event.event === name) return event;
      }
      if (Date.now() > end) throw new Error(`No event ${name}: ${this.order.slice(-10).join(', ')}`);
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        setTimeout(resolve, 50);
      });
    }
  }

  /** What was written in the console so far. */
  get written(): string {
    const outputs = this.events.filter(({ event }) => event === 'output');
    return outputs.map(({ body }) => (body as { output: string }).output).join('');
  }

  /** A movement, and where it ended. */
  async move(command: string, args: object = {}): Promise<Stopped> {
    await this.request(command, { threadId: 1, ...args });
    return this.stopped();
  }

  async stack(): Promise<Dap.StackFrame[]> {
    return (await this.request<{ stackFrames: Dap.StackFrame[] }>('stackTrace', { threadId: 1 })).stackFrames;
  }

  async top(): Promise<string> {
    return (await this.stack())[0].name;
  }

  /** A scope of a frame as `name = value`. */
  async scope(name: string, frameId = 0): Promise<Record<string, string>> {
    const shown = await this.scopeVariables(name, frameId);
    return Object.fromEntries(shown.map((variable) => [variable.name, variable.value]));
  }

  async scopeVariables(name: string, frameId = 0): Promise<Dap.Variable[]> {
    return this.variables((await this.scopeOf(name, frameId)).variablesReference);
  }

  async scopeOf(name: string, frameId = 0): Promise<Dap.Scope> {
    const frame = frameId || (await this.stack())[0].id;
    const { scopes } = await this.request<{ scopes: Dap.Scope[] }>('scopes', { frameId: frame });
    const found = scopes.find((scope) => scope.name === name);
    if (!found) throw new Error(`No scope ${name}: ${scopes.map((scope) => scope.name).join(', ')}`);
    return found;
  }

  async variables(variablesReference: number, args: object = {}): Promise<Dap.Variable[]> {
    return (await this.request<{ variables: Dap.Variable[] }>('variables', { variablesReference, ...args })).variables;
  }

  async evaluate(expression: string, context = 'watch'): Promise<string> {
    return (await this.request<{ result: string }>('evaluate', { expression, context })).result;
  }

  async setBreakpoints(breakpoints: Dap.SourceBreakpoint[], file = PROGRAM): Promise<Dap.Breakpoint[]> {
    const answer = await this.request<{ breakpoints: Dap.Breakpoint[] }>('setBreakpoints', {
      source: { path: file },
      breakpoints,
    });
    return answer.breakpoints;
  }

  #receive(message: Dap.ProtocolMessage): void {
    if (message.type === 'response') {
      const response = message as Dap.Response;
      this.order.push(response.command);
      this.#responses.get(response.request_seq)?.(response);
    } else {
      this.events.push(message as Dap.Event);
      this.order.push((message as Dap.Event).event);
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }
}

export async function sessionOf(text: string, options: SessionOptions = {}): Promise<Session> {
  const read = (file: string) => Promise.resolve(fs.readFileSync(path.join(samples, file)));
  const { setup, problems } = await loadSetup(text, read);
  if (!setup) throw new Error(problems.map(({ message }) => message).join('\n'));
  return new Session('test', setup, options);
}
