/** Serves the harness page under the panel's own policy, and opens it in a browser in a theme and a size. */

import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../host/paths.mts';
import type { SessionState } from '../../../src/training/snapshot';
import { panelHtml } from '../../../src/vscode/panel/html';

export type PanelTheme = 'dark' | 'light' | 'hc' | 'hcLight';

export interface PanelView {
  readonly theme?: PanelTheme;
  readonly width?: number;
  readonly height?: number;
  /** Real pixels per CSS pixel. */
  readonly deviceScaleFactor?: number;
}

const themeClasses: Readonly<Record<PanelTheme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  hcLight: 'vscode-high-contrast vscode-high-contrast-light',
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

const folder = 'test/ui/panelHarness';

/** The panel's page on a server of its own. */
export class PanelServer {
  readonly #server: http.Server;
  readonly #script: Uint8Array;

  private constructor(server: http.Server, script: Uint8Array) {
    this.#server = server;
    this.#script = script;
  }

  static async start(): Promise<PanelServer> {
    const built = await esbuild.build({
      entryPoints: [path.join(root, folder, 'page.ts')],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      absWorkingDir: root,
    });
    const server = http.createServer((request, response) => serving.#answer(request.url ?? '/', response));
    const serving = new PanelServer(server, built.outputFiles[0].contents);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return serving;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Opens the page; errors of the page and violations of its policy are thrown by `check`. */
  async open(browser: Browser, view: PanelView = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 1280, height = 900, deviceScaleFactor = 1 } = view;
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor });
    const page = await context.newPage();
    const panel = new PanelPage(page);
    await page.goto(`${this.origin}/?theme=${theme}`);
    return panel;
  }

  #answer(url: string, response: http.ServerResponse): void {
    const { pathname, searchParams } = new URL(url, this.origin);
    const file = path.join(root, pathname);
    if (pathname === '/') {
      response.setHeader('Content-Type', types['.html']);
      response.end(this.#page((searchParams.get('theme') ?? 'dark') as PanelTheme));
    } else if (pathname === '/harness.js') {
      response.setHeader('Content-Type', types['.js']);
      response.end(this.#script);
    } else if (file.startsWith(root + path.sep) && fs.existsSync(file)) {
      response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream');
      response.end(fs.readFileSync(file));
    } else {
      response.writeHead(404).end();
    }
  }

  #page(theme: PanelTheme): string {
    const nonce = 'harness';
    const html = panelHtml({
      cspSource: this.origin,
      nonce,
      styles: [`/${folder}/themes.css`, '/dist/codicon.css', '/dist/katex.css', '/dist/panel.css'],
      script: '/dist/panel.js',
    });
    return html
      .replace('<body>', `<body class="${themeClasses[theme]}">`)
      .replace('<div id="root">', `<script nonce="${nonce}" src="/harness.js"></script><div id="root">`);
  }
}

/** The opened page, with what it complained of. */
export class PanelPage {
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Starts a session of one of the samples, changed where `change` says so, in `state` where one is given. */
  async openSample(
    name: string,
    change: (text: string) => string = (text) => text,
    state?: SessionState,
  ): Promise<void> {
    const samples = path.join(root, 'media', 'samples');
    const text = change(fs.readFileSync(path.join(samples, name), 'utf8'));
    const files = Object.fromEntries(
      fs
        .readdirSync(samples)
        .filter((file) => file.endsWith('.csv'))
        .map((file) => [file, fs.readFileSync(path.join(samples, file), 'utf8')]),
    );
    await this.page.evaluate(async ([network, data, from]) => window.harness.open(network, data, from), [
      text,
      files,
      state,
    ] as const);
    await this.settled();
  }

  /** Changes the theme while the panel is shown, as VS Code does. */
  async setTheme(theme: PanelTheme): Promise<void> {
    await this.page.evaluate((classes) => (document.body.className = classes), themeClasses[theme]);
    await this.settled();
  }

  settled(): Promise<void> {
    return this.page.evaluate(() => window.harness.settled());
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
