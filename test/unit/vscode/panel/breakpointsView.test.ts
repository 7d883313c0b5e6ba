// What the panel is told of breakpoints: where they stop, or would stop, a run; and what is wrong with a condition.
import { deepEqual, equal } from 'node:assert/strict';
import { breakpointsView, conditionProblem } from '../../../../src/vscode/panel/view/breakpointsView';
import { openSession } from './sessions';

describe('the view of breakpoints', () => {
  it('has the updates where each is hit in what has been run, and where one on operations was hit last', async () => {
    const session = openSession();
    session.breakpoints.add({ kind: 'update', update: 300 });
    session.breakpoints.add({ kind: 'condition', condition: 'SSR < 0.5' });
    session.breakpoints.add({ kind: 'operation', operation: 'y1', sample: 1 });
    const before = await breakpointsView(session);
    deepEqual(
      before.map(({ label, updates, hits }) => [label, updates, hits]),
      [
        ['update 300', [300], 0],
        ['SSR < 0.5', [], 0],
        ['y1, sample 2', [], 0],
      ],
    );
    await session.seek({ update: 50 });
    await session.run();
    await session.seek({ update: 120 });
    const { loss } = await session.history();
    const after = await breakpointsView(session);
    deepEqual(
      after.map(({ updates, hits }) => [updates, hits]),
      [
        [[300], 0],
        [[loss.findIndex((value) => value < 0.5)], 0],
        [[50], 1],
      ],
    );
  });

  const problems: readonly (readonly [text: string, marked: string | null])[] = [
    ['SSR < 0.1', null],
    ['SSR < w9', 'w9'],
    ['SSR', 'SSR'],
  ];
  for (const [text, marked] of problems) {
    it(`of “${text}” says that ${marked ?? 'nothing'} is wrong`, () => {
      const problem = conditionProblem(openSession(), text);
      equal(problem && text.slice(problem.offset, problem.offset + problem.length), marked);
    });
  }
});
