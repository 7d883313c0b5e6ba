// Runs mocha inside VS Code and marks what it prints, so that test/host can tell it from VS Code's own log.
import type Mocha from 'mocha';

/** Begins every line of the report (test/host/automation.mts knows it too). */
const MARK = '▏';

/** A line of the report: what a test has measured. */
export function note(text: string): void {
  console.log(`${MARK}      ${text}`);
}

/** Runs the tests that have been loaded; rejects when one fails. */
export function runMarked(mocha: { run: Mocha['run'] }, base: { consoleLog: typeof console.log }): Promise<void> {
  base.consoleLog = (format = '', ...rest: unknown[]) => console.log(`${MARK}${String(format)}`, ...rest);
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} tests failed.`)) : resolve()));
  });
}
