// Counts and prints checks. A check is a name and a function that throws.

export class Report {
  #passed = 0;
  #failed = 0;

  /** Runs one check. What it throws is recorded, and the next one still runs. One that does not end has failed. */
  async check(name, run, limit = 60_000) {
    const start = Date.now();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not finished after ${limit} ms`)), limit);
    });
    try {
      await Promise.race([run(), late]);
    } catch (error) {
      this.#failed += 1;
      console.log(`FAIL ${name}`);
      console.log(String(error?.stack ?? error).replace(/^/gm, '       '));
      return;
    } finally {
      clearTimeout(timer);
    }
    this.#passed += 1;
    console.log(`ok   ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  }

  /** Takes over a line of another program that prints its checks in the same form. */
  line(line) {
    console.log(line);
    this.#passed += line.startsWith('ok   ') ? 1 : 0;
    this.#failed += line.startsWith('FAIL ') ? 1 : 0;
  }

  /** Prints the closing line and sets the exit code. No check at all is not a success. */
  close() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }
}
