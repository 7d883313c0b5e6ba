// Runs a suite inside VS Code in a browser page: passes on what the suite prints and how it ended.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { root } from './paths.mts';

const LIMIT = 10 * 60_000;
/** Begins every line that the suite prints (test/vscode/report.ts); other lines are VS Code's own log. */
const MARK = '▏';

/** Opens the workbench at `address`, whose suite starts by itself, and resolves to the suite's exit code. */
export async function runSuite(page: Page, address: string, name: string): Promise<number> {
  const log = fs.createWriteStream(outputFile('logs', `${name}.log`));
  const ended = new Promise<number>((resolve, reject) => {
    const onLog = (_type: string, args: unknown[]) => {
      const text = format(...args);
      log.write(`${text}\n`);
      if (text.startsWith(MARK)) console.log(text.replaceAll(MARK, ''));
    };
    // The workbench calls these two functions when tests are in its address.
    const exposed = [
      page.exposeFunction('codeAutomationLog', onLog),
      page.exposeFunction('codeAutomationExit', resolve),
    ];
    Promise.all(exposed).catch(reject);
    page.once('crash', () => reject(new Error('The page with VS Code crashed.')));
    setTimeout(() => reject(new Error(`The suite did not end within ${LIMIT / 60_000} minutes.`)), LIMIT).unref();
  });
  try {
    await page.goto(address);
    const code = await ended;
    if (code !== 0) console.error(`VS Code's log: ${String(log.path)}`);
    return code;
  } catch (error) {
    const file = outputFile('screenshots', `${name}.png`);
    await page.screenshot({ path: file }).catch(() => undefined);
    console.error(`What VS Code showed: ${file}; its log: ${String(log.path)}`);
    throw error;
  } finally {
    log.end();
  }
}

function outputFile(folder: string, name: string): string {
  fs.mkdirSync(path.join(root, 'out', folder), { recursive: true });
  return path.join(root, 'out', folder, name);
}
