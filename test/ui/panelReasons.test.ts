// Reasons that need several lines push the next ones down instead of being printed over them, in every width.
import { deepEqual, ok } from 'node:assert/strict';
import { usePanel } from './panelHarness/usePanel';

describe('the reasons of the factors', () => {
  const open = usePanel();

  for (const sample of ['dosage-all', 'xor', 'iris', 'two-outputs', 'sine']) {
    for (const width of [1280, 925, 610, 480]) {
      it(`stand below one another: ${sample}, ${width} px`, async () => {
        const panel = await open({ width, height: 900 });
        await panel.openSample(`${sample}.nn.json`);
        await panel.settled();
        const boxes = await panel.page.locator('.chain .why li').evaluateAll((items) =>
          items.map((item) => {
            const parts = [item, ...item.querySelectorAll('*')].map((part) => part.getBoundingClientRect());
            return { top: item.getBoundingClientRect().top, bottom: Math.max(...parts.map(({ bottom }) => bottom)) };
          }),
        );
        ok(boxes.length > 1, `${boxes.length} reasons`);
        await panel.page.screenshot({ path: `out/screenshots/reasons-${sample}-${width}.png` });
        // Parts of a formula reach a little out of their line; a printed-over line is 15 px or more.
        const over = boxes.slice(1).filter(({ top }, index) => boxes[index].bottom > top + 4);
        deepEqual(over, []);
      });
    }
  }
});
