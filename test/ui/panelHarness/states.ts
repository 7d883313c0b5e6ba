/** Every state that the panel can be in: what brings it about, for the tests of accessibility and for pictures. */

import type { ProblemView } from '../../../src/protocol/views';
import type { PanelPage } from './server';

export interface PanelState {
  readonly name: string;
  readonly arrange: (panel: PanelPage) => Promise<void>;
  /** Decimals that it sets; without, the usual four. */
  readonly decimals?: number;
}

const until200 = (text: string): string => text.replace(/"updates": \d+/, '"updates": 200');

/** Update 48 of the article's network, sample 2, at the derivative of w1, with an edit after update 80. */
export async function atUpdate48(panel: PanelPage): Promise<void> {
  await panel.openSample('dosage-all.nn.json', until200);
  await panel.page.evaluate(async () => {
    const session = window.harness.session!;
    await session.run({ updates: 120 });
    await session.seek({ update: 80 });
    await session.setParameter('w4', -0.6);
    await session.run({ updates: 120 });
    await session.seek({ update: 47, operation: 34 });
    session.selected = 'w1';
    await window.harness.refresh();
  });
  await panel.settled();
}

/** Breakpoints as in the design: on update 30, on a condition, on w3, on an operation of sample 2; one is off. */
export async function withBreakpoints(panel: PanelPage): Promise<void> {
  await atUpdate48(panel);
  await panel.page.evaluate(async () => {
    const { breakpoints } = window.harness.session!;
    breakpoints.add({ kind: 'update', update: 30 });
    breakpoints.add({ kind: 'condition', condition: 'SSR < 0.015' });
    breakpoints.add({ kind: 'parameter', parameter: 'w3', when: 'sign' });
    breakpoints.add({ kind: 'operation', operation: 'dSSR/dy1', sample: 1 });
    breakpoints.setEnabled(breakpoints.add({ kind: 'update', update: 170 }).id, false);
    await window.harness.refresh();
  });
  await panel.settled();
}

const tab = (name: string) => async (panel: PanelPage) => {
  await atUpdate48(panel);
  await panel.page.getByRole('tab', { name }).click();
  await panel.settled();
};

const sample = (name: string, tabName: string, operation: number) => async (panel: PanelPage) => {
  await panel.openSample(`${name}.nn.json`);
  await panel.page.getByRole('tab', { name: tabName }).click();
  await panel.page.evaluate(async (index) => {
    await window.harness.session!.seek({ update: 40, operation: index });
    await window.harness.refresh();
  }, operation);
  await panel.settled();
};

/** Every number as long as numbers get: a sign, powers of ten above 10⁵ and below 10⁻⁴, exponents of three digits. */
const hugeAndTiny = (tabName: string) => async (panel: PanelPage) => {
  await panel.openSample('dosage-all.nn.json', (text) =>
    text.replace('"learningRate": 0.1', '"learningRate": 1.2345e-7'),
  );
  await panel.page.evaluate(async () => {
    const session = window.harness.session!;
    await session.run({ updates: 40 });
    const values = { w1: -1.2345e-105, w2: 3.4567e10, w3: -2.3456e9, w4: -9.8765e12, b1: 4.5678e11, b3: -7.6543e8 };
    for (const [name, value] of Object.entries(values)) await session.setParameter(name, value);
    await session.run({ updates: 3 });
    await session.seek({ update: 42, operation: 34 });
    session.selected = 'w1';
    await window.harness.refresh();
  });
  await panel.page.getByRole('tab', { name: tabName }).click();
  await panel.settled();
  if (tabName === 'Fit') return;
  // A readout with a second column of numbers, at the pointer.
  await panel.page.locator('.pane .area').focus();
  await panel.page.keyboard.press('ArrowLeft');
};

const problem: ProblemView = {
  fileName: 'dosage.nn.json',
  message: 'Neuron 1 of layer 2 has 1 weight; the layer has 2 inputs (the 2 neurons of layer 1).',
  line: 9,
  column: 17,
  length: 6,
  excerpt: {
    firstLine: 7,
    lines: [
      '    { "activation": "softplus", "weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57] },',
      '    { "activation": "identity",',
      '      "weights": [[0.36]], "biases": [0] }',
      '  ],',
    ],
  },
  count: 1,
  sessionGoesOn: false,
};

