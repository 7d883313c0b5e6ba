// Runs, and runs back, stop at exactly the places that a walk through every position finds: in the host and in workers.
import { deepEqual, equal } from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Setup } from '../../../../src/core/setup';
import type { BreakpointSpec } from '../../../../src/training/breakpoints/breakpoint';
import type { Position } from '../../../../src/training/cursor';
import type { FromWorker, ToWorker } from '../../../../src/training/runner/messages';
import { serveRuns } from '../../../../src/training/runner/serve';
import type { OpenWorker } from '../../../../src/training/runner/workerRunner';
import { Session, type SessionEvent } from '../../../../src/training/session';
import type { Intervention } from '../../../../src/training/snapshot';
import { article, batched } from '../setups';
import { isBefore, stops, type ToldCondition, type Visited, visitAll } from './naiveWalk';

const UPDATES = 24;

interface World {
  readonly name: string;
  readonly setup: Setup;
  readonly log: readonly Intervention[];
  readonly conditions: readonly ToldCondition[];
  readonly parameters: readonly string[];
  readonly operations: readonly string[];
}

const number = (value: number | number[] | undefined): number => value as number;

const worlds: readonly World[] = [
  {
    name: 'the article, full batch, with edits',
    setup: article(),
    log: [
      { kind: 'parameter', update: 9, name: 'w4', value: 0.8 },
      { kind: 'learningRate', update: 15, value: 0.2 },
    ],
    parameters: ['w1', 'w3', 'b3'],
    operations: ['x1', 'predicted', 'residual', 'SSR', 'dSSR/dpredicted', 'dSSR/dw1', 'dSSR/db3', 'w1', 'b3'],
    conditions: [
      { text: 'SSR < 1', targets: [], holds: ({ loss }) => loss < 1 },
      { text: 'SSR > 0.9', targets: [], holds: ({ loss }) => loss > 0.9 },
      { text: 'update % 5 == 3', targets: [], holds: ({ update }) => update % 5 === 3 },
      {
        text: 'abs(dSSR/dw3) < 0.2 && w3 < 0',
        targets: [],
        holds: ({ gradients, parameters }) => Math.abs(number(gradients!.w3)) < 0.2 && number(parameters.w3) < 0,
      },
      { text: 'learningRate > 0.1', targets: [], holds: ({ update }) => update >= 15 },
      { text: 'y1 > 1', targets: ['y1'], holds: (_, values) => values.get('y1')! > 1 },
      {
        text: 'w4 > 0 && y1 > y2',
        targets: ['y1', 'y2'],
        holds: ({ parameters }, values) => number(parameters.w4) > 0 && values.get('y1')! > values.get('y2')!,
      },
      {
        text: 'dSSR/dx1 * residual < -0.01',
        targets: ['residual', 'dSSR/dx1'],
        holds: (_, values) => values.get('dSSR/dx1')! * values.get('residual')! < -0.01,
      },
      {
        text: 'sample == 2 && dose == 0.5 && update % 2 == 1',
        targets: ['x1'],
        holds: ({ update }, _, sample) => sample === 1 && update % 2 === 1,
      },
    ],
  },
  {
    name: 'shuffled mini-batches with l2 and a frozen weight',
    setup: batched('momentum'),
    log: [{ kind: 'parameter', update: 5, name: 'b1', value: -1 }],
    parameters: ['w1', 'w9', 'b1', 'b5'],
    operations: ['x4', 'y1', 'predicted', 'MSE', 'dMSE/dz', 'dMSE/dw1', 'dMSE/dw12', 'w1', 'b5'],
    conditions: [
      { text: 'MSE < 0.4', targets: [], holds: ({ loss }) => loss < 0.4 },
      { text: 'epoch > 2 && batch == 2', targets: [], holds: ({ epoch, batch }) => epoch > 2 && batch === 1 },
      { text: 'y1 > 0.5', targets: ['y1'], holds: (_, values) => values.get('y1')! > 0.5 },
      {
        text: 'norm(δ[2]) > 0.1 || dMSE/dy4 < 0',
        targets: ['dMSE/dz', 'dMSE/dy4'],
        holds: (_, values) => Math.abs(values.get('dMSE/dz')!) > 0.1 || values.get('dMSE/dy4')! < 0,
      },
    ],
  },
  {
    name: 'a run that diverges',
    setup: article({ optimizer: { learningRate: 1e8 } }),
    log: [],
    parameters: ['w3', 'b3'],
    operations: ['x2', 'SSR', 'dSSR/dw1', 'w4', 'b3'],
    conditions: [
      { text: 'SSR > 1e10', targets: [], holds: ({ loss }) => loss > 1e10 },
      { text: 'isnan(SSR) || SSR > 1e300', targets: [], holds: ({ loss }) => Number.isNaN(loss) || loss > 1e300 },
      { text: 'y2 < 0.1', targets: ['y2'], holds: (_, values) => values.get('y2')! < 0.1 },
    ],
  },
];

