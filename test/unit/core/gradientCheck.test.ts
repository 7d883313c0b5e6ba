import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  checkAgainst,
  checkAll,
  checkParameter,
  evaluateBatch,
  type CheckState,
  relativeError,
  stepOf,
} from '../../../src/core/gradientCheck';
import { isMismatch } from '../../../src/core/checkVerdict';
import { createKernel } from '../../../src/core/kernel';
import { Network } from '../../../src/core/network';
import { loadSetup } from '../../../src/document/loadSetup';
import { Trainer } from '../../../src/training/trainer';
import { articleData, articleNetwork, elementwiseNames, lossNames, type Shape } from './sampleNetworks';
import { articleState, assertClose, randomState, updateState } from './updateStates';

describe('gradient check', () => {
  it('measures the derivative from the losses that the kernel computes', () => {
    const state = randomState(
      {
        inputs: 2,
        layers: [
          { units: 3, activation: 'tanh' },
          { units: 2, activation: 'softmax' },
        ],
        loss: 'crossEntropy',
      },
      4,
      1,
    );
    const { network, trainable, parameters, data, rows } = state;
    const kernel = createKernel(network, trainable, rows.length);
    for (let offset = 0; offset < network.parameterCount; offset++) {
      const { h, lossPlus, lossMinus, numeric } = checkParameter(state, offset);
      const at = (value: number) => kernel.loss(parameters.with(offset, value), data, rows);
      assertClose(lossPlus, at(parameters[offset] + h), 1e-14);
      assertClose(lossMinus, at(parameters[offset] - h), 1e-14);
      assert.equal(numeric, (lossPlus - lossMinus) / (2 * h));
    }
  });

  for (const loss of lossNames) {
    it(`confirms every activation with ${loss}`, () => {
      for (const activation of elementwiseNames) {
        const output = loss === 'crossEntropy' ? 'softmax' : loss === 'binaryCrossEntropy' ? 'sigmoid' : activation;
        const shape: Shape = {
          inputs: 2,
          layers: [
            { units: 3, activation },
            { units: 2, activation: output },
          ],
          loss,
        };
        const state = randomState(shape, 3, 11);
        for (const { parameter, check } of checkAll(state)) {
          // The panel warns at 1e-5; smooth functions stay far below it.
          assert.ok(check.relativeError < 1e-6, `${activation} ${parameter.name}: ${check.relativeError}`);
          assert.equal(check.corner, undefined);
        }
      }
    });
  }

  it('finds a wrong derivative', () => {
    const state = articleState();
    const parameter = state.network.parameterByName('w3')!;
    const { numeric, relativeError: error } = checkAgainst(state, parameter, evaluateBatch(state, 0), 2.5771);
    assertClose(numeric, 2.576139529882881, 1e-10);
    assertClose(error, (2.5771 - 2.576139529882881) / 2.5771, 1e-6);
    assert.ok(error > 1e-5);
  });

  it('checks the trainable parameters in reading order, one at a time', () => {
    const state = articleState({ trainable: Uint8Array.of(1, 0, 1, 1, 0, 1, 1) });
    const names = Array.from(checkAll(state), ({ parameter }) => parameter.name);
    assert.deepEqual(names, ['w1', 'b1', 'b2', 'w4', 'b3']);
    const [first] = checkAll(state);
    assert.deepEqual(first.check, checkParameter(state, 0));
    assert.throws(() => checkParameter(state, 7), RangeError);
  });

  it('steps wider for large values, so that the step is not lost', () => {
    assert.equal(stepOf(3.34), 1e-5);
    assert.equal(stepOf(-100), 1e-5);
    assertClose(stepOf(-1e9), 100, 1e-12);
  });

  it('does not take round-off for an error', () => {
    // Losses of size 1 are known to 1e-16, so a numeric derivative to about 1e-10, whatever the derivative.
    const [ofOne, ofAMillionth] = [1.8e-10, 1.8e-16];
    assert.ok(relativeError(3e-11, 0, ofOne) < 1e-5);
    assert.ok(relativeError(3e-11, 0, ofAMillionth) > 1e-2);
    assert.equal(relativeError(0, 0, 0), 0);
    assertClose(relativeError(2.2, 2, ofOne), 0.2 / 2.2, 1e-12);
    assert.ok(Number.isNaN(relativeError(NaN, 1, ofOne)));
  });

  describe('of a fit that is nearly perfect', () => {
    // The article's network after many updates: residuals of 10⁻¹⁰, derivatives of 10⁻¹¹, curvatures as before.
    async function fitted(): Promise<CheckState> {
      const folder = path.join(process.cwd(), 'media', 'samples');
      const read = (file: string) => fs.promises.readFile(path.join(folder, file));
      const { setup } = await loadSetup(fs.readFileSync(path.join(folder, 'dosage-all.nn.json'), 'utf8'), read);
      const trainer = new Trainer(setup!);
      for (let update = 0; update < 1000; update++) {
        trainer.evaluate();
        trainer.apply();
      }
      const { network, trainable, data } = setup!;
      assert.ok(trainer.loss() < 1e-15, `SSR ${trainer.loss()}`);
      return { network, trainable, data, rows: Int32Array.of(0, 1, 2), parameters: trainer.parameters.slice() };
    }

    it('takes its own error out of the difference, and agrees', async () => {
      const checks = [...checkAll(await fitted())];
      assert.ok(checks.some(({ check }) => check.extrapolated));
      assert.deepEqual(
        checks.filter(({ check }) => isMismatch(check)).map(({ parameter }) => parameter.name),
        [],
      );
    });

    it('still finds a wrong derivative', async () => {
      const state = await fitted();
      const samples = evaluateBatch(state, 0);
      for (const { parameter, check } of checkAll(state)) {
        const wrong = checkAgainst(state, parameter, samples, 2 * check.analytic);
        assert.ok(isMismatch(wrong), parameter.name);
      }
    });
  });

  it('says where a derivative is too small to be seen in the losses', () => {
    // Losses of 10³⁰⁰, a derivative of 10⁻⁴⁰: the difference is 0.
    const at = (w1: number, b1: number, w3: number, b3: number) =>
      checkParameter(updateState(articleNetwork, Float64Array.of(w1, -3.53, b1, 0.57, w3, 0.63, b3), articleData), 0);
    const check = at(3.34, -450, 1e-3, 1e150);
    assert.equal(check.numeric, 0);
    assert.ok(check.analytic !== 0);
    assert.equal(check.unresolved, true);
    assert.ok(!isMismatch(check));
    // What is exactly 0 on both sides is confirmed: nothing is too small there.
    const dead = at(3.34, -1.43, 0, 0);
    assert.deepEqual([dead.numeric, dead.analytic, dead.unresolved], [0, 0, undefined]);
  });

  it('names the corner that the two points lie on either side of', () => {
    const network = (activation: 'relu' | 'tanh', loss: 'ssr' | 'mae') =>
      new Network({
        inputs: ['in'],
        outputs: ['out'],
        layers: [
          { units: 1, activation, bias: true },
          { units: 1, activation: 'identity', bias: true },
        ],
        loss,
      });
    // The second sample is at no corner.
    const data = { count: 2, inputs: Float64Array.of(0, 0.5), outputs: Float64Array.of(0, 1) };
    const parameters = Float64Array.of(1, 0, 1, 0); // x1 = 0 and predicted = 0
    const check = (activation: 'relu' | 'tanh', loss: 'ssr' | 'mae', offset: number) =>
      checkParameter(updateState(network(activation, loss), parameters, data), offset);
    assert.equal(check('relu', 'ssr', 1).corner, 'x1');
    assert.equal(check('tanh', 'mae', 3).corner, 'residual');
    assert.equal(check('tanh', 'ssr', 1).corner, undefined);
    assert.equal(check('relu', 'ssr', 0).corner, undefined); // in = 0: w1 moves nothing
  });
});