/** A picture of 784 pixels, 128 hidden neurons, ten classes. */
function pictureNetwork(): string {
  const pixels = Array.from({ length: 784 }, (_, index) => `p${index}`);
  const classes = Array.from({ length: 10 }, (_, index) => `c${index}`);
  const row = (digit: number) => [
    ...pixels.map((_, index) => Number(Math.abs(Math.hypot((index % 28) - 14, index / 28 - 14) - 6 - digit / 3) < 1.5)),
    ...classes.map((_, index) => Number(index === digit)),
  ];
  return JSON.stringify({
    dataset: { columns: [...pixels, ...classes], rows: classes.map((_, digit) => row(digit)) },
    inputs: pixels,
    outputs: classes,
    layers: [
      { units: 128, activation: 'relu', init: 'heUniform' },
      { units: 10, activation: 'softmax', init: 'xavierUniform' },
    ],
    loss: 'crossEntropy',
    optimizer: { type: 'gradientDescent', learningRate: 0.025 },
    training: { batchSize: 10, updates: 100 },
  });
}

/** Four inputs, two hidden layers of 64, three classes: nothing of it is drawn as boxes. */
function wideNetwork(): string {
  const names = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
  const rows = Array.from({ length: 12 }, (_, row) => [
    ...[2, 3, 5, 7].map((factor) => ((row * factor) % 11) / 5 - 1),
    ...[0, 1, 2].map((index) => Number(row % 3 === index)),
  ]);
  const hidden = { units: 64, activation: 'tanh', init: 'xavierUniform' };
  return JSON.stringify({
    dataset: { columns: [...names('feature', 4), ...names('class', 3)], rows },
    inputs: names('feature', 4),
    outputs: names('class', 3),
    layers: [hidden, hidden, { units: 3, activation: 'softmax', init: 'xavierUniform' }],
    loss: 'crossEntropy',
    optimizer: { type: 'adam', learningRate: 0.01 },
    training: { updates: 100 },
  });
}

/** As in the middle of a run: the cursor stands after `update` updates, on the way to the end. */
async function showRunning(panel: PanelPage, update = 87): Promise<void> {
  await panel.page.evaluate(async (at) => {
    const session = window.harness.session!;
    const names = Object.keys(session.snapshot().parameters);
    const before = session.snapshot();
    await session.seek({ update: at });
    await window.harness.refresh();
    await window.harness.settled();
    const shown = window.harness.shown.step!;
    if (shown.type !== 'step') return;
    const now = session.snapshot();
    const values = (of: typeof now) => names.map((name) => Number(of.parameters[name]));
    const running = {
      from: before.update,
      update: at,
      target: 200,
      updatesPerSecond: 1200,
      loss: now.loss,
      returnsTo: before.update,
      live: { kind: 'values', names, now: values(now), began: values(before) } as const,
    };
    window.harness.show({ type: 'step', step: { ...shown.step, running }, derivation: null });
  }, update);
}

