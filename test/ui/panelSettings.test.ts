// Settings changed while the panel is open, playing, and values changed by dragging: shown at once, and true to the session.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { FromPanel } from '../../src/protocol/messages';
import type { PanelSettings } from '../../src/protocol/views';
import { Network } from '../../src/core/network';
import { unicodeName } from '../../src/explain/names';
import { formatNumber } from '../../src/explain/numbers';
import type { PanelPage } from './panelHarness/server';
import { atUpdate48 } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

const intervening = new Set(['setParameter', 'setLearningRate', 'writeParameters', 'play']);

async function sent({ page }: PanelPage): Promise<FromPanel[]> {
  const all = await page.evaluate(() => window.harness.sent.splice(0));
  return all.filter(({ type }) => intervening.has(type));
}

describe('the panel’s settings', () => {
  const open = usePanel();
  let panel: PanelPage;
  beforeEach(async () => {
    panel = await open();
    await atUpdate48(panel);
    await sent(panel);
  });

  const configure = async (change: Partial<PanelSettings>) => {
    await panel.page.evaluate((settings) => window.harness.configure(settings), change);
    await panel.settled();
  };
  const snapshot = () => panel.page.evaluate(() => window.harness.session!.snapshot());
  const rows = () => panel.page.locator('.params [data-parameter]');

  it('shows the matrix notation everywhere at once, and the article’s again', async () => {
    const network = new Network({
      inputs: ['dose'],
      outputs: ['effectiveness'],
      layers: [
        { units: 2, activation: 'softplus', bias: true },
        { units: 1, activation: 'identity', bias: true },
      ],
      loss: 'ssr',
    });
    const parameters = [...network.parameters()];
    const names = async () => (await rows().locator('th').allInnerTexts()).map((text) => text.trim());
    const text = () => panel.page.locator('main').innerText();
    const before = await text();
    await configure({ notation: 'matrix' });
    deepEqual(
      await names(),
      parameters.map(({ matrixName }) => unicodeName(matrixName)),
    );
    // Neither a name of the article nor one of its subscripts is left, and every other text is as it was.
    ok(!/[wbxy][₀-₉]/.test(await text()), await text());
    match(await panel.page.locator('.crumbs').innerText(), /dSSR\/dW⁽¹⁾\[1,1\]/);
    match(await panel.page.locator('.chain .reasons, .chain .why').first().innerText(), /b⁽²⁾\[1\]/);
    match(await panel.page.locator('.common').innerText(), /δ⁽¹⁾\[1\]/);
    equal(
      await panel.page.locator('[aria-live=polite]').textContent(),
      'dSSR/dW[1][1,1], sample 2: 0.0953. So far 0.0953.',
    );
    await configure({ notation: 'article' });
    equal(await text(), before);
  });

  it('selects and edits by either notation’s rows: the session keeps its own names', async () => {
    await configure({ notation: 'matrix' });
    await rows().nth(4).click();
    await panel.settled();
    match(await panel.page.locator('.chain .sec').innerText(), /dSSR\/dW⁽²⁾\[1,1\]/);
    await panel.page.keyboard.press('F2');
    await panel.settled();
    await panel.page.keyboard.type('0.5');
    await panel.page.keyboard.press('Enter');
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'setParameter', name: 'w3', value: 0.5 }]);
    equal((await snapshot()).parameters.w3, 0.5);
  });

  it('shows as many decimals as wanted', async () => {
    const { parameters } = await snapshot();
    for (const decimals of [2, 7]) {
      await configure({ decimals });
      const shown = await rows().locator('.val').allInnerTexts();
      deepEqual(
        shown.map((text) => text.trim()),
        ['w1', 'b1', 'w2', 'b2', 'w3', 'w4', 'b3'].map((name) => formatNumber(Number(parameters[name]), { decimals })),
      );
    }
  });

  it('hides what is not reached yet', async () => {
    const next = rows().first().locator('.nx');
    match(await next.innerText(), /^3\.33/);
    await configure({ lookAhead: false });
    equal((await next.innerText()).trim(), '–');
  });
});

