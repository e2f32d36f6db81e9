// Waiting for a condition, with a limit. There is no other way of waiting in these tests.

/**
 * Resolves with the first value of `condition` that is not undefined and not false.
 * Rejects after `limit` milliseconds with what was waited for, and with `seen()` when that is given.
 */
export async function until(what, condition, { limit = 20_000, seen } = {}) {
  const deadline = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) {
      return value;
    }
    if (Date.now() > deadline) {
      const last = seen === undefined ? '' : ` Last seen: ${JSON.stringify(await seen())}`;
      throw new Error(`Waited ${limit / 1000} s in vain for: ${what}.${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
