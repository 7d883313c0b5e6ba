// Playing: stops where a run stops at breakpoints, at the end, where training diverges, and for whoever takes over.
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { BreakpointSpec } from '../../../src/training/breakpoints/breakpoint';
import { Autoplay } from '../../../src/training/autoplay';
import { Session } from '../../../src/training/session';
import { article, batched } from './setups';

const specs: readonly BreakpointSpec[] = [
  { kind: 'update', update: 2 },
  { kind: 'parameter', parameter: 'w3', when: { passes: 0.2 } },
  { kind: 'condition', condition: 'SSR < 1' },
  { kind: 'condition', condition: 'y1 > 1 && sample == 3' },
  { kind: 'operation', operation: 'dSSR/dw3', sample: 1 },
  { kind: 'operation', operation: 'w4', sample: null },
];

/** Places where a session stops at breakpoints within a few updates, going on with `go` until each. */
async function stops(session: Session, go: () => Promise<unknown>, until: number): Promise<string[]> {
  const found: string[] = [];
  session.listen((event) => {
    if (event.type === 'stopped' && event.reason === 'breakpoint') {
      const { update, operation } = session.position;
      if (update < until) found.push(`${update}:${operation} ${event.breakpoints!.join()}`);
    }
  });
  while (session.position.update < until) await go();
  return found;
}

describe('playing', () => {
  for (const spec of specs) {
    it(`comes to the places where a run stops: ${JSON.stringify(spec)}`, async () => {
      const open = () => {
        const session = new Session('file:///a.nn.json', article());
        session.breakpoints.add(spec);
        return session;
      };
      const [played, run] = [open(), open()];
      const expected = await stops(run, () => run.run({ updates: Math.max(1, 8 - run.position.update) }), 6);
      ok(expected.length > 0);
      deepEqual(await stops(played, () => played.playOn(), 6), expected);
    });
  }

  it('steps as “step into” does where there are no breakpoints', async () => {
    const [played, stepped] = [batched('adam'), batched('adam')].map(
      (setup) => new Session('file:///b.nn.json', setup),
    );
    for (let step = 0; step < 700; step++) deepEqual(await played.playOn(), await stepped.stepInto());
  });

  /** Plays as fast as it can; resolves when it has stopped. */
  async function play(session: Session, end: number | null, during?: (autoplay: Autoplay) => void): Promise<Autoplay> {
    let told = 0;
    const stopped = new Promise<Autoplay>((resolve) => {
      const autoplay: Autoplay = new Autoplay(session, {
        speed: () => 1e9,
        end: () => end,
        changed: () => {
          told++;
          if (!autoplay.playing) resolve(autoplay);
        },
      });
      autoplay.start();
      ok(autoplay.playing);
      during?.(autoplay);
    });
    const autoplay = await stopped;
    equal(told, 2);
    return autoplay;
  }

  it('ends with the training, and does not begin there', async () => {
    const session = new Session('file:///a.nn.json', article({ trainable: ['b3'] }));
    const autoplay = await play(session, 1);
    deepEqual(session.position, { update: 1, operation: -1 });
    autoplay.start();
    equal(autoplay.playing, false);
  }).timeout(10_000);

  it('stops at a breakpoint', async () => {
    const session = new Session('file:///a.nn.json', article());
    session.breakpoints.add({ kind: 'operation', operation: 'x2', sample: 0 });
    await play(session, null);
    equal(session.snapshot().operation?.target, 'x2');
  });

  it('stops where training diverges', async () => {
    const setup = article({ optimizer: { learningRate: 1e308 }, trainable: ['b3'] });
    const session = new Session('file:///a.nn.json', setup);
    await play(session, null);
    ok(session.divergence);
  }).timeout(10_000);

  for (const [name, takeOver] of [
    ['steps', (session: Session) => session.stepOver()],
    ['edits', (session: Session) => session.setParameter('w3', 0.5)],
    ['resets', async (session: Session) => session.reset()],
    ['runs', (session: Session) => session.run({ updates: 3 })],
  ] as const) {
    it(`stops when someone else ${name}`, async () => {
      const session = new Session('file:///a.nn.json', article());
      await session.stepInto();
      let place: unknown;
      const done = new Promise<void>((resolve) => {
        void play(session, null, () => {
          void takeOver(session).then(() => {
            place = session.position;
            resolve();
          });
        });
      });
      await done;
      await new Promise((resolve) => setTimeout(resolve, 60));
      deepEqual(session.position, place);
    });
  }

  it('goes on when something is selected or a breakpoint is added', async () => {
    const session = new Session('file:///a.nn.json', article());
    const autoplay = await play(session, null, (going) => {
      session.selected = 'b1';
      session.breakpoints.add({ kind: 'operation', operation: 'y2', sample: 0 });
      ok(going.playing);
    });
    equal(session.snapshot().operation?.target, 'y2');
    autoplay.dispose();
  });
});
