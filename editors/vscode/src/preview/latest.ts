/**
 * Asks again after things have changed: waits for a pause in the changes, and lets through only the answer to the newest
 * question, so that a slow old answer can never replace a newer one.
 */
export class Latest<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<T>,
    private readonly answered: (answer: T) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Asks once nothing has called this for `delay` milliseconds. The question that is under way is given up at once. */
  askAfter(delay: number): void {
    this.stop();
    this.timer = setTimeout(() => void this.askNow(), delay);
  }

  async askNow(): Promise<void> {
    this.stop();
    const current = new AbortController();
    this.running = current;
    try {
      const answer = await this.ask(current.signal);
      if (!current.signal.aborted) {
        this.answered(answer);
      }
    } catch (error) {
      if (!current.signal.aborted) {
        this.failed(error);
      }
    }
  }

  /** Gives up what is planned and what is under way. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running?.abort();
    this.running = undefined;
  }
}
