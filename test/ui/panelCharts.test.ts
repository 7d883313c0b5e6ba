// Timeline and charts: one axis for all, one number for one thing, at every moment of a run and after it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { fullNumber } from '../../src/explain/numbers';
import type { PanelPage } from './panelHarness/server';
import { usePanel } from './panelHarness/usePanel';

describe('the panel’s charts', () => {
  const open = usePanel();
  let panel: PanelPage;
  const run = (updates: number) => change((session, count) => session.run({ updates: count }), updates);
  const seek = (update: number) => change((session, to) => session.seek({ update: to }), update);

  async function change(act: (session: NonNullable<typeof window.harness.session>, by: number) => unknown, by: number) {
    await panel.page.evaluate(`(${act.toString()})(window.harness.session, ${by})`);
    await panel.page.evaluate(() => window.harness.refresh());
    await panel.settled();
  }

  /** The last labels of both axes, how far both curves go, and where the names of the lines stand, in updates. */
  const axes = () =>
    panel.page.evaluate(() => {
      const label = (selector: string) => Number([...document.querySelectorAll(selector)].at(-1)!.textContent);
      const [timeline, chart] = [label('.tl-scale span'), label('.pane .xt span')];
      const reach = (selector: string, last: number) => {
        const points = document.querySelector(selector)?.getAttribute('points') ?? '';
        return (last * Number(points.split(' ').at(-1)!.split(',')[0])) / 1000;
      };
      const names = (chart * parseFloat(document.querySelector<HTMLElement>('.pane .ends')!.style.left)) / 100;
      return { timeline, chart, curve: reach('.tl-line', timeline), line: reach('.pane .pl-l.sel', chart), names };
    });

  beforeEach(async () => {
    panel = await open();
    await panel.openSample('dosage-all.nn.json');
  });

  it('share one axis, which grows in round steps with the run, and with an edit keeps what it replaced', async () => {
    for (const [more, end] of [
      [3, 10],
      [8, 20],
      [19, 50],
      [500, 1000],
      [470, 1000],
      [1, 2000],
    ] as const) {
      await run(more);
      const { recorded } = await panel.page.evaluate(() => ({ recorded: window.harness.session!.recorded }));
      deepEqual(await axes(), { timeline: end, chart: end, curve: recorded, line: recorded, names: recorded });
    }
    await seek(30);
    await change((session) => session.setParameter('w4', -0.6), 0);
    const { timeline, chart } = await axes();
    deepEqual([timeline, chart], [2000, 2000]);
    await change((session) => session.reset(), 0);
    deepEqual([(await axes()).timeline, (await axes()).chart], [10, 10]);
  });

  it('reach to a breakpoint ahead, and keys lead beyond the axis', async () => {
    await run(10);
    await panel.page.locator('.tl-track').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.settled();
    equal((await axes()).timeline, 20);
    equal(await panel.page.evaluate(() => window.harness.session!.position.update), 11);
    await change((session) => session.breakpoints.add({ kind: 'update', update: 142 }), 0);
    deepEqual([(await axes()).timeline, (await axes()).chart], [200, 200]);
    equal(await panel.page.locator('.mk.bp').count(), 1);
  });

  it('are read off where there is a number: the pointer stands on an update of the history', async () => {
    await run(5000);
    const area = (await panel.page.locator('.pane .area').boundingBox())!;
    await panel.page.mouse.move(area.x + 0.317 * area.width, area.y + area.height / 2);
    const header = panel.page.locator('.readout th', { hasText: 'pointer' });
    const update = parseInt((await header.innerText()).trim(), 10);
    equal(update % 4, 0, `update ${update} of a history with every fourth`);
    const { w1 } = await panel.page.evaluate(async (at) => {
      const { parameters } = await window.harness.session!.history({ names: ['w1'], from: at, to: at });
      return { w1: parameters.w1[0] };
    }, update);
    const shown = await panel.page.locator('.readout tr.sel td').last().innerText();
    equal(shown.trim(), w1.toFixed(4).replace('-', '−'));
  });

  it('keep their place when the pointer comes, and with it a column of numbers', async () => {
    await panel.page.setViewportSize({ width: 925, height: 900 });
    await run(60);
    for (const tab of ['Parameter history', 'Loss']) {
      await panel.page.getByRole('tab', { name: tab }).click();
      await panel.settled();
      const area = panel.page.locator('.pane .area');
      const place = () => area.boundingBox().then((box) => Object.values(box!).map(Math.round));
      const before = (await area.boundingBox())!;
      const rounded = await place();
      await panel.page.mouse.move(before.x + before.width / 4, before.y + before.height / 2);
      await panel.page.locator('.readout th', { hasText: 'pointer' }).waitFor();
      deepEqual(await place(), rounded);
      await panel.page.mouse.move(5, 5);
    }
  });

  it('agree number by number at each redraw of a run', async () => {
    for (const tab of ['Parameter history', 'Loss']) {
      await panel.page.getByRole('tab', { name: tab }).click();
      await panel.settled();
      const seen = await panel.page.evaluate(watchRun, 12);
      ok(seen.length >= 12, `${seen.length} redraws`);
      for (const { flags, loss, ends, update, live } of seen) {
        deepEqual(new Set(flags), new Set([String(update + 1)]));
        equal(new Set(loss).size, 1, loss.join());
        // The curves end at the marker: a thousandth of the axis is less than a pixel.
        for (const end of ends) ok(Math.abs(end - ends[0]) < 1, `at update ${update}: ${ends.join()}`);
        for (const [one, other] of live) equal(one, other);
      }
      ok(new Set(seen.map(({ update }) => update)).size >= 10, 'it goes on');
      await change((session) => session.reset(), 0);
    }
  }).timeout(60_000);

  it('shows what each sample adds to the loss at the marker, which is the loss in sum', async () => {
    await panel.page.getByRole('tab', { name: 'Loss' }).click();
    await run(5000);
    await seek(1234);
    const shown = await panel.page
      .locator('.readout tbody tr td:nth-child(2) [data-full]')
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.full!));
    const { loss, terms } = await panel.page.evaluate(() => {
      const { tape } = window.harness.session!;
      const terms = [0, 1, 2].map((position) => tape.valuesAt(position).lossTerms[0]);
      return { loss: window.harness.session!.snapshot().loss, terms };
    });
    deepEqual(shown, [...terms, loss].map(fullNumber));
  });

  it('lists every parameter of a run live, however many there are', async () => {
    await panel.openSample('iris.nn.json');
    const count = await panel.page.evaluate(() => window.harness.session!.setup.network.parameterCount);
    await panel.page.evaluate(() => void window.harness.session!.run({ updates: 1e9 }));
    await panel.page.locator('.live').waitFor();
    equal(await panel.page.locator('.live tbody tr:nth-child(2) td').count(), count);
    match(await panel.page.locator('.live tbody tr:nth-child(3) th').first().innerText(), /since update 1/);
    await panel.page.evaluate(() => window.harness.session!.pause());
  });
});

