// The one server and the one browser of a run, started by the first test that needs them and stopped after the last.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Browser } from 'playwright-core';
import { BRIDGE_VARIABLE, bridgeExtension } from '../host/bridge.mts';
import { launchBrowser } from '../host/browser.mts';
import { temporaryFolder } from '../host/paths.mts';
import { ServerHost } from '../host/serverHost.mts';

export interface SharedHost {
  server: ServerHost;
  browser: Browser;
  /** Where the bridges of all workbenches say how to reach them. */
  meetingPlace: string;
}

let shared: Promise<SharedHost> | undefined;
let folder: string | undefined;

export function sharedHost(): Promise<SharedHost> {
  return (shared ??= startHost());
}

async function startHost(): Promise<SharedHost> {
  folder = temporaryFolder('ui-host');
  const meetingPlace = path.join(folder, 'bridge');
  fs.mkdirSync(meetingPlace);
  const env = { [BRIDGE_VARIABLE]: meetingPlace, NODE_OPTIONS: '--enable-source-maps' };
  const [server, browser] = await Promise.all([
    ServerHost.start({ dataFolder: path.join(folder, 'data'), env, extensions: [bridgeExtension] }),
    launchBrowser(),
  ]);
  return { server, browser, meetingPlace };
}

export async function stopHost(): Promise<void> {
  const host = await shared?.catch(() => undefined);
  await Promise.all([host?.browser.close(), host?.server.dispose()]);
  if (folder) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
