/** The panel's page for a file of tests: one server and one browser, and a new page for each opening. */

import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../host/browser.mts';
import { PanelServer, type PanelPage, type PanelView } from './server';

export function usePanel(): (view?: PanelView) => Promise<PanelPage> {
  let server: PanelServer;
  let browser: Browser;
  const pages: PanelPage[] = [];
  before(async () => {
    [server, browser] = await Promise.all([PanelServer.start(), launchBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.close()));
  });
  after(async () => {
    await browser.close();
    server.close();
  });
  return async (view) => {
    const page = await server.open(browser, view);
    pages.push(page);
    return page;
  };
}