function specs({ parameters, operations, conditions, setup }: World): fc.Arbitrary<BreakpointSpec> {
  const batch = setup.training.batchSize === 'full' ? setup.data.count : setup.training.batchSize;
  const inSamples = operations.filter((name) => !parameters.includes(name) && !/^[wb]\d+$/.test(name));
  return fc.oneof(
    fc.integer({ min: 0, max: UPDATES }).map((update): BreakpointSpec => ({ kind: 'update', update })),
    fc.constantFrom(...conditions).map(({ text }): BreakpointSpec => ({ kind: 'condition', condition: text })),
    fc
      .tuple(
        fc.constantFrom(...parameters),
        fc.oneof(
          fc.constant('sign' as const),
          fc.double({ min: -2, max: 2, noNaN: true }).map((passes) => ({ passes })),
        ),
      )
      .map(([parameter, when]): BreakpointSpec => ({ kind: 'parameter', parameter, when })),
    fc.constantFrom(...operations).map((operation): BreakpointSpec => ({ kind: 'operation', operation, sample: null })),
    fc
      .tuple(fc.constantFrom(...inSamples), fc.integer({ min: 0, max: batch - 1 }))
      .map(([operation, sample]): BreakpointSpec => ({ kind: 'operation', operation, sample })),
  );
}

/** A worker in this thread that dies after so many reports; those of one slice at a time are frequent. */
function dyingWorker(reports: number): OpenWorker {
  return () => {
    let left = reports;
    let hear: (message: FromWorker) => void = () => undefined;
    let end: (reason: string) => void = () => undefined;
    const serve = serveRuns((message) => {
      if (left < 0) return;
      hear(structuredClone(message));
      if (message.type === 'report' && left-- === 0) end('it died');
    });
    return {
      post: (message: ToWorker) => void Promise.resolve().then(() => serve(structuredClone(message))),
      listen: (onMessage, onEnd) => ([hear, end] = [onMessage, onEnd]),
      close: () => undefined,
    };
  };
}

/** The events of a session that say that it has stopped. */
function stopped(session: Session): Extract<SessionEvent, { type: 'stopped' }>[] {
  const events: Extract<SessionEvent, { type: 'stopped' }>[] = [];
  session.listen((event) => void (event.type === 'stopped' && events.push(event)));
  return events;
}

/** A session that stands at the start, with everything run and edited that there is. */
async function prepared({ setup, log }: World, worker?: OpenWorker): Promise<Session> {
  const session = new Session('walk', setup, worker ? { worker, localMilliseconds: 0 } : {});
  for (const edit of log) {
    await session.seek({ update: edit.update });
    if (edit.kind === 'parameter') await session.setParameter(edit.name, edit.value);
    else await session.setLearningRate(edit.value);
  }
  await session.seek({ update: 0 });
  return session;
}

