// Loaded by mocha before all files of test/ui: what happens once a run.
import { stopHost } from './shared';

export const mochaHooks = { afterAll: stopHost };
