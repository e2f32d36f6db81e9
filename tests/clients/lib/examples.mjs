// The example frames of AsyncAPI documents, given to the clients of the same programs over a socket that is none.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { equal } from './inbox.mjs';

/** Gives how many examples there were. `documents` has a folder per program, `clients` the compiled modules. */
export async function takeExamples(documents, clients) {
  let count = 0;
  for (const program of readdirSync(documents)) {
    const document = JSON.parse(readFileSync(path.join(documents, program, 'asyncapi.json'), 'utf8'));
    const module = path.join(clients, `odd_${program}`, 'client.js');
    const endpoints = existsSync(module) ? Object.values(await import(pathToFileURL(module))) : [];
    for (const [address, channel] of Object.entries(document.channels)) {
      const endpoint = endpoints.find((it) => it.path === address);
      equal(endpoint === undefined, false, `${program} has no endpoint ${address}`);
      // The last message of a channel is what the service sends.
      for (const { payload } of Object.values(channel.messages).at(-1).examples ?? []) {
        equal(await taken(endpoint, payload), payload, `${program} ${address}`);
        count += 1;
      }
    }
  }
  return count;
}

/** The message that a client makes of a frame, or its complaint. */
function taken(endpoint, payload) {
  return new Promise((resolve) => {
    class Loopback {
      readyState = 1;
      constructor() {
        queueMicrotask(() => {
          this.onopen({});
          this.onmessage({ data: JSON.stringify(payload) });
        });
      }
      send() {}
      close() {}
    }
    const options = { url: 'ws://nowhere', params: {}, heartbeat: false, WebSocket: Loopback };
    const connection = endpoint.connect(options);
    const finish = (value) => {
      connection.close();
      resolve(value);
    };
    connection.onMessage(finish);
    connection.onInvalid((error) => finish(error.message));
  });
}
