// The debugger inside VS Code, through vscode.debug: start, steps, breakpoints, data breakpoints, variables, one session.
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { deepEqual, equal, match, ok } from '../assert';
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/training/snapshot';
import { Configurations } from '../../src/vscode/debug/configurations';
import type { Host } from '../../src/vscode/host';
import { closeEditors, execute, newArticle, until, writeFile } from './networks';

type Stopped = Dap.StoppedEvent['body'];

/** What the adapter tells VS Code. */
class Told implements vscode.DebugAdapterTracker {
  readonly stops: Stopped[] = [];
  readonly commands: string[] = [];
  readonly events: string[] = [];
  /** What was written in the console. */
  output = '';

  onWillReceiveMessage(message: { command: string }): void {
    this.commands.push(message.command);
  }

  onDidSendMessage(message: { event?: string; body?: unknown }): void {
    if (message.event === 'stopped') this.stops.push(message.body as Stopped);
    if (message.event === 'output') this.output += (message.body as Dap.OutputEvent['body']).output;
    if (message.event) this.events.push(message.event);
  }
}

describe('the debugger in VS Code', () => {
  let told: Told;
  let uri: vscode.Uri;
  let tracking: vscode.Disposable;

  before(() => {
    tracking = vscode.debug.registerDebugAdapterTrackerFactory('backprop', {
      createDebugAdapterTracker() {
        told = new Told();
        return told;
      },
    });
  });
  after(() => void tracking.dispose());

  beforeEach(async () => {
    told = new Told();
    uri = await newArticle();
    await vscode.window.showTextDocument(uri);
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    await until(() => vscode.debug.activeDebugSession === undefined, 'the end of debugging');
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await closeEditors();
  });

  const start = async (configuration: object = {}): Promise<void> => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    const program = uri.scheme === 'file' ? uri.fsPath : uri.toString();
    const given = { type: 'backprop', request: 'launch', name: 'test', program, ...configuration };
    ok(await vscode.debug.startDebugging(folder, given));
    await stops(1);
  };
  const stops = (count: number) => until(() => told.stops.length >= count, `${count} stops`);
  const session = (): vscode.DebugSession => vscode.debug.activeDebugSession!;
  const request = <T>(command: string, args: object = {}) => session().customRequest(command, args) as Promise<T>;
  /** A command of the debug toolbar, and the stop that it leads to. */
  const move = async (command: string): Promise<Stopped> => {
    // The toolbar's commands go to the thread that VS Code shows.
    await until(() => vscode.debug.activeStackItem !== undefined, 'the call stack');
    const count = told.stops.length;
    await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
    await stops(count + 1);
    return told.stops[count];
  };
  const stack = async () =>
    (await request<{ stackFrames: Dap.StackFrame[] }>('stackTrace', { threadId: 1 })).stackFrames;
  const lineOf = async (text: string): Promise<number> => {
    const { lines } = await vscode.workspace.openTextDocument(uri).then((document) => ({
      lines: document.getText().split('\n'),
    }));
    return lines.findIndex((line) => line.includes(text));
  };

  it('F5 without a launch.json debugs the network in the editor', async () => {
    await vscode.commands.executeCommand('workbench.action.debug.start');
    await until(() => told.stops.length === 1, 'the entry');
    equal(told.stops[0].reason, 'entry');
    equal(session().type, 'backprop');
  });

  it('steps in, over, out and back, with the session that commands see', async () => {
    await start();
    await move('stepInto');
    match((await stack())[0].name, /^x1 = dose·w1 \+ b1 = −1\.4300/);
    await move('stepOver');
    deepEqual((await execute<Snapshot>('snapshot', uri.toString())).operation?.index, 18);
    await move('stepOut');
    const { update } = await execute<Snapshot>('snapshot', uri.toString());
    equal(update, 1);
    await move('stepBack');
    equal((await execute<Snapshot>('snapshot', uri.toString())).operation?.index, 62);
    await move('reverseContinue');
    deepEqual((await execute<Snapshot>('snapshot', uri.toString())).operation, null);
  });

  it('stops at breakpoints of the editor, on the place in the file', async () => {
    const line = await lineOf('0.36');
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line, 0)))]);
    await start({ stopOnEntry: false });
    equal(told.stops[0].reason, 'breakpoint');
    const [top] = await stack();
    match(top.name, /^dSSR\/dw3 \+= /);
    equal(top.line, line + 1);
    // VS Code makes an address of it that its own window understands.
    ok(top.source?.path?.endsWith(uri.path), top.source?.path);
  });

  it('offers the names of expressions to breakpoints, which ask for them at the first column of their line', async () => {
    const offered = async (line: number, character: number): Promise<string[]> => {
      const position = new vscode.Position(line, character);
      const asked = 'vscode.executeCompletionItemProvider';
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(asked, uri, position);
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const line = await lineOf('"loss"');
    const names = ['SSR', 'w3', 'dSSR/dw3', 'predicted', 'norm'];
    const atStart = await offered(line, 0);
    deepEqual(
      names.filter((name) => !atStart.includes(name)),
      [],
    );
    const inside = await offered(line, 2);
    deepEqual(
      names.filter((name) => inside.includes(name)),
      [],
    );
  });

  it('runs to the cursor', async () => {
    await start();
    const line = await lineOf('"loss"');
    const editor = vscode.window.activeTextEditor!;
    // The cursor goes to where training stands.
    await until(() => editor.selection.active.line > 0, 'the place of the entry');
    editor.selection = new vscode.Selection(line, 2, line, 2);
    await vscode.commands.executeCommand('editor.debug.action.runToCursor');
    await stops(2);
    match((await stack())[0].name, /^SSR \+= residual² = /);
  });

  it('stops where a parameter changes its sign', async () => {
    await start();
    const { dataId } = await request<{ dataId: string }>('dataBreakpointInfo', { name: 'b3' });
    await request('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write', condition: 'changes sign' }] });
    const stopped = await move('continue');
    equal(stopped.reason, 'data breakpoint');
    match(stopped.text ?? '', /^b3: /);
  });

  it('pauses a long continue with breakpoints in the middle, and goes on from there', async function () {
    this.timeout(30_000);
    const line = await lineOf('"loss"');
    const place = new vscode.Location(uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, 'SSR < 0')]);
    await start({ updates: 1e9 });
    let before = 0;
    for (let time = 0; time < 2; time++) {
      const count = told.stops.length;
      const shown = told.events.filter((event) => event === 'progressStart').length;
      await until(() => vscode.debug.activeStackItem !== undefined, 'the call stack');
      await vscode.commands.executeCommand('workbench.action.debug.continue');
      await until(() => told.events.filter((event) => event === 'progressStart').length > shown, 'its progress');
      await vscode.commands.executeCommand('workbench.action.debug.pause');
      await stops(count + 1);
      equal(told.stops[count].description, 'Paused');
      const { update } = await execute<Snapshot>('snapshot', uri.toString());
      ok(update > before);
      before = update;
    }
  });

  it('stops at a breakpoint that is set while it runs', async function () {
    this.timeout(30_000);
    await start({ updates: 1e9 });
    await until(() => vscode.debug.activeStackItem !== undefined, 'the call stack');
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await until(() => told.events.includes('progressStart'), 'its progress');
    const place = new vscode.Location(uri, new vscode.Position(await lineOf('"loss"'), 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
    await stops(2);
    equal(told.stops[1].reason, 'breakpoint');
  });

  it('writes what a log point says into the console, and restarts', async () => {
    const place = new vscode.Location(uri, new vscode.Position(await lineOf('"training"'), 0));
    const message = '{update}: SSR {SSR}';
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, undefined, undefined, message)]);
    await start({ updates: 3 });
    await move('continue');
    const { loss } = await execute<Snapshot>('seek', uri.toString(), { update: 2 });
    match(told.output, /^1: SSR \d\.\d{4}\n2: SSR \d\.\d{4}\n$/);
    ok(told.output.includes(`2: SSR ${loss.toFixed(4)}\n`));
    await stops(3);
    equal((await move('restart')).reason, 'entry');
    equal((await execute<Snapshot>('snapshot', uri.toString())).update, 0);
  });

  it('breaks on an exception, with its threshold as the condition', async () => {
    await start();
    const filterOptions = [{ filterId: 'exploding', condition: '2.5' }];
    await request('setExceptionBreakpoints', { filters: [], filterOptions });
    const stopped = await move('continue');
    equal(stopped.reason, 'exception');
    match(stopped.text ?? '', /^dSSR\/dw3 is 2\.5761, beyond ±2\.5000\.$/);
  });

  it('goes to an operation of a line, completes names, sets an expression, and says what is wrong with one', async () => {
    await start();
    const source = (await stack())[0].source!;
    const line = (await lineOf('"loss"')) + 1;
    const { targets } = await request<{ targets: Dap.GotoTarget[] }>('gotoTargets', { source, line });
    equal(targets[1].label, 'SSR += residual², sample 2');
    await request('goto', { threadId: 1, targetId: targets[1].id });
    await stops(2);
    match((await stack())[0].name, /^SSR \+= residual² = /);
    const { targets: offered } = await request<{ targets: Dap.CompletionItem[] }>('completions', {
      text: 'norm(dSSR/dw',
      column: 13,
    });
    deepEqual(
      offered.map(({ label }) => label),
      ['dSSR/dw1', 'dSSR/dw2', 'dSSR/dw3', 'dSSR/dw4'],
    );
    await request('setExpression', { expression: 'learningRate', value: '0.2 / 4' });
    equal((await request<{ result: string }>('evaluate', { expression: 'learningRate' })).result, '0.0500');
    const refused = await Promise.resolve(request('evaluate', { expression: 'w3 +', context: 'repl' })).then(
      () => '',
      (error: Error) => error.message,
    );
    match(refused, /w3 \+/);
  });

  it('shows variables, and sets them as edits of the session', async () => {
    await start();
    await move('stepInto');
    const [top] = await stack();
    const { scopes } = await request<{ scopes: Dap.Scope[] }>('scopes', { frameId: top.id });
    const { variablesReference } = scopes.find(({ name }) => name === 'Parameters')!;
    const { variables } = await request<{ variables: Dap.Variable[] }>('variables', { variablesReference });
    deepEqual(variables.find(({ name }) => name === 'w3')?.value, '0.3600');
    await request('setVariable', { variablesReference, name: 'w3', value: '0.5' });
    const { parameters } = await execute<Snapshot>('snapshot', uri.toString());
    equal((parameters as Record<string, number>).w3, 0.5);
  });

  it('follows commands and the panel, and leaves the session as it is', async () => {
    await start();
    await execute('stepOut', uri.toString());
    await stops(2);
    equal(told.stops[1].preserveFocusHint, true);
    await vscode.debug.stopDebugging();
    equal((await execute<Snapshot>('snapshot', uri.toString())).update, 1);
  });

  it('does not take the last network where another JSON file is in the editor', async () => {
    const configurations = new Configurations({ active: { current: uri, meant: uri } } as Host);
    const bare = {} as vscode.DebugConfiguration;
    equal(configurations.resolveDebugConfiguration(undefined, bare)?.type, 'backprop');
    await vscode.window.showTextDocument(await writeFile('other.json', '{}'));
    let told = '';
    try {
      configurations.resolveDebugConfiguration(undefined, bare);
    } catch (error) {
      told = (error as Error).message;
    }
    match(told, /other\.json is not a network/);
  });

  it('leaves other JSON files alone', async () => {
    await start();
    ok(told.commands.includes('setExceptionBreakpoints'));
    const refused = await vscode.debug
      .startDebugging(undefined, { type: 'backprop', request: 'launch', name: 'other', program: '/package.json' })
      .then(
        (started) => !started,
        () => true,
      );
    ok(refused);
  });
});
