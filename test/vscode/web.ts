// The suite that runs inside the web-worker extension host of VS Code for the Web (esbuild.js adds the test files).
import 'mocha/mocha.js';
import { runMarked } from './report';

/** Runs the tests that `load` defines; rejects when one fails. */
export function runWith(load: () => void): Promise<void> {
  mocha.setup({ ui: 'bdd', reporter: 'spec', color: false, timeout: 20_000 });
  load();
  return runMarked(mocha, Mocha.reporters.Base);
}
