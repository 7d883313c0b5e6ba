// The main job as a person does it: open the article's network, step through it, go back, edit, hover, mistype.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadSetup } from '../../src/document/loadSetup';
import { formatNumber } from '../../src/explain/numbers';
import { unicodeName } from '../../src/explain/names';
import { Session } from '../../src/training/session';
import type { Snapshot } from '../../src/training/snapshot';
import { root } from '../host/paths.mts';
import { useWorkbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';
const shown = (value: number) => formatNumber(value, { decimals: 4 });

/** The same network in this process: the core that the screen is compared with. */
async function core(): Promise<Session> {
  const samples = path.join(root, 'media', 'samples');
  const text = fs.readFileSync(path.join(samples, NETWORK), 'utf8');
  const { setup } = await loadSetup(text, (file) => Promise.resolve(fs.readFileSync(path.join(samples, file))));
  ok(setup);
  return new Session('core', setup);
}

describe('a tour of the stepper', () => {
  const workbench = useWorkbench({ width: 1280, height: 1000 });
  const panel = () => workbench().panel();
  let session: Session;

  before(async () => {
    session = await core();
  });
  after(() => session.dispose());

  /** Waits until the panel says so; the panel follows a command within a frame or two. */
  const operationShown = (label: string) => panel().locator('.crumbs .opn', { hasText: label }).waitFor();

  it('opens from the palette at the start of the first update', async () => {
    await workbench().openFile(NETWORK);
    await workbench().runCommand('Backprop: Open Stepper');
    await panel().locator('.crumbs').getByText('Update').waitFor();
    equal(await panel().locator('.stats .big').innerText(), '1.3977');
    const snapshot = await workbench().execute<Snapshot>('backprop.snapshot');
    deepEqual([snapshot.update, snapshot.phase, snapshot.operation], [0, 'start', null]);
  });

  it('walks the 64 operations of the first update, each with its text and its value', async function () {
    this.timeout(120_000);
    await panel()
      .getByRole('tab', { name: /Operations/ })
      .click();
    await panel().locator('.tapes').waitFor();
    const seen: string[] = [];
    const expected: string[] = [];
    for (let index = 0; index < 63; index++) {
      await workbench().page.keyboard.press('F11');
      await operationShown(`op ${index + 1}/64`);
      const row = panel().locator('.tape [aria-current=step]');
      await panel().locator(`.tape [data-operation="${index}"][aria-current=step]`).waitFor();
      const here = await panel().locator('.crumbs .here b').innerText();
      seen.push(
        `${here} | ${await row.locator('.tx').getAttribute('title')} | ${await row.locator('.vl_').innerText()}`,
      );
      const { operation } = await session.stepInto();
      ok(operation);
      expected.push(`${unicodeName(operation.target)} | ${operation.text} | ${shown(operation.value)}`);
    }
    deepEqual(seen, expected);
    const own = await workbench().execute<Snapshot>('backprop.snapshot');
    deepEqual({ ...own, uri: '' }, { ...session.snapshot(), uri: '' });
  });

  it('shows the derivative of w3 factor by factor, with the published numbers', async () => {
    await panel().getByRole('tab', { name: 'Parameters' }).click();
    await panel().locator('.params [data-parameter=w3]').click();
    const table = panel().locator('.chain table.samples');
    await table.getByText('dSSR/dw₃').first().waitFor();
    const products = await table.locator('tbody td.prod').allInnerTexts();
    deepEqual(products, ['0.3084', '−0.8828', '3.1505']);
    equal(await table.locator('tfoot td.prod').first().innerText(), '2.5761');
    match(await panel().locator('.chain .upd').innerText(), /2\.5761 × 0\.1[\s\S]*0\.2576[\s\S]*0\.1024/);
  });

  it('moves all parameters at once with the last operation', async () => {
    await workbench().page.keyboard.press('F11');
    await panel()
      .locator('.crumbs', { hasText: /Update\s*2/ })
      .waitFor();
    const { parameters } = await session.stepInto();
    for (const [name, value] of Object.entries(parameters)) {
      equal(await panel().locator(`.params [data-parameter=${name}] .val`).innerText(), shown(value as number), name);
    }
    equal(shown(parameters.w3 as number), '0.1024');
    equal(shown(parameters.w4 as number), '0.5043');
    equal(shown(parameters.b3 as number), '−0.1900');
  });

  it('steps back to the very start, operation by operation', async function () {
    this.timeout(120_000);
    for (let index = 62; index >= 0; index--) {
      await workbench().page.keyboard.press('ControlOrMeta+F11');
      await operationShown(`op ${index + 1}/64`);
    }
    await workbench().page.keyboard.press('ControlOrMeta+F11');
    await panel().locator('.crumbs', { hasText: 'Start' }).waitFor();
    const snapshot = await workbench().execute<Snapshot>('backprop.snapshot');
    await session.seek({ update: 0 });
    deepEqual({ ...snapshot, uri: '' }, { ...session.snapshot(), uri: '' });
  });

  it('goes to update 500', async () => {
    await workbench().runCommand('Backprop: Go to Update…');
    await workbench().answer('500');
    await panel()
      .locator('.crumbs', { hasText: /Update\s*501/ })
      .waitFor();
    const { parameters, loss } = await session.seek({ update: 500 });
    for (const [name, value] of Object.entries(parameters)) {
      equal(await panel().locator(`.params [data-parameter=${name}] .val`).innerText(), shown(value as number), name);
    }
    equal(await panel().locator('.stats .big').innerText(), shown(loss));
  });

  it('keeps the old future as a dashed line when w3 is edited', async () => {
    await workbench().execute('backprop.seek', { update: 20 });
    await panel()
      .locator('.crumbs', { hasText: /Update\s*21/ })
      .waitFor();
    equal(await panel().locator('.tl-ghost').count(), 0);
    await panel().locator('.params [data-parameter=w3]').dblclick();
    await panel().getByLabel('New value of w3').fill('0.5');
    await workbench().page.keyboard.press('Enter');
    await panel().locator('.tl-ghost').waitFor();
    equal(await panel().locator('.params [data-parameter=w3] .val').innerText(), '0.5000');
    await session.seek({ update: 20 });
    const { loss } = await session.setParameter('w3', 0.5);
    equal(await panel().locator('.stats .big').innerText(), shown(loss));
    await panel()
      .getByRole('button', { name: /Your edit after update 20: w₃ ← 0\.5/ })
      .waitFor();
    notEqual(
      await panel().locator('.tl-ghost').getAttribute('points'),
      await panel().locator('.tl-line').getAttribute('points'),
    );
    await workbench().screenshot('tour-edited');
  });

  it('explains w3 on hover, at the place where the session stands', async () => {
    await workbench().openFile(NETWORK);
    const { line, column } = placeOf(/"weights": \[\[0\.36/, '0.36');
    const text = await workbench().hoverText(line, column);
    await workbench().screenshot('tour-hover');
    const derivation = session.derivation('w3');
    for (const number of [derivation.gradient, derivation.move!.stepSize, derivation.move!.next]) {
      ok(text.includes(shown(number)), `${shown(number)} in ${text}`);
    }
    match(text, /w₃/);
    match(text, /update 21/i);
  });

  it('underlines a typo in the data where it is', async () => {
    await workbench().openFile('dosage.csv');
    await workbench().edit(3, 5, 6, 'abc');
    const squiggle = workbench().editor().locator('.squiggly-error');
    await squiggle.first().waitFor();
    const problems = await workbench().problems();
    await problems.filter({ hasText: "'abc' is not a number (column 'effectiveness')" }).first().waitFor();
  });
});

function placeOf(line: RegExp, text: string): { line: number; column: number } {
  const lines = fs.readFileSync(path.join(root, 'media', 'samples', NETWORK), 'utf8').split('\n');
  const index = lines.findIndex((candidate) => line.test(candidate));
  return { line: index + 1, column: lines[index].indexOf(text) + 2 };
}
