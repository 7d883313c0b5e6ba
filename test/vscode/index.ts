// The suite that runs inside VS Code's Node extension host: the module that test runners load and call.
import * as fs from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { runMarked } from './report';

/** Loads every *.test.js beside this bundle and runs it; rejects when a test fails. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 20_000, grep: process.env.MOCHA_GREP });
  for (const file of fs.readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  return runMarked(mocha, Mocha.reporters.Base);
}
