// Drives VS Code's workbench as a person would: palette, files, keys, hover, the panel, the screen.
//
//   const workbench = await launchWorkbench({ theme: 'light', width: 1280, height: 800 });
//   await workbench.openFile('dosage.nn.json');
//   await workbench.runCommand('Backprop: Open Stepper');
//   await workbench.panel().getByRole('button', { name: 'Step into' }).click();
//   const snapshot = await workbench.execute('backprop.snapshot');     // what VS Code says, to compare with the screen
//   await workbench.dispose();
//
// A test file calls `useWorkbench(options)` inside its describe(): one workbench for the file, a screenshot under
// out/screenshots when a test fails, disposed at the end. One server and one browser serve all files of a run; every
// workbench has a fresh browser profile and its own copy of the samples (or of `folder`).
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { Bridge } from '../host/bridge.mts';
import { copySamples, root, temporaryFolder } from '../host/paths.mts';
import type { Theme } from '../host/settings.mts';
import { sharedHost } from './shared';

export { fileUri } from '../host/bridge.mts';

export interface WorkbenchOptions {
  /** Default: dark. */
  theme?: Theme;
  width?: number;
  height?: number;
  /** Folder whose copy is opened; default: the samples. */
  folder?: string;
  /** User settings beside those of every test. */
  settings?: Record<string, unknown>;
  /** Default 1; screenshots for the README use 2. */
  deviceScaleFactor?: number;
}

export async function launchWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { server, browser, meetingPlace } = await sharedHost();
  const folder = temporaryFolder('ui');
  const workspace = path.join(folder, options.folder ? path.basename(options.folder) : 'samples');
  if (options.folder) fs.cpSync(path.resolve(root, options.folder), workspace, { recursive: true });
  else copySamples(workspace);
  // Saved when a test says so: in a browser VS Code saves by itself after a second.
  server.writeSettings(options.theme ?? 'dark', { 'files.autoSave': 'off', ...options.settings });
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const workbench = new Workbench(page, context, folder, workspace, new Bridge(meetingPlace, workspace));
  try {
    await page.goto(server.address({ folder: workspace }));
    await workbench.ready();
  } catch (error) {
    await workbench.screenshot('launch-failed');
    await workbench.dispose();
    throw error;
  }
  return workbench;
}

/** For a describe(): a workbench for its tests, launched before them and disposed after. */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(90_000);
    workbench = await launchWorkbench(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const file = await workbench?.screenshot(this.currentTest.fullTitle());
    if (file) console.log(`    what was to be seen: ${file}`);
  });
  after(() => workbench?.dispose());
  return () => {
    if (!workbench) throw new Error('The workbench is there only while tests run.');
    return workbench;
  };
}

export class Workbench {
  readonly page: Page;
  /** The opened folder on disk: a copy that belongs to this workbench. */
  readonly workspace: string;
  readonly #context: BrowserContext;
  readonly #folder: string;
  readonly #bridge: Bridge;

  constructor(page: Page, context: BrowserContext, folder: string, workspace: string, bridge: Bridge) {
    this.page = page;
    this.workspace = workspace;
    this.#context = context;
    this.#folder = folder;
    this.#bridge = bridge;
  }

  /** Resolves when the workbench is drawn and its extension host runs. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
    await this.#bridge.ready();
  }

  /** Executes a command behind the scenes and returns its result as JSON; URIs go in as `fileUri(path)`. */
  execute<T = unknown>(command: string, ...args: unknown[]): Promise<T> {
    return this.#bridge.execute(command, ...args) as Promise<T>;
  }

  /** Runs a command from the palette, by the title that the palette shows ("Category: Title"). */
  async runCommand(title: string): Promise<void> {
    await this.#openQuickInput('F1');
    await this.pick(title, `>${title}`);
  }

  /** Presses a key until the quick input is there to be typed into: what a key before it closes may close this one too. */
  async #openQuickInput(key: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input.input');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.page.keyboard.press(key);
      const isThere = await input.click({ timeout: 3000, trial: true }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
    }
    await input.waitFor();
  }

  /** Types into the quick input that is open (if `text` is given) and chooses the entry with this label. */
  async pick(label: string, text?: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget:visible');
    if (text !== undefined) await widget.locator('input.input').fill(text);
    const rows = widget.locator('.quick-input-list .monaco-list-row');
    await rows
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) })
      .first()
      .click();
    // A command that asks on keeps the widget open, with another list or an input box.
    await widget.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
  }

  /** Answers an input box with a text and Enter. */
  async answer(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget:visible input.input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace through Go to File, and puts the focus into it. */
  async openFile(name: string): Promise<void> {
    await this.#openQuickInput('ControlOrMeta+p');
    await this.pick(path.basename(name), name);
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** The text editor of the active group. */
  editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** Moves the cursor in the active text editor (1-based, as the status bar shows it). */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+g');
    await this.answer(`:${line}:${column}`);
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }

  /** Types at the cursor as a person does, without the editor's completions and brackets getting in the way. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 10 });
  }

  /** Replaces the text from one place to another on a line: `edit(3, 10, 14, '0.5')`. */
  async edit(line: number, startColumn: number, endColumn: number, text: string): Promise<void> {
    await this.goTo(line, startColumn);
    for (let column = startColumn; column < endColumn; column++) await this.page.keyboard.press('Shift+ArrowRight');
    if (text === '') await this.page.keyboard.press('Delete');
    else await this.page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
  }

  /** Opens the hover at a place of the active text editor and returns the hover widget, images and all. */
  async hover(line: number, column: number, by: 'keyboard' | 'mouse' = 'keyboard'): Promise<Locator> {
    await this.goTo(line, column);
    if (by === 'keyboard') {
      await this.page.keyboard.press('ControlOrMeta+k');
      await this.page.keyboard.press('ControlOrMeta+i');
    } else {
      const cursor = await this.editor().locator('.cursors-layer .cursor').first().boundingBox();
      if (!cursor) throw new Error('The editor shows no cursor.');
      // Onto the middle of the character right of the cursor, in two steps: hovers open when the mouse moves.
      await this.page.mouse.move(cursor.x + 3, cursor.y + cursor.height / 2);
      await this.page.mouse.move(cursor.x + 4, cursor.y + cursor.height / 2);
    }
    const widget = this.page.locator('.monaco-resizable-hover:visible .monaco-hover');
    await widget.locator('.hover-row').first().waitFor();
    await widget.getByText('Loading...').waitFor({ state: 'hidden' });
    return widget;
  }

  async hoverText(line: number, column: number, by?: 'keyboard' | 'mouse'): Promise<string> {
    return (await this.hover(line, column, by)).innerText();
  }

  /** The inside of the webview panel that is shown. */
  panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** Shows the Problems view; its entries (without the lines that name files), which come a moment after an edit. */
  async problems(): Promise<Locator> {
    await this.runCommand('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
  }

  /** Reloads the window with VS Code's own command, which lets everybody save their state first. */
  async reload(): Promise<void> {
    this.#bridge.forget();
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Saves what is to be seen as out/screenshots/NAME.png and returns the file. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(root, 'out', 'screenshots', `${name.replace(/[^\w.-]+/g, '-')}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  async dispose(): Promise<void> {
    await this.#context.close();
    fs.rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