interface Seen {
  readonly update: number;
  readonly flags: string[];
  readonly loss: string[];
  /** Where marker and curves end, in thousandths of the axis. */
  readonly ends: number[];
  readonly live: (readonly [string, string])[];
}

/** Runs in the panel: begins a run and looks at every frame that shows another update, so many times. */
async function watchRun(redraws: number): Promise<Seen[]> {
  const { session } = window.harness;
  const seen: Seen[] = [];
  const all = <Kind extends Element>(selector: string) => [...document.querySelectorAll<Kind>(selector)];
  const text = (selector: string) => all(selector).map((element) => element.textContent.trim());
  const left = (selector: string) => all<HTMLElement>(selector).map(({ style }) => 10 * parseFloat(style.left));
  const lastX = (selector: string) =>
    all(selector).map((line) => Number(line.getAttribute('points')!.split(' ').at(-1)!.split(',')[0]));
  const fulls = (selector: string) => all<HTMLElement>(selector).map(({ dataset }) => dataset.full!);
  void session!.run({ updates: 1e9 });
  while (seen.length < redraws) {
    await new Promise(requestAnimationFrame);
    const [done] = text('.run-head .num');
    if (!done) continue;
    const update = parseInt(done, 10);
    if (seen.at(-1)?.update === update) continue;
    seen.push({
      update,
      flags: [...text('.tl-flag'), ...text('.vtag.now'), ...text('.crumbs b')],
      loss: [...fulls('.stat .big [data-full]'), ...fulls('.readout .tot td:nth-child(2) [data-full]')],
      ends: [...left('.tl-head'), ...left('.vl.now'), ...lastX('.tl-line'), ...lastX('.pane polyline.pl-l')],
      live: fulls('.live tbody tr:nth-child(2) [data-full]').map(
        (value, index) =>
          [value, fulls('.pane.p-history .readout td:nth-child(2) [data-full]')[index] ?? value] as const,
      ),
    });
  }
  await session!.pause();
  return seen;
}
