// npm start: VS Code with the extension and a workspace. Options: --host server|desktop --folder DIR --port N --no-open
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { download, findInstalled, launchArguments } from './desktopHost.mts';
import { cacheFolder, root } from './paths.mts';
import { start } from './processes.mts';
import { samplesWorkspace } from './samplesWorkspace.mts';
import { ServerHost } from './serverHost.mts';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: 'server' },
    folder: { type: 'string' },
    port: { type: 'string', default: '8400' },
    open: { type: 'boolean', default: true },
    vscode: { type: 'string' },
  },
  allowNegative: true,
});

// Ended by Ctrl-C is the ordinary end of this program.
process.exitCode = 0;
const folder = values.folder ? path.resolve(process.env.INIT_CWD ?? root, values.folder) : samplesWorkspace();
if (!fs.existsSync(folder)) fail(`There is no folder ${folder}.`);
const hosts: Record<string, () => Promise<void>> = { server: startServer, desktop: startDesktop };
if (!Object.hasOwn(hosts, values.host)) fail(`--host is server or desktop, not ${values.host}.`);
await hosts[values.host]().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));

async function startServer(): Promise<void> {
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`--port is a number up to 65535, not ${values.port}.`);
  const server = await ServerHost.start({ port, dataFolder: path.join(cacheFolder(), 'server-data') });
  const first = path.join(folder, 'dosage.nn.json');
  const address = server.address({ folder, file: fs.existsSync(first) ? first : undefined });
  console.log(`\nVS Code with Backprop Stepper is at\n\n  ${address}\n`);
  console.log(`Workspace: ${folder}\nPress Ctrl-C to end it.`);
  if (values.open) openInBrowser(address);
}

async function startDesktop(): Promise<void> {
  const executable = values.vscode ?? findInstalled() ?? (await download());
  const args = [folder, '--wait', '--new-window', `--extensionDevelopmentPath=${root}`];
  console.log(`Starting ${executable}\nWorkspace: ${folder}\nClose its window or press Ctrl-C to end it.`);
  const child = start(executable, [...args, ...launchArguments(path.join(cacheFolder(), 'desktop-data'))], {
    stdio: 'inherit',
    shell: executable.endsWith('.cmd'),
  });
  child.once('error', (error) => fail(`${executable} does not start: ${error.message}`));
  child.once('exit', (code) => process.exit(code ?? 1));
}

/** Where there is a display; a machine without one has the printed address. */
function openInBrowser(address: string): void {
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  // The browser is the user's own and stays when VS Code ends; without an opener the printed address remains.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
