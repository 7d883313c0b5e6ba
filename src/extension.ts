// The extension's entry point: builds, wires and pushes; no logic of its own.
import type { ExtensionContext } from 'vscode';

export function activate(_context: ExtensionContext): void {}
