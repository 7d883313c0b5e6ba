// The test's end of test/host/bridge: calls commands in the VS Code that has a given folder open.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { root } from './paths.mts';

/** The extension to load beside ours; its server is told the meeting place by this variable. */
export const bridgeExtension = path.join(root, 'test', 'host', 'bridge');
export const BRIDGE_VARIABLE = 'BACKPROP_STEPPER_BRIDGE';

/** Stands for `Uri.file(path)` among the arguments of a command. */
export function fileUri(file: string): { $file: string } {
  return { $file: file };
}

export class Bridge {
  readonly #file: string;

  constructor(meetingPlace: string, workspace: string) {
    this.#file = path.join(meetingPlace, `${createHash('sha1').update(workspace).digest('hex')}.json`);
  }

  /** Resolves when the extension host is up: the first time, and again after its window was reloaded. */
  async ready(timeout = 60_000): Promise<void> {
    const end = Date.now() + timeout;
    for (;;) {
      try {
        await this.execute('setContext', 'backpropStepperTest', true);
        return;
      } catch (error) {
        if (Date.now() > end) throw new Error("VS Code's extension host did not come up", { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Before a reload: the extension host that answered until now is not the one to wait for. */
  forget(): void {
    fs.rmSync(this.#file, { force: true });
  }

  /** Executes a command; arguments and result travel as JSON (URIs as `fileUri`). Rejects with the command's message. */
  async execute(command: string, ...args: unknown[]): Promise<unknown> {
    const { port, token } = JSON.parse(fs.readFileSync(this.#file, 'utf8')) as { port: number; token: string };
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { authorization: token },
      body: JSON.stringify({ command, args }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(String(value));
    return value;
  }
}
