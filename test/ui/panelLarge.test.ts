// Large networks: a weight picked from a picture, by mouse and by keys, explained with the session's own numbers.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { fullNumber } from '../../src/explain/numbers';
import type { PanelPage } from './panelHarness/server';
import { states } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

for (const [name, matrix, columns, rows] of [
  ['large', 'W⁽¹⁾', 784, 128],
  ['two wide layers', 'W⁽²⁾', 64, 64],
] as const) {
  describe(`a large network: ${name}`, () => {
    const open = usePanel();
    let panel: PanelPage;
    const picture = () => panel.page.getByRole('slider', { name: `${matrix}, ${rows} by ${columns}`, exact: true });
    const selected = () => panel.page.evaluate(() => window.harness.session!.selected);

    // One page for all of it: a network of this size takes its time to begin.
    it('explains the weight that is clicked or reached by an arrow key, and steps without setting a formula again', async () => {
      panel = await open();
      await states.find((state) => state.name === name)!.arrange(panel);
      const { width, height } = (await picture().boundingBox())!;
      await picture().click({ position: { x: width * 0.25, y: height * 0.75 } });
      await panel.settled();
      const layer = matrix === 'W⁽¹⁾' ? 1 : 2;
      const [, neuron, input] = /^W\[\d\]\[(\d+),(\d+)\]$/.exec(await selected())!.map(Number);
      equal(await selected(), `W[${layer}][${neuron},${input}]`);
      ok(Math.abs(neuron - 0.75 * rows) <= rows / 20 + 1, `neuron ${neuron} of ${rows}`);
      ok(Math.abs(input - 0.25 * columns) <= columns / 20 + 1, `input ${input} of ${columns}`);
      await picture().press('ArrowRight');
      await panel.settled();
      equal(await selected(), `W[${layer}][${neuron},${input + 1}]`);
      await showsTheDerivation();
      await stepsByNumbersOnly();
    }).timeout(60_000);

    async function showsTheDerivation(): Promise<void> {
      const derivation = await panel.page.evaluate(() => {
        const { session } = window.harness;
        const { value, samples } = session!.derivation(session!.selected);
        return { value, samples: samples.map(({ factorValues, product }) => [...factorValues, product]) };
      });
      const shown = await panel.page.evaluate(() => {
        const fullIn = (row: Element) =>
          [...row.querySelectorAll<HTMLElement>('td [data-full]')].map(({ dataset }) => dataset.full!);
        return {
          value: fullIn(document.querySelector('.chain table.one tr')!),
          samples: [...document.querySelectorAll('.chain table.samples tbody tr')].map(fullIn),
        };
      });
      deepEqual(shown.value, [fullNumber(derivation.value)]);
      deepEqual(
        shown.samples,
        derivation.samples.map((numbers) => numbers.map(fullNumber)),
      );
    }

    async function stepsByNumbersOnly(): Promise<void> {
      const kept = await panel.page.evaluate(async () => {
        const formulas = [...document.querySelectorAll('.chain .katex')];
        await window.harness.session!.stepInto();
        await window.harness.refresh();
        await window.harness.settled();
        return formulas.length > 3 && formulas.every((formula) => formula.isConnected);
      });
      ok(kept);
    }
  });
}
