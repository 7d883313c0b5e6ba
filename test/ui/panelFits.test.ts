/** Nothing is cut, nothing covers anything: in every state, in every width that people have. In a browser page. */

import { equal } from '../assert';
import { misfits } from './panelHarness/fits';
import { states } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

/** A wide panel, one below an open terminal, half a window, a third, a side bar; `[width, height]`. */
const sizes = [
  [1280, 900],
  [1228, 700],
  [925, 900],
  [720, 900],
  [610, 900],
  [480, 900],
] as const;

describe('the panel fits', () => {
  const open = usePanel();

  for (const { name, arrange } of states) {
    it(name, async () => {
      const panel = await open();
      await arrange(panel);
      const found: string[] = [];
      for (const [width, height] of sizes) {
        await panel.page.setViewportSize({ width, height });
        await panel.settled();
        found.push(...(await misfits(panel.page)).map((misfit) => `${width} × ${height}: ${misfit}`));
      }
      equal(found.join('\n'), '');
    });
  }
});
