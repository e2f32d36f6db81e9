// Counts and prints checks. A check is a name and a function that throws.

export class Report {
  #passed = 0;
  #failed = 0;
  #suite = '';

  /** Runs a group of checks; what it throws outside of a check is a failure too. */
  async suite(name, run) {
    this.#suite = name;
    const start = Date.now();
    try {
      await run();
    } catch (error) {
      this.record('runs to its end', error);
    }
    console.log(`     ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }

  /** Runs one check. Throws again after recording, because the checks of a session build on each other. */
  async check(name, run) {
    try {
      await run();
    } catch (error) {
      this.record(name, error);
      throw new SessionEnded();
    }
    this.record(name);
  }

  record(name, error) {
    if (error instanceof SessionEnded) {
      return;
    }
    if (error === undefined) {
      this.#passed += 1;
      console.log(`ok   ${this.#suite}: ${name}`);
    } else {
      this.#failed += 1;
      console.log(`FAIL ${this.#suite}: ${name}`);
      console.log(String(error?.stack ?? error).replace(/^/gm, '       '));
    }
  }

  /** Prints the closing line and sets the exit code. No check at all is not a success. */
  close() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }
}

/** A check has failed and has been recorded; the rest of its session is left out. */
class SessionEnded extends Error {}
