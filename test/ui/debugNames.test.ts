// What a person is offered while writing for the debugger: names in a breakpoint's condition, in a log message, in the console.
import { deepEqual, ok } from 'node:assert/strict';
import { useWorkbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';
/** The line of the loss in it, from 1. */
const LOSS = 12;

describe('names that the debugger offers', () => {
  const workbench = useWorkbench({ width: 1440, height: 900 });
  const page = () => workbench().page;
  const offers = () => page().locator('.suggest-widget:visible .monaco-list-row .label-name');
  const inputOf = (widget: string) => page().locator(`${widget} .view-line`).first();

  /** Types and waits for an offer; the list may stand on another one, which was looked up a key earlier. */
  async function typeFor(text: string, offer: string): Promise<string[]> {
    await page().keyboard.type(text, { delay: 30 });
    await offers().getByText(offer, { exact: true }).waitFor();
    return offers().allInnerTexts();
  }

  async function choose(offer: string): Promise<void> {
    await offers().getByText(offer, { exact: true }).click();
    await page().locator('.suggest-widget:visible').waitFor({ state: 'hidden' });
  }

  async function breakpointInput(command: string): Promise<void> {
    await workbench().goTo(LOSS, 3);
    // VS Code learns a moment after the file is shown that breakpoints may be set in it.
    const widget = page().locator('.breakpoint-widget');
    for (let attempt = 0; attempt < 10 && !(await widget.isVisible()); attempt++) {
      await workbench().runCommand(command);
      await widget.waitFor({ timeout: 1000 }).catch(() => undefined);
    }
    await page().locator('.breakpoint-widget .monaco-editor.focused').waitFor();
  }

  for (const debugged of [false, true]) {
    describe(debugged ? 'while it is paused' : 'before it is started', () => {
      before(async () => {
        await workbench().openFile(NETWORK);
        if (!debugged) return;
        await page().keyboard.press('F5');
        await page().locator('.debug-top-stack-frame-line').first().waitFor();
      });
      after(() => page().keyboard.press('Escape'));

      it('in a condition', async () => {
        await breakpointInput('Debug: Add Conditional Breakpoint...');
        const offered = await typeFor('dSSR/dw', 'dSSR/dw3');
        deepEqual(offered, ['dSSR/dw1', 'dSSR/dw2', 'dSSR/dw3', 'dSSR/dw4']);
        await choose('dSSR/dw3');
        await page().keyboard.type(' < 1', { delay: 30 });
        await inputOf('.breakpoint-widget').getByText('dSSR/dw3 < 1').waitFor();
        await page().keyboard.press('Escape');
        await page().locator('.breakpoint-widget').waitFor({ state: 'hidden' });
      });

      it('in a log message, between its braces', async () => {
        await breakpointInput('Debug: Add Logpoint...');
        const offered = await typeFor('{SS', 'SSR');
        ok(offered.includes('dSSR/dw3'), offered.join(', '));
        await choose('SSR');
        deepEqual(await typeFor('} w3 {w', 'w3'), ['w1', 'w2', 'w3', 'w4']);
        await workbench().screenshot(`debug-names-${debugged ? 'paused' : 'before'}`);
        await choose('w3');
        await page().keyboard.type('}', { delay: 30 });
        await inputOf('.breakpoint-widget').getByText('{SSR} w3 {w3}').waitFor();
        await page().keyboard.press('Escape');
        await page().locator('.breakpoint-widget').waitFor({ state: 'hidden' });
      });

      if (!debugged) return;
      it('in the console', async () => {
        await workbench().runCommand('Debug Console: Focus on Debug Console View');
        const offered = await typeFor('norm(dSSR/dw', 'dSSR/dw2');
        deepEqual(offered, ['dSSR/dw1', 'dSSR/dw2', 'dSSR/dw3', 'dSSR/dw4']);
        await choose('dSSR/dw2');
        await inputOf('.repl-input-wrapper').getByText('norm(dSSR/dw2').waitFor();
      });
    });
  }
});
