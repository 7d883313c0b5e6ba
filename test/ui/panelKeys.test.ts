// The panel's own keys, one Tab stop per region, intents that leave it, and what a step changes in the page.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { FromPanel } from '../../src/protocol/messages';
import type { PanelPage } from './panelHarness/server';
import { atUpdate48 } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

/** Intents that say what is shown are no answer to a key. */
const chatter = new Set(['ready', 'show', 'operations', 'samples']);

async function sent({ page }: PanelPage): Promise<FromPanel[]> {
  const all = await page.evaluate(() => window.harness.sent.splice(0));
  return all.filter(({ type }) => !chatter.has(type));
}

describe('the panel’s keys', () => {
  const open = usePanel();
  let panel: PanelPage;

  beforeEach(async () => {
    panel = await open();
    await atUpdate48(panel);
    await sent(panel);
  });

  const press = async (...keys: string[]) => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };
  const snapshot = () => panel.page.evaluate(() => window.harness.session!.snapshot());

  for (const [key, update] of [
    ['ArrowLeft', 46],
    ['ArrowRight', 48],
    ['PageUp', 57],
    ['PageDown', 37],
    ['Home', 0],
    ['End', 200],
    [']', 80],
  ] as const) {
    it(`${key} on the timeline goes to update ${update}`, async () => {
      await panel.page.getByRole('slider', { name: 'Update', exact: true }).focus();
      await press(key);
      equal((await snapshot()).update, update);
    });
  }

  it('says the timeline’s place in words', async () => {
    const text = await panel.page.getByRole('slider', { name: 'Update', exact: true }).getAttribute('aria-valuetext');
    equal(text, 'Update 48 of 200, SSR 0.3496');
  });

  it('dragging the timeline seeks, one at a time', async () => {
    const { x, y, width } = (await panel.page.locator('.tl-track').boundingBox())!;
    await panel.page.mouse.move(x + width * 0.1, y + 30);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x + width * 0.3, y + 30, { steps: 20 });
    await panel.page.mouse.up();
    await panel.settled();
    equal((await snapshot()).update, 60);
  });

  it('selects with the arrow keys in the parameters, and edits with F2', async () => {
    await panel.page.locator('.params tr.sel').focus();
    await press('ArrowDown');
    deepEqual(await sent(panel), [{ type: 'select', name: 'b1' }]);
    await press('F2');
    await panel.page.keyboard.type('-0.25');
    await press('Enter');
    deepEqual(await sent(panel), [{ type: 'setParameter', name: 'b1', value: -0.25 }]);
    await press('F2', 'Escape');
    deepEqual(await sent(panel), []);
  });

  it('refuses what is no number, and says so', async () => {
    await panel.page.locator('.params tr.sel').focus();
    await press('F2');
    await panel.page.keyboard.type('abc');
    await press('Enter');
    equal(await panel.page.getByLabel('New value of w1').getAttribute('aria-invalid'), 'true');
    deepEqual(await sent(panel), []);
  });

  it('follows the edges of the network, and selects with Enter', async () => {
    await panel.page.locator('.pill.sel').focus();
    await press('ArrowRight', 'Enter');
    deepEqual(await sent(panel), [{ type: 'select', name: 'w3' }]);
  });

  it('selects by a click on an edge', async () => {
    await panel.page.getByRole('button', { name: /^w₂/ }).first().click();
    deepEqual(await sent(panel), [{ type: 'select', name: 'w2' }]);
  });

  it('runs to an operation with Enter', async () => {
    await panel.page.getByRole('tab', { name: 'Operations' }).click();
    await panel.settled();
    await panel.page.locator('.tape [aria-current=step]').focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    deepEqual(await sent(panel), [{ type: 'seek', update: 47, operation: 36 }]);
    equal(await panel.page.locator('.tape [aria-current=step]').getAttribute('data-operation'), '36');
  });

  it('moves a chart’s pointer, and goes there with Enter', async () => {
    await panel.page.getByRole('slider', { name: /pointer/ }).focus();
    await press('ArrowRight', 'ArrowRight', 'Enter');
    deepEqual(await sent(panel), [{ type: 'seek', update: 49 }]);
  });

  it('applies a learning rate with Enter', async () => {
    await panel.page.getByLabel('Learning rate').fill('0.05');
    await press('Enter');
    deepEqual(await sent(panel), [{ type: 'setLearningRate', value: 0.05 }]);
  });

  it('says what is wrong with a learning rate that is none', async () => {
    await panel.page.getByLabel('Learning rate').fill('0,2');
    await press('Enter');
    await panel.page.getByRole('alert').getByText('with a decimal point: not “0,2”').waitFor();
    deepEqual(await sent(panel), []);
    await panel.page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  it('goes to a sample and to an update through the breadcrumb', async () => {
    await panel.page.getByRole('button', { name: /^Sample/ }).click();
    await panel.page.getByRole('menuitem', { name: /^Sample 3/ }).click();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'seek', update: 47, operation: 38 }]);
    await panel.page
      .getByRole('button', { name: /^Update/ })
      .first()
      .click();
    await panel.page.getByLabel(/^Update \(1 to/).fill('101');
    await press('Enter');
    deepEqual(await sent(panel), [{ type: 'seek', update: 100 }]);
  });

  it('lists the operations around the current one, whichever tab is shown', async () => {
    await panel.page.getByTitle('Go to an operation').click();
    await panel.settled();
    await panel.page.getByRole('menuitem', { name: /op 37, sample 2/ }).click();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'seek', update: 47, operation: 36 }]);
    await panel.page.getByTitle('Go to a phase').click();
    await panel.page.getByRole('menuitem', { name: /^Backward/ }).click();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'seek', update: 47, operation: 26 }]);
  });

  it('runs to a loss', async () => {
    await panel.page.getByRole('button', { name: 'Run to…' }).click();
    await panel.page.getByLabel('SSR below').fill('0.2');
    await press('Enter');
    deepEqual(await sent(panel), [{ type: 'runTo', target: { lossBelow: 0.2 } }]);
  });

  it('closes a list with Escape and gives the focus back', async () => {
    const button = panel.page.getByRole('button', { name: 'Run to…' });
    await button.focus();
    await press('Enter');
    equal(await button.getAttribute('aria-expanded'), 'true');
    await press('Escape');
    equal(await button.getAttribute('aria-expanded'), 'false');
    ok(await button.evaluate((element) => element === document.activeElement));
  });

  it('shows dashes instead of looking ahead', async () => {
    const ahead = panel.page.locator('.chain .samples tr.ahead').first();
    match(await ahead.innerText(), /0\.4129/);
    await panel.page.getByRole('button', { name: 'Look ahead' }).click();
    await panel.settled();
    deepEqual(await sent(panel), [{ type: 'setLookAhead', value: false }]);
    match(await ahead.innerText(), /–/);
    ok(!/0\.4129/.test(await ahead.innerText()));
  });

  it('has one Tab stop per region', async () => {
    const stops = await panel.page.evaluate(() => {
      const regions = ['.toolbar .grp', '.network', '.chain', '.params table', '.tabs'];
      return regions.map((region) => {
        const elements = [...document.querySelectorAll<HTMLElement>(`${region} [tabindex], ${region} button`)];
        return elements.filter((element) => element.tabIndex === 0 && element.getClientRects().length > 0).length;
      });
    });
    deepEqual(stops, [1, 1, 1, 1, 1]);
  });

  it('says each step once, politely', async () => {
    const status = panel.page.locator('[aria-live=polite]');
    equal(await status.textContent(), 'dSSR/dw1, sample 2: 0.0953. So far 0.0953.');
  });

  it('changes texts only where a step changes numbers only', async () => {
    const changed = await panel.page.evaluate(async () => {
      const formulas = [...document.querySelectorAll('.katex')];
      const records: string[] = [];
      const observer = new MutationObserver((list) => {
        for (const { type, target } of list)
          if (type === 'childList') records.push((target as Element).className.toString());
      });
      observer.observe(document.querySelector('.chain')!, { childList: true, subtree: true });
      // The same operation of the next update: every number is another one, no formula is.
      await window.harness.session!.seek({ update: 48, operation: 34 });
      await window.harness.refresh();
      await window.harness.settled();
      observer.disconnect();
      return { records, kept: formulas.every((formula) => formula.isConnected), count: formulas.length };
    });
    ok(changed.count > 10);
    ok(changed.kept, 'formulas were set again');
    deepEqual(changed.records, []);
  });

  it('copies numbers in full', async () => {
    const text = await panel.page.evaluate(() => {
      const row = document.querySelector('.params tr.sel')!;
      document.getSelection()!.selectAllChildren(row);
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      row.dispatchEvent(event);
      return event.clipboardData!.getData('text/plain');
    });
    const { parameters } = await snapshot();
    ok(text.includes(String(parameters.w1)), text);
  });
});
