// The commands of breakpoints as another extension calls them: added, listed, switched, removed; runs stop there.
import { deepEqual, equal, rejects } from '../assert';
import * as vscode from 'vscode';
import type { Breakpoint } from '../../src/training/breakpoints/breakpoint';
import type { HistoryColumns, Snapshot } from '../../src/training/snapshot';
import { closeEditors, execute, newArticle } from './networks';

describe('breakpoints', () => {
  let uri: vscode.Uri;
  const call = <T>(command: string, input?: object) => execute<T>(command, uri.toString(), ...(input ? [input] : []));

  before(async () => {
    uri = await newArticle();
    await call('open');
  });
  beforeEach(async () => {
    await call('reset');
    for (const { id } of await call<Breakpoint[]>('breakpoints')) await call('removeBreakpoint', { id });
  });
  after(closeEditors);

  /** Loss and parameters of the first updates, without breakpoints. */
  async function recorded(updates: number): Promise<HistoryColumns> {
    await call('seek', { update: updates });
    const columns = await call<HistoryColumns>('history');
    await call('seek', { update: 0 });
    return columns;
  }

  it('run stops on an update, and goes on to the end that was asked for', async () => {
    await call('addBreakpoint', { update: 30 });
    equal((await call<Snapshot>('run', { updates: 50 })).update, 30);
    equal((await call<Snapshot>('run', { updates: 50 })).update, 80);
  });

  it('run stops at the first update where a condition becomes true, and counts it', async () => {
    const { loss } = await recorded(400);
    const first = loss.findIndex((value) => value < 0.1);
    const { id } = await call<Breakpoint>('addBreakpoint', { condition: 'SSR < 0.1' });
    const stopped = await call<Snapshot>('run');
    deepEqual([stopped.update, stopped.phase, stopped.loss], [first, 'start', loss[first]]);
    const [listed] = await call<Breakpoint[]>('breakpoints');
    deepEqual([listed.id, listed.hits, listed.lastHit], [id, 1, { update: first, operation: -1 }]);
    equal((await call<Snapshot>('run')).update, 1000);
  });

  it('run stops when a parameter changes its sign or passes a value', async () => {
    const { parameters } = await recorded(400);
    const first = (name: string, holds: (value: number) => boolean) => parameters[name].findIndex(holds);
    await call('addBreakpoint', { parameter: 'w3', when: 'sign' });
    await call('addBreakpoint', { parameter: 'b3', when: { passes: 1 } });
    equal(
      (await call<Snapshot>('run')).update,
      first('w3', (value) => value < 0),
    );
    equal(
      (await call<Snapshot>('run')).update,
      first('b3', (value) => value >= 1),
    );
  });

  it('run stops wherever an operation has just run, in every sample or in one', async () => {
    const { id } = await call<Breakpoint>('addBreakpoint', { operation: 'dSSR/dw1' });
    const places = [];
    for (let i = 0; i < 4; i++) {
      const { update, sample, operation } = await call<Snapshot>('run');
      places.push([update, sample?.index, operation?.target]);
    }
    deepEqual(places, [
      [0, 0, 'dSSR/dw1'],
      [0, 1, 'dSSR/dw1'],
      [0, 2, 'dSSR/dw1'],
      [1, 0, 'dSSR/dw1'],
    ]);
    await call('removeBreakpoint', { id });
    await call('addBreakpoint', { operation: 'y2', sample: 1 });
    const { update, sample, operation } = await call<Snapshot>('run');
    deepEqual([update, sample?.index, operation?.target], [1, 1, 'y2']);
  });

  it('reverse stops at the breakpoint before, then at the start', async () => {
    await call('addBreakpoint', { update: 12 });
    await call('seek', { update: 40, operation: 7 });
    equal((await call<Snapshot>('reverse')).update, 12);
    equal((await call<Snapshot>('reverse')).update, 0);
  });

  it('one that is switched off stops nothing', async () => {
    const { id } = await call<Breakpoint>('addBreakpoint', { update: 5 });
    equal((await call<Breakpoint>('setBreakpointEnabled', { id, enabled: false })).enabled, false);
    equal((await call<Snapshot>('run', { updates: 10 })).update, 10);
    await call('setBreakpointEnabled', { id, enabled: true });
    equal((await call<Snapshot>('reverse')).update, 5);
  });

  it('the same one is added once, toggled away and back', async () => {
    const first = await call<Breakpoint>('addBreakpoint', { operation: 'dL/dW[1][1,1]' });
    const second = await call<Breakpoint>('addBreakpoint', { operation: 'dSSR/dw1' });
    deepEqual(second, first);
    equal(await call('toggleBreakpoint', { operation: 'dSSR/dw1' }), null);
    deepEqual(await call('breakpoints'), []);
    const again = await call<Breakpoint>('toggleBreakpoint', { operation: 'dSSR/dw1' });
    deepEqual([again.enabled, again.id === first.id], [true, false]);
  });

  it('toggleBreakpoint without arguments, from outside the panel, takes the update in progress', async () => {
    await call('seek', { update: 9 });
    await vscode.window.showTextDocument(uri);
    await call('toggleBreakpoint');
    const [{ kind, ...rest }] = await call<Breakpoint[]>('breakpoints');
    deepEqual([kind, 'update' in rest && rest.update], ['update', 9]);
  });

  it('runTo the next breakpoint goes beyond the end that the file names', async () => {
    await call('addBreakpoint', { update: 1005 });
    equal((await call<Snapshot>('runTo', { target: 'nextBreakpoint' })).update, 1005);
    await rejects(
      vscode.commands.executeCommand('backprop.runTo', uri.toString(), { target: 'nextBreakpoint' }),
      /No breakpoint lies ahead/,
    );
  });

  const refusals: readonly [command: string, input: object, message: RegExp][] = [
    ['addBreakpoint', {}, /needs 'update', 'condition', 'parameter' or 'operation'/],
    ['addBreakpoint', { update: -1 }, /'update' must be a whole number/],
    ['addBreakpoint', { condition: 'SSR' }, /A condition is true or false: compare it, as in SSR < 0\.1/],
    ['addBreakpoint', { condition: 'w9 < 1' }, /There is no 'w9'/],
    ['addBreakpoint', { parameter: 'w9' }, /There is no parameter 'w9'/],
    ['addBreakpoint', { parameter: 'w3', when: 'never' }, /'when' must be 'sign' or/],
    ['addBreakpoint', { operation: 'y7' }, /No operation of an update computes 'y7'/],
    ['addBreakpoint', { operation: 'y1', sample: 3 }, /samples 0 to 2, not 3/],
    ['addBreakpoint', { operation: 'w1', sample: 0 }, /after the samples/],
    ['removeBreakpoint', { id: 999 }, /There is no breakpoint 999/],
    ['setBreakpointEnabled', { id: 1, enabled: 'yes' }, /'enabled' must be true or false; found "yes"/],
    ['run', { until: { breakpoint: false } }, /'until' needs/],
  ];
  for (const [command, input, message] of refusals) {
    it(`${command} refuses ${JSON.stringify(input)}`, async () => {
      await rejects(vscode.commands.executeCommand(`backprop.${command}`, uri.toString(), input), message);
    });
  }
});
