/** The base of everything that owns something: what is registered goes when its owner goes. */
import type * as vscode from 'vscode';

export abstract class Disposable implements vscode.Disposable {
  readonly #owned: { dispose(): unknown }[] = [];
  #disposed = false;

  protected get _disposed(): boolean {
    return this.#disposed;
  }

  /** Takes ownership; what comes too late, after the owner has gone, goes at once. */
  protected _register<T extends { dispose(): unknown }>(value: T): T {
    if (this.#disposed) value.dispose();
    else this.#owned.push(value);
    return value;
  }

  /** In reverse order, as what came later may lean on what came before. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const value of this.#owned.splice(0).reverse()) value.dispose();
  }
}
