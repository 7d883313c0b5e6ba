import * as fs from 'node:fs';
import { launchBrowser } from '../host/browser.mts';
import { PanelServer } from './panelHarness/server';
const [server, browser] = await Promise.all([PanelServer.start(), launchBrowser()]);
const panel = await server.open(browser, { width: 1440, height: 960 });
await panel.openSample('dosage-all.nn.json');
const cdp = await panel.page.context().newCDPSession(panel.page);
await cdp.send('Performance.enable');
const metrics = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m: any) => [m.name, m.value]));
const steps = async (n: number) => panel.page.evaluate(async (count) => {
  const { session } = window.harness;
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    await session!.stepInto();
    await new Promise((r) => setTimeout(r, 20));
    const t = performance.now();
    await window.harness.refresh();
    await new Promise<void>((r) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => r(); c.port2.postMessage(null); }));
    times.push(performance.now() - t);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}, n);
if (process.env.CSS) await panel.page.evaluate((css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }, process.env.CSS);
await steps(60);
const before = await metrics();
if (process.argv[2]) { await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 100 }); await cdp.send('Profiler.start'); }
const median = await steps(120);
if (process.argv[2]) { const { profile } = await cdp.send('Profiler.stop'); fs.writeFileSync(process.argv[2], JSON.stringify(profile)); }
const after = await metrics();
console.log('median ms', median.toFixed(2));
for (const name of ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration', 'TaskDuration', 'LayoutCount', 'RecalcStyleCount']) console.log(name, ((after[name] - before[name]) / 120 * (name.endsWith('Count') ? 1 : 1000)).toFixed(3));
await browser.close(); server.close();
