import { deepEqual, equal, rejects, throws } from 'node:assert/strict';
import type { BreakpointSpec } from '../../../../src/training/breakpoints/breakpoint';
import { passed } from '../../../../src/training/breakpoints/breakpoint';
import { operationPlaces } from '../../../../src/training/breakpoints/operationPlaces';
import { breakpointWords } from '../../../../src/training/breakpoints/words';
import { Session, type SessionEvent } from '../../../../src/training/session';
import { article, batched } from '../setups';

const condition: BreakpointSpec = { kind: 'condition', condition: 'SSR < 1' };

function listened(setup = article()): { session: Session; types: SessionEvent['type'][] } {
  const session = new Session('list', setup);
  const types: SessionEvent['type'][] = [];
  session.listen(({ type }) => types.push(type));
  return { session, types };
}

describe('The list of breakpoints', () => {
  it('adds, changes, switches and removes, and tells of each once', () => {
    const { session, types } = listened();
    const { breakpoints } = session;
    const { id } = breakpoints.add(condition);
    breakpoints.setEnabled(id, false);
    breakpoints.setEnabled(id, false);
    equal(breakpoints.toWatch, null);
    deepEqual(breakpoints.update(id, { kind: 'update', update: 3 }), {
      kind: 'update',
      update: 3,
      id,
      enabled: false,
      hits: 0,
      lastHit: null,
    });
    breakpoints.remove(id);
    deepEqual(breakpoints.all, []);
    deepEqual(types, ['breakpoints', 'breakpoints', 'breakpoints', 'breakpoints']);
    throws(() => breakpoints.remove(id), /There is no breakpoint 1\.$/);
  });

  const same: readonly [BreakpointSpec, BreakpointSpec][] = [
    [condition, { kind: 'condition', condition: '  SSR < 1 ' }],
    [
      { kind: 'operation', operation: 'dSSR/dw2', sample: null },
      { kind: 'operation', operation: 'dL / dW[1][2,1]', sample: null },
    ],
    [
      { kind: 'operation', operation: 'SSR', sample: 1 },
      { kind: 'operation', operation: 'loss', sample: 1 },
    ],
    [
      { kind: 'parameter', parameter: 'w3', when: 'sign' },
      { kind: 'parameter', parameter: 'W[2][1,1]', when: 'sign' },
    ],
  ];
  for (const [a, b] of same) {
    it(`takes ${JSON.stringify(b)} for ${JSON.stringify(a)}, which is on then`, () => {
      const { breakpoints } = listened().session;
      const first = breakpoints.add(a);
      breakpoints.setEnabled(first.id, false);
      deepEqual(breakpoints.add(b), first);
      equal(breakpoints.toggle(b), null);
      deepEqual(breakpoints.all, []);
      equal(breakpoints.toggle(b)?.id, 2);
    });
  }

  const frozen = article({ trainable: ['w3', 'w4', 'b3'] });
  const refused: readonly [BreakpointSpec, RegExp, ReturnType<typeof article>?][] = [
    [{ kind: 'update', update: 1.5 }, /whole number/],
    [{ kind: 'condition', condition: 'w3' }, /true or false/],
    [{ kind: 'parameter', parameter: 'w9', when: 'sign' }, /no parameter 'w9'/],
    [{ kind: 'parameter', parameter: 'w1', when: 'sign' }, /w1 is frozen/, frozen],
    [{ kind: 'parameter', parameter: 'w3', when: { passes: NaN } }, /finite number/],
    [
      { kind: 'operation', operation: 'dSSR/dw1', sample: null },
      /No operation of an update computes 'dSSR\/dw1'/,
      frozen,
    ],
    [{ kind: 'operation', operation: 'dose', sample: null }, /No operation/],
    [{ kind: 'operation', operation: 'y1', sample: 3 }, /samples 0 to 2/],
    [{ kind: 'operation', operation: 'w3', sample: 0 }, /after the samples/],
  ];
  for (const [spec, message, setup] of refused) {
    it(`refuses ${JSON.stringify(spec)}`, () => {
      const { session, types } = listened(setup);
      throws(() => session.breakpoints.add(spec), message);
      deepEqual([session.breakpoints.all, types], [[], []]);
    });
  }

  const words: readonly [BreakpointSpec, string][] = [
    [{ kind: 'update', update: 30 }, 'update 30'],
    [condition, 'SSR < 1'],
    [{ kind: 'parameter', parameter: 'w3', when: 'sign' }, 'w3 changes sign'],
    [{ kind: 'parameter', parameter: 'w3', when: { passes: -0.5 } }, 'w3 passes −0.5'],
    [{ kind: 'parameter', parameter: 'w3', when: { passes: -0 } }, 'w3 passes 0'],
    [{ kind: 'operation', operation: 'dSSR/dw1', sample: null }, 'dSSR/dw1'],
    [{ kind: 'operation', operation: 'dSSR/dw1', sample: 1 }, 'dSSR/dw1, sample 2'],
  ];
  for (const [spec, text] of words) it(`calls it “${text}”`, () => equal(breakpointWords(spec), text));

  const crossings: readonly [before: number, now: number, isPassed: boolean][] = [
    [-1, 1, true],
    [1, -1, true],
    [-1, 0, true],
    [1, 0, true],
    [0, 1, false],
    [0, 0, false],
    [1, 2, false],
    [NaN, 1, false],
    [-1, NaN, false],
  ];
  for (const [before, now, isPassed] of crossings) {
    it(`from ${before} to ${now}, 0 is ${isPassed ? '' : 'not '}passed`, () => equal(passed(before, now, 0), isPassed));
  }

  it('finds every term of the loss, and the l2 term of a weight after the samples', () => {
    const { tape } = new Session('l2', batched('adam'));
    const { inSample, afterSamples } = operationPlaces(batched('adam'), 'dMSE/dw1');
    const after = tape.rows.length * tape.operationsPerSample;
    const targets = [...inSample, ...afterSamples.map((index) => after + index)].map(
      (index) => tape.operation(index).target,
    );
    deepEqual(targets, ['dMSE/dw1', 'dMSE/dw1']);
    equal(tape.operation(after + afterSamples[0]).phase, 'update');
  });

  it('is remembered, with hits, and taken over where it still fits', async () => {
    const { session } = listened();
    session.breakpoints.add(condition);
    session.breakpoints.add({ kind: 'parameter', parameter: 'w4', when: 'sign' });
    await session.run({ updates: 20 });
    const state = structuredClone(session.state());
    const again = new Session('again', article(), { state });
    deepEqual(again.breakpoints.all, session.breakpoints.all);
    equal(
      again.breakpoints.all.some(({ hits }) => hits === 1),
      true,
    );
    deepEqual(again.breakpoints.add({ kind: 'update', update: 1 }).id, 3);
    const other = new Session('other', batched('adam'), { breakpoints: state.breakpoints });
    deepEqual(
      other.breakpoints.all.map(({ kind }) => kind),
      ['parameter'],
    );
    await again.reset();
    equal(again.breakpoints.all.length, 3);
  });

  it('a state from before there were any has none', () => {
    const { breakpoints: _, ...state } = listened().session.state();
    deepEqual(new Session('old', article(), { state }).breakpoints.all, []);
  });
});

