// Finds or unpacks a browser and starts it headless, for tests and screenshots.
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { spawnSync } from 'node:child_process';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { installed, withProgress } from './install.mts';
import { cacheFolder, root } from './paths.mts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Executable {
  path: string;
  env?: Record<string, string>;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** A browser whose profile allows third-party cookies: VS Code for the Web's webviews need them. */
export async function launchWithProfile(
  profile: string,
  viewport: { width: number; height: number },
): Promise<BrowserContext> {
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  fs.mkdirSync(path.join(profile, 'Default'), { recursive: true });
  fs.writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return chromium.launchPersistentContext(profile, { ...(await launchOptions()), viewport });
}

async function launchOptions(): Promise<LaunchOptions> {
  const executable = await findBrowser();
  const env = { ...process.env, ...executable.env } as Record<string, string>;
  // We end by ourselves at a signal (processes.mts); Playwright ends the browser when we exit.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return { executablePath: executable.path, args: FLAGS, env, headless: true, ...signals };
}

/** $CHROME_PATH, else a browser on this machine, else the one that an npm package holds. */
export async function findBrowser(): Promise<Executable> {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !fs.existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which does not exist.`);
  const path = chosen || candidates().find((file) => fs.existsSync(file));
  if (path) return { path };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackBrowser();
  throw new Error('No Chromium, Chrome or Edge found: install one, or name it in CHROME_PATH.');
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const bases = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return bases.flatMap((base) => (base ? programs.map((program) => path.join(base, program)) : []));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** Unpacks @sparticuz/chromium, with the libraries and fonts that it brings for machines that have none. */
async function unpackBrowser(): Promise<Executable> {
  const packageFolder = path.resolve(
    createRequire(path.join(root, 'package.json')).resolve('@sparticuz/chromium'),
    '../../..',
  );
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = await installed(`chromium-${version}`, (unfinished) =>
    withProgress(`Unpacking Chromium ${version}`, async () => {
      const unpack = (name: string) => brotliDecompressSync(fs.readFileSync(path.join(packageFolder, 'bin', name)));
      fs.writeFileSync(path.join(unfinished, 'chromium'), unpack('chromium.br'), { mode: 0o755 });
      for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
        const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', unfinished, '--no-same-owner'], {
          input: unpack(archive),
        });
        if (status !== 0) throw new Error(`tar could not unpack ${archive}: ${stderr?.toString() ?? ''}`);
      }
      const fonts = path.join(cacheFolder(), `chromium-${version}`, 'fonts');
      const cache = path.join(os.tmpdir(), 'backprop-stepper-fonts');
      fs.writeFileSync(
        path.join(unfinished, 'fonts.conf'),
        `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`,
      );
      return Promise.resolve();
    }),
  );
  const executable = path.join(folder, 'chromium');
  const env: Record<string, string> = {};
  if (!fs.existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = path.join(folder, 'fonts.conf');
  if (spawnSync(executable, ['--version']).status !== 0) env.LD_LIBRARY_PATH = path.join(folder, 'lib');
  return { path: executable, env };
}
