// The extension is there and starts, in whichever extension host this is.
import * as vscode from 'vscode';
import { equal, ok } from '../assert';

describe('the extension', () => {
  it('is installed and activates', async () => {
    const extension = vscode.extensions.getExtension('backprop-stepper.backprop-stepper');
    ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    equal(extension.isActive, true);
  });
});
