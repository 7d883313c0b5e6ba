// The largest curvature against matrices whose eigenvalues are known, and against what gradient descent does.
import { ok } from 'node:assert/strict';
import { largestCurvature } from '../../../../src/training/advice/curvature';
import { curvatureAtStart } from '../../../../src/training/advice/learningRateAdvice';
import { Trainer } from '../../../../src/training/trainer';
import { advised, finished, networkText } from './support';

const close = (found: number, expected: number, tolerance: number): void =>
  ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${found}, expected ${expected}`);

describe('largest curvature', () => {
  // Gradients of ½ pᵀHp are Hp; the eigenvalues are those of the matrix.
  const matrices: readonly [what: string, rows: readonly (readonly number[])[], eigenvalue: number][] = [
    [
      'a diagonal',
      [
        [3, 0],
        [0, 1],
      ],
      3,
    ],
    [
      'a full matrix',
      [
        [2, 1],
        [1, 2],
      ],
      3,
    ],
    [
      'a negative eigenvalue that is larger in size',
      [
        [1, 0, 0],
        [0, -5, 0],
        [0, 0, 2],
      ],
      2,
    ],
    [
      'nothing but negative ones',
      [
        [-1, 0],
        [0, -4],
      ],
      -1,
    ],
    [
      'zeros',
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ],
  ];
  for (const [what, rows, eigenvalue] of matrices) {
    it(`of ${what}`, () => {
      const gradientAt = (p: Float64Array, into: Float64Array) =>
        rows.forEach((row, i) => (into[i] = row.reduce((sum, h, j) => sum + h * p[j], 0)));
      const found = finished(
        largestCurvature(
          gradientAt,
          Float64Array.from(rows, () => 0.5),
          new Uint8Array(rows.length).fill(1),
        ),
      );
      // The iteration stops at a relative change of 1e-5; the shift costs a digit.
      ok(Math.abs(found - eigenvalue) < 1e-3, `${found}, expected ${eigenvalue}`);
    });
  }

  it('of a linear regression: the Hessian of SSR is 2·Xᵀ·X', async () => {
    const text = networkText({ layers: [{ activation: 'identity', weights: [[0.3]], biases: [0.1] }] });
    const { setup } = await advised(text);
    // X has the rows (0, 1), (0.5, 1), (1, 1): 2·XᵀX = [[2.5, 3], [3, 6]].
    const [a, b, d] = [2.5, 3, 6];
    close(finished(curvatureAtStart(setup)), (a + d) / 2 + Math.hypot((a - d) / 2, b), 1e-4);
  });

  it('only the trainable parameters count', async () => {
    const layers = [{ activation: 'identity', weights: [[0.3]], biases: [0.1] }];
    const { setup } = await advised(networkText({ layers, trainable: ['w1'] }));
    close(finished(curvatureAtStart(setup)), 2.5, 1e-4);
  });

  it('l2 adds to that of weights', async () => {
    const layers = [{ activation: 'identity', weights: [[0.3]], bias: false }];
    const optimizer = { type: 'gradientDescent', learningRate: 0.1, l2: 0.5 };
    const { setup } = await advised(networkText({ layers, optimizer }));
    close(finished(curvatureAtStart(setup)), 3, 1e-4);
  });

  for (const [share, converges] of [
    [0.98, true],
    [1.02, false],
  ] as const) {
    it(`gradient descent at ${share} of 2/λ ${converges ? 'converges' : 'diverges'}`, async () => {
      const layers = [{ activation: 'identity', weights: [[0.3]], biases: [0.1] }];
      const { setup } = await advised(networkText({ layers }));
      const learningRate = (share * 2) / finished(curvatureAtStart(setup));
      const trainer = new Trainer({ ...setup, optimizer: { ...setup.optimizer, learningRate } });
      const before = trainer.loss();
      for (let update = 0; update < 400; update++) {
        trainer.evaluate();
        trainer.apply();
      }
      ok(trainer.loss() < before === converges, `${before} → ${trainer.loss()}`);
    });
  }
});
