// The structure that the panel gets once.
import { deepEqual, equal } from 'node:assert/strict';
import { runTarget, sessionView } from '../../../../src/vscode/panel/view/sessionView';
import { articleSetup, changedSetup } from './sessions';

const view = sessionView('file:///w/my%20dosage.nn.json', articleSetup);

describe('session view', () => {
  it('names the article’s parts as the article does', () => {
    deepEqual(
      view.parameters.map(({ name }) => name),
      ['w1', 'b1', 'w2', 'b2', 'w3', 'w4', 'b3'],
    );
    deepEqual(
      view.layers.map(({ pre, post }) => [pre, post]),
      [
        [
          ['x1', 'x2'],
          ['y1', 'y2'],
        ],
        [['predicted'], ['predicted']],
      ],
    );
    deepEqual([view.loss, view.lossWords], ['SSR', 'sum of squared residuals']);
  });

  it('shows the file’s name, not its URI', () => equal(view.fileName, 'my dosage.nn.json'));

  it('says which parameters are frozen', () => {
    const trainable = Uint8Array.from([0, 0, 0, 0, 1, 1, 1]);
    const { parameters } = sessionView('file:///w/a.nn.json', changedSetup({ trainable }));
    deepEqual(
      parameters.filter((parameter) => parameter.trainable).map(({ name }) => name),
      ['w3', 'w4', 'b3'],
    );
  });

  const targets: readonly [training: Parameters<typeof changedSetup>[0]['training'], target: number | null][] = [
    [{ updates: 1000, epochs: null }, 1000],
    [{ updates: null, epochs: 5 }, 5],
    [{ updates: null, epochs: 5, batchSize: 2 }, 10], // 3 samples: 2 updates an epoch
    [{ updates: null, epochs: null }, null],
  ];
  for (const [training, target] of targets) {
    it(`runs to ${target} with ${JSON.stringify(training)}`, () => {
      equal(runTarget(changedSetup({ training })), target);
    });
  }
});
