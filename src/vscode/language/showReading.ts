/** Progress of a reading that lasts, as a notification with the share that has been read, which can be cancelled. */
import * as vscode from 'vscode';
import type { Reader } from '../worker/reader';

/** Reading that is done sooner needs no progress. */
const SHOW_AFTER_MS = 1000;

export function showWhileLong(title: string, reader: Reader, answer: Promise<unknown>, cancel: () => void): void {
  const done = answer.then(
    () => undefined,
    () => undefined,
  );
  let share = 0;
  const stopListening = reader.onProgress((now) => (share = now));
  const timer = setTimeout(() => {
    stopListening();
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(cancel);
        progress.report({ increment: 100 * share });
        const stop = reader.onProgress((now) => {
          progress.report({ increment: 100 * Math.max(0, now - share), message: `${Math.floor(100 * now)} %` });
          share = now;
        });
        await done;
        stop();
      },
    );
  }, SHOW_AFTER_MS);
  void done.then(() => {
    clearTimeout(timer);
    stopListening();
  });
}
