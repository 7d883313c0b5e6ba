/** Starts the worker that carries out a session's long runs: a thread in Node, a Web Worker in the web host. */
import * as vscode from 'vscode';
import type { OpenWorker, WorkerChannel } from '../../training/runner/workerRunner';
import { nodeChannel, webChannel } from './channels';

/** For `SessionOptions.worker`; the bundles are dist/worker.js and dist/web/worker.js. */
export function openWorkerOf(extensionUri: vscode.Uri): OpenWorker {
  // The web bundle must not name a module of Node's.
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    return () => nodeChannel(new threads.Worker(vscode.Uri.joinPath(extensionUri, 'dist', 'worker.js').fsPath));
  }
  return () => openWebWorker(vscode.Uri.joinPath(extensionUri, 'dist', 'web', 'worker.js'));
}

/** A worker may not be started from another origin's address, but from a copy of its text. */
async function openWebWorker(script: vscode.Uri): Promise<WorkerChannel> {
  const text = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([text.slice()], { type: 'text/javascript' }));
  return webChannel(new Worker(address), () => URL.revokeObjectURL(address));
}
