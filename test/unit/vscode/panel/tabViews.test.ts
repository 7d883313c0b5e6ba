// Samples, fit, history and derivation as the panel gets them, against the session and against plain arithmetic.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { Network } from '../../../../src/core/network';
import { derivationView } from '../../../../src/vscode/panel/view/derivationView';
import { fitView } from '../../../../src/vscode/panel/view/fitView';
import { historyView } from '../../../../src/vscode/panel/view/historyView';
import { samplesView } from '../../../../src/vscode/panel/view/samplesView';
import { allTrainable } from '../../core/sampleNetworks';
import { changedSetup, openSession } from './sessions';

const softplus = (x: number) => Math.log(1 + Math.exp(x));
const start = { w1: 3.34, b1: -1.43, w2: -3.53, b2: 0.57, w3: 0.36, w4: 0.63, b3: 0 };
const part1 = (dose: number) => softplus(start.w1 * dose + start.b1) * start.w3;
const part2 = (dose: number) => softplus(start.w2 * dose + start.b2) * start.w4;
/** Two ways of rounding a handful of operations. */
const close = (a: number, b: number) => ok(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)), `${a} is not ${b}`);

describe('samples view', () => {
  it('has the article’s columns, its numbers, and the sums', () => {
    const { columns, rows, totals, count } = samplesView(openSession(), { from: 0, to: 100 });
    deepEqual(columns, [
      'dose',
      'x1',
      'y1',
      'x2',
      'y2',
      'predicted',
      'observed',
      'residual',
      'residual²',
      'dSSR/dpredicted',
    ]);
    equal(count, 3);
    // The table of the article's derivation, to its four decimals.
    const shown = rows.map(({ values }) => [5, 6, 9].map((column) => values[column].toFixed(4)));
    deepEqual(shown, [
      ['0.7187', '0.0000', '1.4374'],
      ['0.4619', '1.0000', '-1.0762'],
      ['0.7691', '0.0000', '1.5383'],
    ]);
    deepEqual(
      totals?.flatMap((total) => (total ? [`${total.label} ${total.value.toFixed(4)}`] : [])),
      ['SSR 1.3977', 'dSSR/db3 1.8996'],
    );
  });

  it('shows the window asked for', () => {
    const { from, rows } = samplesView(openSession(), { from: 1, to: 2 });
    deepEqual([from, rows.map(({ position }) => position)], [1, [1]]);
  });

  it('has no residual for cross-entropy, and the derivative at z', () => {
    const layers = [{ units: 1, activation: 'sigmoid', bias: true }] as const;
    const network = new Network({ inputs: ['dose'], outputs: ['effective'], layers, loss: 'binaryCrossEntropy' });
    const setup = changedSetup({ network, initial: Float64Array.of(1, 0), trainable: allTrainable(network) });
    deepEqual(samplesView(openSession(setup), { from: 0, to: 3 }).columns, [
      'dose',
      'predicted',
      'observed',
      'BCE',
      'dBCE/dz',
    ]);
  });
});

describe('fit view', () => {
  it('draws one input as a curve: now, at the start, and the parts it is the sum of', async () => {
    const session = openSession();
    await session.run({ updates: 3 });
    const fit = fitView(session);
    if (fit.kind !== 'curve') throw new Error(`a ${fit.kind}`);
    fit.x.forEach((dose, i) => close(fit.start[0][i], part1(dose) + part2(dose)));
    deepEqual(
      fit.parts.map(({ label }) => label),
      ['y1·w3', 'y2·w4'],
    );
    const b3 = session.snapshot().parameters.b3 as number;
    fit.x.forEach((_, i) => close(fit.parts[0].y[i] + fit.parts[1].y[i] + b3, fit.now[0][i]));
    ok(fit.x[0] < 0 && fit.x[fit.x.length - 1] > 1, 'the data lie inside');
    deepEqual(
      fit.data.map(({ x, observed }) => [x, ...observed]),
      [
        [0, 0],
        [0.5, 1],
        [1, 0],
      ],
    );
  });

  it('draws two inputs as a map of classes, from the bottom row up', () => {
    const layers = [{ units: 2, activation: 'softmax', bias: false }] as const;
    const network = new Network({ inputs: ['a', 'b'], outputs: ['no', 'yes'], layers, loss: 'crossEntropy' });
    // Class 1 where b is above 0, whatever a is.
    const initial = Float64Array.of(0, -1, 0, 1);
    const data = { count: 2, inputs: Float64Array.of(-1, -1, 1, 1), outputs: Float64Array.of(1, 0, 0, 1) };
    const fit = fitView(openSession(changedSetup({ network, initial, data, trainable: allTrainable(network) })));
    if (fit.kind !== 'map') throw new Error(`a ${fit.kind}`);
    const { size, values, classes } = fit;
    equal(classes, 2);
    deepEqual(new Set(values.subarray(0, size)), new Set([0]));
    deepEqual(new Set(values.subarray(size * (size - 1))), new Set([1]));
    deepEqual(
      fit.data.map(({ observed }) => observed),
      [0, 1],
    );
  });

  it('draws the first of two outputs that are no classes', () => {
    const layers = [{ units: 2, activation: 'identity', bias: false }] as const;
    const network = new Network({ inputs: ['a', 'b'], outputs: ['sum', 'product'], layers, loss: 'ssr' });
    const initial = Float64Array.of(1, 1, 0, 0);
    const data = { count: 2, inputs: Float64Array.of(-1, -1, 1, 1), outputs: Float64Array.of(-2, 1, 2, 1) };
    const fit = fitView(openSession(changedSetup({ network, initial, data, trainable: allTrainable(network) })));
    if (fit.kind !== 'map') throw new Error(`a ${fit.kind}`);
    equal(fit.classes, 0);
    deepEqual(
      fit.data.map(({ observed }) => observed),
      [-2, 2],
    );
  });

  it('counts classes of more inputs in a confusion matrix: observed by predicted', () => {
    const layers = [{ units: 2, activation: 'softmax', bias: false }] as const;
    const outputs = ['kind=x', 'kind=y'];
    const network = new Network({ inputs: ['a', 'b', 'c'], outputs, layers, loss: 'crossEntropy' });
    const initial = Float64Array.of(1, 0, 0, -1, 0, 0); // x where a > 0
    const data = {
      count: 3,
      inputs: Float64Array.of(1, 0, 0, -1, 0, 0, 1, 0, 0),
      outputs: Float64Array.of(1, 0, 0, 1, 0, 1),
    };
    const setup = changedSetup({ network, initial, data, trainable: allTrainable(network) });
    const classes = ['x', 'y'];
    const counts = [
      [1, 0],
      [1, 1],
    ];
    deepEqual(fitView(openSession(setup)), { kind: 'confusion', heldOut: false, classes, counts });
    // What was held out is counted instead, where anything was.
    const validation = { count: 1, inputs: Float64Array.of(-1, 0, 0), outputs: Float64Array.of(1, 0) };
    deepEqual(fitView(openSession({ ...setup, validation })), {
      kind: 'confusion',
      heldOut: true,
      classes,
      counts: [
        [0, 1],
        [0, 0],
      ],
    });
  });

  it('sets numbers of more inputs against each other', () => {
    const layers = [{ units: 1, activation: 'identity', bias: false }] as const;
    const network = new Network({ inputs: ['a', 'b', 'c'], outputs: ['sum'], layers, loss: 'ssr' });
    const data = { count: 1, inputs: Float64Array.of(1, 2, 4), outputs: Float64Array.of(8) };
    const initial = Float64Array.of(1, 1, 1);
    const fit = fitView(openSession(changedSetup({ network, initial, data, trainable: allTrainable(network) })));
    deepEqual(fit, { kind: 'scatter', observed: [Float64Array.of(8)], predicted: [Float64Array.of(7)] });
  });
});

