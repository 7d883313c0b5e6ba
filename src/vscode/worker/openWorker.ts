/** Starts workers, for a session's long runs and for large data: threads in Node, Web Workers in the web host. */
import * as vscode from 'vscode';
import type { OpenWorker, WorkerChannel } from '../../training/runner/workerRunner';
import { nodeChannel, webChannel } from './channels';
import type { OpenReader } from './reader';

/** For `SessionOptions.worker`. */
export function openWorkerOf(extensionUri: vscode.Uri): OpenWorker {
  return open(extensionUri, 'worker.js');
}

export function openReaderOf(extensionUri: vscode.Uri): OpenReader {
  return open(extensionUri, 'reader.js');
}

/** The bundles are in dist for Node, in dist/web for the web host. */
function open<To, From>(extensionUri: vscode.Uri, bundle: string): OpenWorker<To, From> {
  // The web bundle must not name a module of Node's.
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) return () => nodeChannel(new threads.Worker(vscode.Uri.joinPath(extensionUri, 'dist', bundle).fsPath));
  return () => openWebWorker(vscode.Uri.joinPath(extensionUri, 'dist', 'web', bundle));
}

/** A worker may not be started from another origin's address, but from a copy of its text. */
async function openWebWorker<To, From>(script: vscode.Uri): Promise<WorkerChannel<To, From>> {
  const text = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([text.slice()], { type: 'text/javascript' }));
  return webChannel(new Worker(address), () => URL.revokeObjectURL(address));
}
