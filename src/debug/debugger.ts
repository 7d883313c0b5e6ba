/** One debugging of one network: what the requests work with, put together at launch and after every restart. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { NumberFormat } from '../explain/numbers';
import type { Position } from '../training/cursor';
import { BreakpointSet } from './breakpoints/breakpointSet';
import type { LaunchConfiguration } from './configuration';
import type { Debuggee } from './debuggee';
import { assign, evaluate } from './evaluate';
import { Here } from './here';
import { Memory } from './memory';
import { Motion } from './motion';
import { type Counting, countingOf, FilePlaces } from './places';
import type { Send } from './progress';
import { References, type Shown, Writer } from './variables';

/** What the client has said of itself. */
export type Client = Partial<Dap.InitializeRequestArguments>;

export class Debugger {
  readonly debuggee: Debuggee;
  readonly configuration: LaunchConfiguration;
  readonly references: References;
  readonly memory = new Memory();
  readonly breakpoints = new BreakpointSet();
  readonly format: NumberFormat;
  readonly write: Writer;
  motion: Motion;
  readonly #gotoTargets: Position[] = [];
  readonly #counting: Counting;
  readonly #send: Send;
  readonly #stopListening: () => void;

  constructor(debuggee: Debuggee, configuration: LaunchConfiguration, client: Client, send: Send) {
    this.debuggee = debuggee;
    this.configuration = configuration;
    this.format = { decimals: debuggee.decimals };
    this.write = new Writer(this.format);
    this.#counting = countingOf(client);
    this.references = new References(client.supportsVariableType ?? false);
    this.#send = send;
    this.motion = this.#newMotion();
    this.#stopListening = debuggee.onDidReplace(() => void this.#replaced());
  }

  /** A run that it began does not go on without it; the session stays where it is. */
  async leave(): Promise<void> {
    if (this.motion.busy) await this.motion.pause();
  }

  dispose(): void {
    this.#stopListening();
    this.motion.dispose();
  }

  /** Where the session stands. */
  get here(): Here {
    return new Here(this.debuggee.session);
  }

  get source(): Dap.Source {
    return this.debuggee.source;
  }

  isSource(path: string | undefined): boolean {
    return path !== undefined && this.debuggee.isSource(path);
  }

  /** A column of the client, from 0. */
  columnOf(column: number): number {
    return column - this.#counting.firstColumn;
  }

  addGotoTarget(position: Position): number {
    return this.#gotoTargets.push(position) - 1;
  }

  /** @throws Error where there is no such target */
  gotoTarget(id: number): Position {
    const position = this.#gotoTargets.at(id);
    if (!position) throw new Error('There is no such place to go to.');
    return position;
  }

  /** Back to the file's own values. */
  async restart(): Promise<void> {
    const { session } = this.debuggee;
    await this.motion.quietly(() => this.debuggee.restart());
    // Another session stands as soon as it is there.
    if (session === this.debuggee.session) this.motion.stand({ reason: 'entry', description: 'Paused at the start' });
  }

  /** Sets a parameter or the learning rate; what it then is. */
  async set(name: string, value: string): Promise<Pick<Dap.Variable, 'value' | 'variablesReference'>> {
    await this.motion.quietly(() => assign(name, value, this.here));
    this.#send('invalidated', { areas: ['variables'] });
    return { value: evaluate(name, this.here, this.write, 'watch').value, variablesReference: 0 };
  }

  /** An evaluated expression as the protocol wants it. */
  result(shown: Shown): Dap.EvaluateResponse['body'] {
    const { value, children, hint } = shown;
    const parts = { ...this.references.type(shown), ...this.references.parts(children) };
    return { result: value, ...parts, ...(hint && { presentationHint: hint }) };
  }

  async places(): Promise<FilePlaces> {
    return new FilePlaces(await this.debuggee.parsed(), this.#counting);
  }

  /** Breakpoints of another file cannot be hit in this network. */
  async setLines(path: string | undefined, given: readonly Dap.SourceBreakpoint[]): Promise<Dap.Breakpoint[]> {
    if (!this.isSource(path)) {
      return given.map(({ line }) => ({ verified: false, line, message: 'Another network is being debugged.' }));
    }
    return this.#changed(this.breakpoints.setLines(given, await this.places(), this.#context()));
  }

  setData(given: readonly Dap.DataBreakpoint[]): Promise<Dap.Breakpoint[]> {
    return this.#changed(this.breakpoints.setData(given, this.#context()));
  }

  setExceptions(given: Dap.SetExceptionBreakpointsArguments): Promise<Dap.Breakpoint[]> {
    return this.#changed(this.breakpoints.setExceptions(given, this.#context()));
  }

  async #changed(told: Dap.Breakpoint[]): Promise<Dap.Breakpoint[]> {
    await this.motion.breakpointsChanged();
    return told;
  }

  #context() {
    return { setup: this.debuggee.session.setup, format: this.format };
  }

  #newMotion(): Motion {
    const { session } = this.debuggee;
    const { granularity, updates } = this.configuration;
    return new Motion({
      session,
      granularity,
      updates,
      format: this.format,
      send: this.#send,
      armed: () => this.breakpoints.armed,
      breaksOnNonFinite: () => this.breakpoints.breaksOnNonFinite,
      moved: () => this.#moved(),
    });
  }

  #moved(): void {
    this.references.clear();
    this.memory.take(this.here);
  }

  /** Another session has taken the place of the one before, perhaps of another network in the same file. */
  async #replaced(): Promise<void> {
    this.motion.dispose();
    this.motion = this.#newMotion();
    const places = await this.places();
    for (const breakpoint of this.breakpoints.verifyAgain(places, this.#context())) {
      this.#send('breakpoint', { reason: 'changed', breakpoint });
    }
    this.motion.stand({ reason: 'entry', description: 'Paused at the start of a new session' }, true);
  }
}
