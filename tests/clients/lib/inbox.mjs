// What a connection tells, one after the other, to be waited for. Runs in Node and in a page.

export class Inbox {
  constructor(connection) {
    this.messages = [];
    this.invalid = [];
    this.opened = [];
    this.downs = [];
    this.waiting = new Set();
    connection.onMessage((message) => this.add(this.messages, message));
    connection.onInvalid((error) => this.add(this.invalid, error.message));
    connection.onOpen((info) => this.add(this.opened, info));
    connection.onDown((info) => this.add(this.downs, info));
  }

  add(list, entry) {
    list.push(entry);
    for (const look of [...this.waiting]) {
      look();
    }
  }

  /** Settles as soon as the condition holds; it is looked at whenever something comes. */
  until(what, condition) {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      const look = () => {
        if (condition(this)) {
          stop();
          resolve();
        }
      };
      const timer = setTimeout(() => {
        stop();
        const seen = JSON.stringify({ ...this, messages: this.messages.slice(-5), waiting: undefined });
        reject(new Error(`waited in vain for ${what}; seen: ${seen}`));
      }, 20_000);
      this.waiting.add(look);
      look();
    });
  }

  of(kind) {
    return this.messages.filter((message) => message.kind === kind);
  }
}

export function equal(found, expected, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) {
    throw new Error(`${what}: expected ${right}, got ${left}`);
  }
}