export const states: readonly PanelState[] = [
  {
    name: 'empty',
    arrange: async ({ page }) => {
      await page.evaluate(() =>
        window.harness.show({
          type: 'empty',
          networks: [{ uri: 'file:///dosage.nn.json', fileName: 'dosage.nn.json', description: '1-2-1 · 3 samples' }],
        }),
      );
    },
  },
  {
    name: 'problem',
    arrange: async ({ page }) => {
      await page.evaluate((shown) => window.harness.show({ type: 'problem', problem: shown }), problem);
    },
  },
  {
    name: 'problem in a session',
    arrange: async (panel) => {
      await atUpdate48(panel);
      const shown = { ...problem, sessionGoesOn: true };
      await panel.page.evaluate((view) => window.harness.show({ type: 'problem', problem: view }), shown);
    },
  },
  {
    name: 'start',
    arrange: (panel) => panel.openSample('dosage.nn.json'),
  },
  {
    name: 'in the first update',
    arrange: async (panel) => {
      await panel.openSample('dosage-all.nn.json');
      await panel.page.evaluate(async () => {
        await window.harness.session!.seek({ update: 0, operation: 60 });
        await window.harness.refresh();
      });
      await panel.settled();
    },
  },
  { name: 'history', arrange: tab('Parameter history') },
  { name: 'loss', arrange: tab('Loss') },
  { name: 'fit', arrange: tab('Fit') },
  { name: 'samples', arrange: tab('Samples') },
  { name: 'operations', arrange: tab('Operations') },
  {
    name: 'changed files and a failure',
    arrange: async (panel) => {
      await atUpdate48(panel);
      await panel.page.evaluate(() => {
        window.harness.show({ type: 'changedOnDisk', what: 'data' });
        window.harness.show({ type: 'failed', message: 'The learning rate must not be negative.' });
      });
    },
  },
  {
    name: 'running',
    arrange: async (panel) => {
      await atUpdate48(panel);
      await showRunning(panel);
    },
  },
  {
    name: 'running with many parameters',
    arrange: async (panel) => {
      await panel.openSample('iris.nn.json', until200);
      await panel.page.evaluate(async () => {
        await window.harness.session!.run({ updates: 30 });
        await window.harness.refresh();
      });
      await showRunning(panel);
    },
  },
  {
    name: 'interrupted',
    arrange: async (panel) => {
      await panel.openSample('dosage-all.nn.json');
      const state = await panel.page.evaluate(async () => {
        const session = window.harness.session!;
        await session.run({ updates: 87 });
        return { ...session.state(), run: { until: { update: 1000 } } };
      });
      await panel.openSample('dosage-all.nn.json', undefined, state);
    },
  },
  {
    name: 'breakpoints',
    arrange: async (panel) => {
      await withBreakpoints(panel);
      await panel.page.getByRole('tab', { name: 'Operations' }).click();
      await panel.page.locator('button[title^="Run to"]').click();
      await panel.page.getByLabel('Stop when this becomes true').fill('w9 < 1');
      await panel.page.locator('.bpp code').waitFor();
    },
  },
  {
    name: 'diverged',
    arrange: async (panel) => {
      await panel.openSample('dosage-all.nn.json', (text) =>
        text.replace('"learningRate": 0.1', '"learningRate": 1.5'),
      );
      await panel.page.evaluate(async () => {
        await window.harness.session!.run({ updates: 400 });
        await window.harness.refresh();
      });
    },
  },
  { name: 'huge and tiny numbers', arrange: hugeAndTiny('Fit') },
  { name: 'huge and tiny losses', arrange: hugeAndTiny('Loss') },
  { name: 'huge and tiny parameters', arrange: hugeAndTiny('Parameter history') },
  {
    name: 'diverged after an edit',
    arrange: async (panel) => {
      await atUpdate48(panel);
      await panel.page.evaluate(async () => {
        const session = window.harness.session!;
        await session.setLearningRate(3);
        await session.run({ updates: 1000 });
        await window.harness.refresh();
      });
    },
  },
  { name: 'several paths', arrange: sample('paths', 'Operations', 40) },
  { name: 'decision map', arrange: sample('xor', 'Fit', 20) },
  { name: 'confusion', arrange: sample('iris', 'Fit', 27) },
  { name: 'six paths', arrange: sample('deep', 'Samples', 60) },
  {
    name: 'matrix notation',
    arrange: async (panel) => {
      await atUpdate48(panel);
      await panel.page.evaluate(() => window.harness.configure({ notation: 'matrix' }));
      await panel.settled();
    },
  },
  {
    name: 'eight decimals',
    decimals: 8,
    arrange: async (panel) => {
      await atUpdate48(panel);
      await panel.page.evaluate(() => window.harness.configure({ decimals: 8 }));
      await panel.settled();
    },
  },
  {
    name: 'eight decimals of several paths in matrix notation',
    decimals: 8,
    arrange: async (panel) => {
      await sample('deep', 'Loss', 60)(panel);
      await panel.page.evaluate(() => window.harness.configure({ decimals: 8, notation: 'matrix' }));
      await panel.settled();
    },
  },
  {
    name: 'several paths in matrix notation',
    arrange: async (panel) => {
      await sample('paths', 'Parameter history', 40)(panel);
      await panel.page.evaluate(() => window.harness.configure({ notation: 'matrix' }));
      await panel.settled();
    },
  },
  { name: 'recursive', arrange: sample('sine', 'Fit', 12) },
  {
    name: 'large',
    arrange: async (panel) => {
      await panel.openSample('xor.nn.json', pictureNetwork);
      await panel.page.evaluate(async () => {
        const session = window.harness.session!;
        await session.seek({ update: 2, operation: 0 });
        // A pixel of the first picture, and the neuron that learns most from it.
        const { gradient } = session.tape;
        const slopes = Array.from({ length: 128 }, (_, neuron) => Math.abs(gradient[neuron * 784 + 356]));
        session.selected = `W[1][${slopes.indexOf(Math.max(...slopes)) + 1},357]`;
        await window.harness.refresh();
      });
    },
  },
  {
    name: 'two wide layers',
    arrange: async (panel) => {
      await panel.openSample('xor.nn.json', wideNetwork);
      await panel.page.evaluate(async () => {
        const session = window.harness.session!;
        await session.seek({ update: 5, operation: 1000 });
        session.selected = 'W[1][10,2]';
        await window.harness.refresh();
      });
    },
  },
];