describe('Breakpoints and a walk through every position', () => {
  for (const world of worlds) {
    describe(world.name, function () {
      this.timeout(60_000);
      let visited: Visited[];

      before(async () => {
        visited = await visitAll(world.setup, UPDATES, world.log);
      });

      const all = (breakpoints: readonly BreakpointSpec[]): Position[] =>
        breakpoints.flatMap((spec) => stops(visited, spec, world.conditions));
      const first = (positions: readonly Position[], from: Position): Position | null =>
        positions
          .filter((one) => isBefore(from, one))
          .reduce<Position | null>((a, b) => (a && isBefore(a, b) ? a : b), null);
      const last = (positions: readonly Position[], to: Position): Position | null =>
        positions
          .filter((one) => isBefore(one, to))
          .reduce<Position | null>((a, b) => (a && isBefore(b, a) ? a : b), null);

      it('each of them is hit somewhere, so that the comparison says something', () => {
        for (const { text } of world.conditions) {
          const found = stops(visited, { kind: 'condition', condition: text }, world.conditions);
          equal(found.length > 0, true, text);
        }
      });

      for (const [where, worker] of [
        ['in the host', undefined],
        ['in a worker', dyingWorker(1e9)],
        ['in workers that die', dyingWorker(1)],
      ] as const) {
        it(`run stops at the first place, and at no other (property, ${where})`, async () => {
          const starts = fc.nat().map((n) => visited[n % visited.length].position);
          await fc.assert(
            fc.asyncProperty(
              fc.array(specs(world), { minLength: 1, maxLength: 3 }),
              starts,
              async (breakpoints, from) => {
                const session = await prepared(world, worker);
                const events = stopped(session);
                await session.seek(from);
                for (const spec of breakpoints) session.breakpoints.add(spec);
                const expected = first(all(breakpoints), session.position);
                const end = visited.at(-1)!.position;
                if (session.divergence) return session.dispose();
                await session.run({ until: { update: UPDATES } });
                deepEqual(session.position, expected ?? end);
                const isHit = expected !== null;
                equal(events.at(-1)!.reason === 'breakpoint', isHit && !session.divergence);
                const hit = breakpoints.filter((spec) =>
                  stops(visited, spec, world.conditions).some((one) => isSame(one, expected)),
                );
                const ids = session.breakpoints.all.filter(({ hits }) => hits > 0);
                if (isHit && !session.divergence)
                  equal(ids.length, new Set(hit.map((spec) => JSON.stringify(spec))).size);
                session.dispose();
              },
            ),
            { numRuns: where === 'in the host' ? 120 : 40 },
          );
        });
      }

      it('run after run stops at every place, and reverse after reverse at the same ones (property)', async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(specs(world), { minLength: 1, maxLength: 2 }), async (breakpoints) => {
            const session = await prepared(world);
            for (const spec of breakpoints) session.breakpoints.add(spec);
            const there: Position[] = [];
            while (there.length < 500 && !session.divergence) {
              await session.run({ until: { update: UPDATES } });
              if (there.some((one) => isSame(one, session.position))) break;
              there.push(session.position);
            }
            if (there.length === 500) return session.dispose();
            const back: Position[] = [];
            while (session.position.update > 0 || session.position.operation >= 0) {
              await session.reverse();
              back.push(session.position);
            }
            deepEqual(back.at(-1), { update: 0, operation: -1 });
            deepEqual(back.slice(0, -1).reverse(), there.slice(0, -1));
            session.dispose();
          }),
          { numRuns: 40 },
        );
      });

      it('reverse stops at the last place before (property)', async () => {
        const starts = fc.nat().map((n) => visited[n % visited.length].position);
        await fc.assert(
          fc.asyncProperty(
            fc.array(specs(world), { minLength: 1, maxLength: 3 }),
            starts,
            async (breakpoints, from) => {
              const session = await prepared(world);
              await session.seek(from);
              for (const spec of breakpoints) session.breakpoints.add(spec);
              const expected = last(all(breakpoints), session.position);
              await session.reverse();
              deepEqual(session.position, expected ?? { update: 0, operation: -1 });
              session.dispose();
            },
          ),
          { numRuns: 120 },
        );
      });
    });
  }
});

function isSame(a: Position, b: Position | null): boolean {
  return b !== null && a.update === b.update && a.operation === b.operation;
}