describe('history view', () => {
  it('has every parameter, and each sample’s part of the loss, which add up to it', async () => {
    const session = openSession();
    await session.run({ updates: 20 });
    const view = await historyView(session, 1000);
    deepEqual(
      Array.from(view.update),
      Array.from({ length: 21 }, (_, update) => update),
    );
    deepEqual(Object.keys(view.parameters), ['w1', 'b1', 'w2', 'b2', 'w3', 'w4', 'b3']);
    deepEqual(view.sampleLabels, ['dose 0', 'dose 0.5', 'dose 1']);
    view.loss.forEach((loss, i) =>
      close(
        view.sampleLosses.reduce((sum, part) => sum + part[i], 0),
        loss,
      ),
    );
    equal(view.parameters.w3[1].toFixed(4), '0.1024');
  });

  it('has about as many points as the panel has pixels', async () => {
    const session = openSession();
    await session.run({ updates: 500 });
    const { update } = await historyView(session, 50);
    ok(update.length >= 50 && update.length <= 53, `${update.length} points`);
    deepEqual([update[0], update[update.length - 1]], [0, 500]);
  });

  it('has the future that an edit replaced, from where it parts', async () => {
    const session = openSession();
    await session.run({ updates: 20 });
    const before = await session.history({ names: ['w4'] });
    await session.seek({ update: 5 });
    await session.setParameter('w4', -0.6);
    const { replaced } = await historyView(session, 1000);
    ok(replaced, 'no replaced future');
    equal(replaced.from, 5);
    deepEqual(Array.from(replaced.parameters.w4), Array.from(before.parameters.w4.subarray(5)));
  });
});

describe('derivation view', () => {
  it('explains the selected parameter and how far the cursor has come in it', async () => {
    const session = openSession();
    session.selected = 'w3';
    const { tape } = session;
    await session.seek({ update: 0, operation: tape.sampleRange(1).end - 1 });
    const view = derivationView(session, { withSlope: false });
    equal(view.derivation.target, 'dSSR/dw3');
    equal(view.samplesAdded, 2);
    // 0.3084 − 0.8828 of the article's table, before rounding.
    equal(view.soFar.toFixed(4), '-0.5744');
    equal(view.derivation.gradient.toFixed(4), '2.5761');
    equal(view.slope, null);
  });

  it('draws the loss around the value, whose slope there is the derivative', () => {
    const session = openSession();
    session.selected = 'w3';
    const { slope, derivation } = derivationView(session, { withSlope: true });
    ok(slope, 'no slope');
    const middle = (slope.x.length - 1) / 2;
    close(slope.x[middle], 0.36);
    close(slope.loss[middle], session.snapshot().loss);
    // SSR is a parabola in w3, so the chord around the middle has exactly the slope of the tangent.
    const chord = (slope.loss[middle + 1] - slope.loss[middle - 1]) / (slope.x[middle + 1] - slope.x[middle - 1]);
    ok(Math.abs(chord - derivation.gradient) < 1e-9, `${chord} is not ${derivation.gradient}`);
    ok(Math.min(...slope.loss) < slope.loss[middle], 'the way down is to be seen');
  });
});
