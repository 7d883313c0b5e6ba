// What keeps its place: regions when something appears in them, and lists that follow what is current.
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { PanelPage } from './panelHarness/server';
import { states } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

describe('the panel keeps its place', () => {
  const open = usePanel();
  let panel: PanelPage;

  const refreshed = async () => {
    await panel.page.evaluate(() => window.harness.refresh());
    await panel.settled();
  };

  for (const [width, height] of [
    [1280, 900],
    [925, 900],
    [480, 900],
  ] as const) {
    it(`when undo and redo appear, at ${width} px, and the keys pass them by until then`, async () => {
      panel = await open({ width, height });
      await panel.openSample('dosage-all.nn.json');
      const places = () =>
        panel.page.evaluate(() =>
          [...document.querySelectorAll('.grp, .crumbs, .stats, .timeline, .network, .chain, .params, .tabs')].map(
            (region) => {
              const { left, top } = region.getBoundingClientRect();
              return [region.className.replace('kept', '').trim(), left, top];
            },
          ),
        );
      const undo = panel.page.locator('.toolbar [title="Undo edit"]');
      const before = await places();
      equal(await undo.isVisible(), false);
      const stops = await panel.page.locator('.toolbar [data-rove]').count();
      await panel.page.locator('.toolbar [data-roved]').focus();
      for (let key = 0; key < stops; key++) {
        await panel.page.keyboard.press('ArrowRight');
        ok(await panel.page.locator('.toolbar :focus').isVisible());
      }
      await panel.page.evaluate(() => window.harness.session!.setParameter('w4', 0.64));
      await refreshed();
      equal(await undo.isVisible(), true);
      deepEqual(await places(), before);
    });
  }

  it('leaves the chain rule its room on a laptop, with its name in view', async () => {
    // A window of 1366 × 768 with the explorer open.
    panel = await open({ width: 1010, height: 640 });
    await panel.openSample('dosage-all.nn.json');
    const chain = panel.page.locator('.chain');
    const { height } = (await chain.boundingBox())!;
    ok(height >= 150, `${height} px`);
    await chain.evaluate((region) => region.scrollTo(0, region.scrollHeight));
    const heading = (await chain.getByRole('heading', { name: 'Chain rule' }).boundingBox())!;
    const { y } = (await chain.boundingBox())!;
    ok(heading.y >= y && heading.y < y + 26, `${heading.y} in ${y}`);
  });

  it('begins the chain rule at its top for what a person selects, and leaves it while stepping', async () => {
    panel = await open({ width: 1010, height: 640 });
    await panel.openSample('dosage-all.nn.json');
    const chain = panel.page.locator('.chain');
    const top = () => chain.evaluate((region) => region.scrollTop);
    await chain.evaluate((region) => region.scrollTo(0, 60));
    await panel.page.evaluate(async () => {
      // At the derivative of w3: the stepper selects it by itself.
      await window.harness.session!.seek({ update: 0, operation: 9 });
      await window.harness.refresh();
    });
    await panel.settled();
    equal(await top(), 60);
    await panel.page.locator('.params [data-parameter="w2"]').click();
    await panel.page.locator('.chain', { hasText: 'dSSR/dw₂' }).waitFor();
    await panel.settled();
    equal(await top(), 0);
  });

  for (const [width, height, reach] of [
    [925, 900, 900],
    [720, 900, 900],
    [610, 900, 900],
    // What does not fit can be scrolled to.
    [720, 700, Infinity],
  ] as const) {
    it(`of the chain rule beside an error of the file, at ${width} × ${height}`, async () => {
      panel = await open({ width, height });
      await states.find(({ name }) => name === 'problem in a session')!.arrange(panel);
      const { chain, ends, hidden } = await panel.page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
        window.scrollTo(0, 1e6);
        const hidden = box('.net').bottom - box('.network').bottom;
        return { chain: box('.chain').height, ends: box('.pane').bottom + window.scrollY, hidden };
      });
      ok(chain >= 160, `${chain} px`);
      ok(hidden <= 1, `${hidden} px of the network are hidden`);
      ok(ends <= Math.max(height, reach), `the evidence ends at ${ends} px`);
      // Pages scroll by whole pixels.
      ok(
        (await panel.page.evaluate(() => document.querySelector('.pane')!.getBoundingClientRect().bottom)) < height + 1,
      );
    });
  }

  /** Whether an element lies in its scrolling region, below its head, and how far that and the page are scrolled. */
  const sight = (selector: string, region: string) =>
    panel.page.evaluate(
      ([of, around]) => {
        const element = document.querySelector(of);
        const frame = document.querySelector(around)!;
        const { top, bottom } = frame.getBoundingClientRect();
        const head = frame.querySelector('thead')!.getBoundingClientRect().height;
        const place = element?.getBoundingClientRect();
        return {
          seen: place !== undefined && place.top >= top + head - 1 && place.bottom <= bottom + 1,
          scrolled: frame.scrollTop,
          page: window.scrollY,
        };
      },
      [selector, region] as const,
    );

  for (const [width, region, tab] of [
    [1280, '.params .rows', 'Parameter history'],
    [1280, '.readout', 'Parameter history'],
    [925, '.pane .params', 'Parameters'],
    [480, '.pane .params', 'Parameters'],
  ] as const) {
    it(`shows the parameter that is selected elsewhere in ${region}, at ${width} px, and never moves the page`, async () => {
      panel = await open({ width, height: 900 });
      await panel.openSample('iris.nn.json');
      await panel.page.getByRole('tab', { name: tab, exact: true }).click();
      await panel.settled();
      const selected = `${region} tr.sel`;
      // The list may lie below the window: nothing may bring it there.
      await panel.page.evaluate(() => window.scrollTo(0, 0));
      for (const name of ['b8', 'w1', 'w20']) {
        await panel.page.evaluate((wanted) => (window.harness.session!.selected = wanted), name);
        await refreshed();
        const { seen, page } = await sight(selected, region);
        ok(seen, name);
        equal(page, 0);
      }
      // Stepping without another selection leaves the list where a person has scrolled it to.
      await panel.page.evaluate((of) => (document.querySelector(of)!.scrollTop = 0), region);
      await panel.page.evaluate(() => window.harness.session!.stepInto());
      await refreshed();
      equal((await sight(selected, region)).scrolled, 0);
    });
  }

  it('leaves a list alone that a person is scrolling', async () => {
    panel = await open();
    await panel.openSample('iris.nn.json');
    const region = panel.page.locator('.params .rows');
    await region.hover();
    await panel.page.mouse.wheel(0, 40);
    await panel.page.waitForFunction(() => document.querySelector('.params .rows')!.scrollTop > 0);
    await panel.page.evaluate(() => (window.harness.session!.selected = 'b8'));
    await refreshed();
    ok(!(await sight('.params tr.sel', '.params .rows')).seen);
    // With the button down it is a drag of the bar, however long.
    await panel.page.waitForTimeout(1100);
    await panel.page.mouse.down();
    await panel.page.evaluate(() => (window.harness.session!.selected = 'w34'));
    await refreshed();
    ok(!(await sight('.params tr.sel', '.params .rows')).seen);
    await panel.page.mouse.up();
    await refreshed();
    await panel.page.evaluate(() => (window.harness.session!.selected = 'b8'));
    await refreshed();
    ok((await sight('.params tr.sel', '.params .rows')).seen);
  });

  it('shows the row of the current sample while stepping, also where it was not sent yet', async () => {
    panel = await open();
    await panel.openSample('sine.nn.json', (text) =>
      text
        .replace(/"dataset": .*/, `"dataset": ${JSON.stringify(waves(300))},`)
        .replace(/"batchSize": \d+/, '"batchSize": "full"'),
    );
    await panel.page.getByRole('tab', { name: 'Samples' }).click();
    await panel.settled();
    const perSample = await panel.page.evaluate(() => window.harness.session!.tape.operationsPerSample);
    for (const sample of [0, 7, 8, 250, 251, 30, 299]) {
      await panel.page.evaluate(
        (operation) => window.harness.session!.seek({ update: 0, operation }),
        sample * perSample,
      );
      await refreshed();
      await panel.page.locator(`.smp tr.now[data-position="${sample}"]`).waitFor();
      ok((await sight('.smp tr.now', '.tblwrap')).seen, `sample ${sample}`);
    }
  });
});

function waves(count: number) {
  const rows = Array.from({ length: count }, (_, row) => [row / count, Math.sin((6 * row) / count)]);
  return { columns: ['x', 'y'], rows };
}