describe('playing', () => {
  const open = usePanel();
  let panel: PanelPage;
  const button = () => panel.page.locator('.toolbar .play');
  const position = () => panel.page.evaluate(() => window.harness.session!.position);
  const stopped = () => panel.page.locator('.toolbar .play[aria-pressed=false]').waitFor();
  const status = () => panel.page.locator('[aria-live=polite]').textContent();

  beforeEach(async () => {
    panel = await open();
    await panel.openSample('dosage-all.nn.json', (text) => text.replace(/"updates": \d+/, '"updates": 1'));
    await panel.page.evaluate(() => window.harness.configure({ autoplay: 60 }));
  });

  it('goes on by itself to the end of the training, says so once, and the numbers are those of stepping there', async () => {
    await button().click();
    await panel.page.locator('.toolbar .play[aria-pressed=true]').waitFor();
    equal(await status(), 'Playing, 60 operations a second.');
    await stopped();
    deepEqual(await position(), { update: 1, operation: -1 });
    await panel.settled();
    match((await status())!, /^Update 2, start\. SSR /);
    const shown = await panel.page.locator('.params [data-parameter=w3] .val').innerText();
    equal(shown.trim(), '0.1024');
  });

  it('stops at a breakpoint on an operation', async () => {
    await panel.page.evaluate(() => {
      window.harness.session!.breakpoints.add({ kind: 'operation', operation: 'dSSR/dw3', sample: 0 });
    });
    await button().click();
    await panel.page.locator('.crumbs', { hasText: 'op 10/64' }).waitFor();
    await stopped();
    const { operation } = await panel.page.evaluate(() => window.harness.session!.snapshot());
    equal(operation?.target, 'dSSR/dw3');
    equal((await position()).operation, 9);
  });

  it('stops when a person steps, and stays where the step led', async () => {
    await panel.page.evaluate(() => window.harness.configure({ autoplay: 1 }));
    await button().click();
    await panel.page.locator('.crumbs', { hasText: 'op 1/64' }).waitFor();
    await panel.page.getByTitle(/^Step Into/).click();
    await stopped();
    await panel.page.waitForTimeout(1200);
    deepEqual(await position(), { update: 0, operation: 1 });
  });

  it('pauses with the same button', async () => {
    await panel.page.evaluate(() => window.harness.configure({ autoplay: 1 }));
    await button().click();
    await panel.page.locator('.crumbs', { hasText: 'op 1/64' }).waitFor();
    await button().click();
    await stopped();
    deepEqual(await sent(panel), [
      { type: 'play', playing: true },
      { type: 'play', playing: false },
    ]);
  });
});

describe('values changed by hand', () => {
  const open = usePanel();
  let panel: PanelPage;
  beforeEach(async () => {
    panel = await open();
    await panel.openSample('dosage-all.nn.json');
    await sent(panel);
  });
  const value = (name: string) => panel.page.locator(`.params [data-parameter=${name}] .val`);
  const drag = async (element: Locator, distance: number) => {
    const { x, y, width, height } = (await element.boundingBox())!;
    await panel.page.mouse.move(x + width / 2, y + height / 2);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x + width / 2 + distance / 2, y + height / 2);
    await panel.page.mouse.move(x + width / 2 + distance, y + height / 2);
  };

  it('follow a drag, and are one edit when let go', async () => {
    await drag(value('w1'), 50);
    equal((await value('w1').innerText()).trim(), '3.8400');
    deepEqual(await sent(panel), []);
    await panel.page.mouse.up();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'setParameter', name: 'w1', value: 3.84 }]);
    equal((await panel.page.evaluate(() => window.harness.session!.snapshot())).parameters.w1, 3.84);
  });

  it('are what they were when a drag ends with Escape', async () => {
    await drag(value('w1'), -80);
    equal((await value('w1').innerText()).trim(), '2.5400');
    await panel.page.keyboard.press('Escape');
    equal((await value('w1').innerText()).trim(), '3.3400');
    await panel.page.mouse.up();
    await panel.settled();
    deepEqual(await sent(panel), []);
  });

  it('do not mind a click that trembles', async () => {
    await drag(value('w2'), 2);
    await panel.page.mouse.up();
    await panel.settled();
    deepEqual(await sent(panel), []);
    equal(await panel.page.locator('.params tr.sel').getAttribute('data-parameter'), 'w2');
  });

  it('move with Alt and the arrow keys: one edit when Alt is let go, none after Escape', async () => {
    await value('w3').click();
    await panel.settled();
    await panel.page.locator('.params tr.sel').focus();
    await panel.page.keyboard.down('Alt');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('PageDown');
    equal((await value('w3').innerText()).trim(), '0.3520');
    equal(await panel.page.locator('[aria-live=polite]').textContent(), 'w3: 0.3520.');
    await panel.page.keyboard.up('Alt');
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'setParameter', name: 'w3', value: 0.352 }]);
    await panel.page.keyboard.down('Alt');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.up('Alt');
    await panel.settled();
    deepEqual(await sent(panel), []);
  });

  it('are dragged for the learning rate too, never below 0', async () => {
    await drag(panel.page.locator('.lr .mut'), 25);
    equal(await panel.page.getByLabel('Learning rate', { exact: true }).inputValue(), '0.125');
    await panel.page.mouse.up();
    await panel.settled();
    await drag(panel.page.locator('.lr .mut'), -400);
    await panel.page.mouse.up();
    await panel.settled();
    deepEqual(await sent(panel), [
      { type: 'setLearningRate', value: 0.125 },
      { type: 'setLearningRate', value: 0 },
    ]);
  });

  it('are written to the file from the panel, in every width', async () => {
    await panel.page.getByRole('button', { name: 'Write Parameters to File' }).click();
    await panel.page.setViewportSize({ width: 480, height: 900 });
    await panel.settled();
    await panel.page.getByRole('tab', { name: 'Parameters' }).click();
    await panel.page.getByRole('button', { name: 'Write Parameters to File' }).click();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'writeParameters' }, { type: 'writeParameters' }]);
  });
});