describe('What has been run, looked through for breakpoints', () => {
  it('finds every update at whose start one is hit, also when more is run or edited', async () => {
    const { session } = listened();
    const { id } = session.breakpoints.add({ kind: 'condition', condition: 'update % 10 == 5' });
    const low = session.breakpoints.add({ kind: 'condition', condition: 'SSR < 0.95' }).id;
    session.breakpoints.add({ kind: 'operation', operation: 'y1', sample: null });
    await session.seek({ update: 12 });
    const first = new Map(await session.breakpointHits());
    deepEqual(first.get(id), [5]);
    await session.seek({ update: 37 });
    const more = await session.breakpointHits();
    deepEqual(more.get(id), [5, 15, 25, 35]);
    const columns = await session.history();
    deepEqual(more.get(low), [columns.loss.findIndex((loss) => loss < 0.95)]);
    await session.seek({ update: 20 });
    await session.setParameter('w3', 40);
    const edited = await session.breakpointHits();
    deepEqual(edited.get(id), [5, 15]);
    await session.undo();
    deepEqual((await session.breakpointHits()).get(id), [5, 15, 25, 35]);
    equal(edited.size, 2);
  });

  it('looks for nothing where all are on single operations', async () => {
    const { session } = listened();
    session.breakpoints.add({ kind: 'operation', operation: 'y1', sample: null });
    await session.seek({ update: 5 });
    equal((await session.breakpointHits()).size, 0);
  });
});

describe('Runs to the next breakpoint', () => {
  it('go beyond where the file stops, and are refused where none can be ahead', async () => {
    const { session, types } = listened(article({ training: { updates: 10 } }));
    await rejects(session.run({ until: { breakpoint: true } }), /No breakpoint lies ahead/);
    session.breakpoints.add({ kind: 'update', update: 25 });
    types.length = 0;
    equal((await session.run({ until: { breakpoint: true } })).update, 25);
    deepEqual(types, ['breakpoints', 'moved', 'stopped']);
    await rejects(session.run({ until: { breakpoint: true } }), /No breakpoint lies ahead/);
  });

  it('a seek does not stop at them', async () => {
    const { session } = listened();
    session.breakpoints.add({ kind: 'update', update: 3 });
    equal((await session.seek({ update: 8 })).update, 8);
  });

  it('a condition that holds where a run starts stops it only when it becomes true again', async () => {
    const { session } = listened();
    session.breakpoints.add({ kind: 'condition', condition: 'SSR < 10' });
    equal((await session.run({ updates: 5 })).update, 5);
    await session.setParameter('w3', 40);
    await session.run({ updates: 1 });
    equal((await session.run({ updates: 200 })).loss < 10, true);
  });
});
