// The same training has the same bits in Node and in a browser, and in two runs: time travel depends on it.
import { deepEqual, ok } from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { launchBrowser } from '../../host/browser.mts';
import { root } from '../../host/paths.mts';
import { trainedBits } from './train';

const inBrowser = (): unknown => (globalThis as unknown as { bits: { trainedBits(): unknown } }).bits.trainedBits();

describe('bits of a training', () => {
  it('are the same in Node and Chromium, and in two runs', async () => {
    const { outputFiles } = await esbuild.build({
      entryPoints: ['test/ui/bits/train.ts'],
      absWorkingDir: root,
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'bits',
      target: 'es2022',
    });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: outputFiles[0].text });
      const there = [await page.evaluate(inBrowser), await page.evaluate(inBrowser)];
      const here = trainedBits();
      const paths = new Set(Object.keys(here).map((name) => name.split(',')[0]));
      deepEqual([...paths], ['generated', 'generic', 'wasm']);
      // Different trainings end with different bits: the hash sees them.
      ok(new Set(Object.values(here)).size === Object.keys(here).length && Object.keys(here).length >= 100);
      deepEqual(there, [here, here]);
      deepEqual(trainedBits(), here);
    } finally {
      await browser.close();
    }
  }).timeout(120_000);
});
