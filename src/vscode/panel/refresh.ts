/** Draws late and together: what changed within a frame is drawn once, and never more often than the pace allows. */

export class Refresh<Part> {
  readonly #dirty = new Set<Part>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;
  #drawing = false;
  #stopped = false;

  /**
   * @param draw gets all parts that changed; the next call waits for it.
   * @param interval milliseconds from one drawing to the next, asked anew each time
   */
  constructor(
    private readonly draw: (parts: ReadonlySet<Part>) => Promise<void>,
    private readonly interval: () => number,
    private readonly failed: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  mark(...parts: readonly Part[]): void {
    for (const part of parts) this.#dirty.add(part);
    this.#schedule();
  }

  /** Forgets what is waiting. */
  clear(): void {
    this.#dirty.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.clear();
    this.#stopped = true;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#drawing || this.#stopped || this.#dirty.size === 0) return;
    const wait = Math.max(0, this.#last + this.interval() - this.now());
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#last = this.now();
    this.#drawing = true;
    const parts = new Set(this.#dirty);
    this.#dirty.clear();
    try {
      await this.draw(parts);
    } catch (error) {
      this.failed(error);
    }
    this.#drawing = false;
    this.#schedule();
  }
}
