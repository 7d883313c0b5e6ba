// VS Code's server build from npm: the workbench in a browser, the extension host in Node.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installed, npm, withProgress } from './install.mts';
import { cacheFolder, root } from './paths.mts';
import { freePort } from './ports.mts';
import { start, stop } from './processes.mts';
import { type Theme, userSettings } from './settings.mts';

const PACKAGE = 'code-server@4.139.1';

export interface ServerOptions {
  /** The port to begin with; default: any. */
  port?: number;
  /** Where VS Code keeps settings and state; what is there stays. */
  dataFolder: string;
  env?: Record<string, string>;
  /** Folders of extensions to be installed before it starts. */
  extensions?: string[];
  /** Sees what the server prints. */
  onOutput?: (text: string) => void;
}

export interface WorkbenchAddress {
  folder: string;
  /** Bundle that exports `run()`: the workbench runs it in the extension host and reports. */
  tests?: string;
  /** A file that is open at the beginning. */
  file?: string;
}

/** The folder of VS Code's server, installed into the cache if need be. */
export async function installServer(): Promise<string> {
  const folder = await installed(PACKAGE, (unfinished) =>
    withProgress(`Installing VS Code (${PACKAGE}, 600 MB, only once) into ${cacheFolder()}`, async () => {
      fs.writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }');
      await npm(unfinished, ['install', PACKAGE]);
      await npm(path.join(unfinished, serverPath), ['install', '--omit=dev']);
    }),
  );
  return path.join(folder, serverPath);
}
const serverPath = path.join('node_modules', 'code-server', 'lib', 'vscode');

export class ServerHost {
  readonly port: number;
  readonly #dataFolder: string;
  readonly #stop: () => Promise<void>;

  private constructor(port: number, dataFolder: string, stopServer: () => Promise<void>) {
    this.port = port;
    this.#dataFolder = dataFolder;
    this.#stop = stopServer;
  }

  static async start(options: ServerOptions): Promise<ServerHost> {
    const server = await installServer();
    const port = await freePort(options.port);
    const args = [
      path.join(server, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      // Without this the workbench ignores extensionDevelopmentPath in its address.
      '--enable-smoke-test-driver',
      ...['--server-data-dir', options.dataFolder, '--telemetry-level', 'off', '--reconnection-grace-time', '30'],
    ];
    installExtensions(path.join(options.dataFolder, 'extensions'), options.extensions ?? []);
    const child = start(process.execPath, args, {
      cwd: server,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const listening = new Promise<void>((resolve, reject) => {
      const onText = (text: string) => {
        output += text;
        options.onOutput?.(text);
        if (output.includes('Extension host agent listening on')) resolve();
      };
      child.stdout?.setEncoding('utf8').on('data', onText);
      child.stderr?.setEncoding('utf8').on('data', onText);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}:\n${output}`)));
    });
    await listening;
    const host = new ServerHost(port, options.dataFolder, () => stop(child));
    if (!fs.existsSync(host.#settingsFile)) host.writeSettings();
    return host;
  }

  get #settingsFile(): string {
    return path.join(this.#dataFolder, 'data', 'User', 'settings.json');
  }

  /** Replaces the user settings: pages opened from now on start with them. */
  writeSettings(theme?: Theme, more: Record<string, unknown> = {}): void {
    fs.mkdirSync(path.dirname(this.#settingsFile), { recursive: true });
    fs.writeFileSync(this.#settingsFile, JSON.stringify({ ...userSettings(theme), ...more }, undefined, 2));
  }

  /** The address of a workbench on this server that runs the extension from this repository. */
  address({ folder, tests, file }: WorkbenchAddress): string {
    const remote = (file: string) => `vscode-remote://127.0.0.1:${this.port}${toUriPath(file)}`;
    // The workbench takes one extension under development: of several it would run only the last.
    const payload = [['extensionDevelopmentPath', remote(root)]];
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    if (file) payload.push(['openFile', remote(file)]);
    payload.push(['skipWelcome', 'true']);
    const query = new URLSearchParams({ folder: toUriPath(folder), payload: JSON.stringify(payload) });
    return `http://127.0.0.1:${this.port}/?${query.toString()}`;
  }

  dispose(): Promise<void> {
    return this.#stop();
  }
}

function toUriPath(file: string): string {
  const slashes = path.resolve(file).replaceAll(path.sep, '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}

/** Puts extensions where the server finds them, as `--install-extension` would if they were packaged. */
function installExtensions(target: string, folders: readonly string[]): void {
  if (folders.length === 0) return;
  const installed = folders.map((folder) => {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const id = `${manifest.publisher}.${manifest.name}`;
    const relativeLocation = `${id}-${manifest.version}`;
    fs.cpSync(folder, path.join(target, relativeLocation), { recursive: true });
    const location = { $mid: 1, scheme: 'file', path: toUriPath(path.join(target, relativeLocation)) };
    return { identifier: { id }, version: manifest.version, location, relativeLocation };
  });
  fs.writeFileSync(path.join(target, 'extensions.json'), JSON.stringify(installed));
}
