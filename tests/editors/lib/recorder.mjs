// Stands between an editor and the server and writes every message to a file, one JSON object per line:
//   { "from": "client" | "server", "message": … }
//
//   node recorder.mjs LOG SERVER [ARGS…]
//
// A test can thereby see what the server has really answered, for which version of a file, without the extension having
// to know that it is being tested.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const [log, command, ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });

tap('client', process.stdin, server.stdin);
tap('server', server.stdout, process.stdout);
server.on('error', (error) => {
  console.error(`recorder: ${error.message}`);
  process.exit(127);
});
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 128)));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => server.kill(signal));
}

/** Passes the bytes on at once and untouched, and writes down the messages in them. */
function tap(from, source, sink) {
  let pending = Buffer.alloc(0);
  source.on('data', (bytes) => {
    sink.write(bytes);
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      const length = head < 0 ? undefined : /content-length: *(\d+)/i.exec(pending.toString('latin1', 0, head))?.[1];
      const end = head + 4 + Number(length);
      if (length === undefined || pending.length < end) {
        return;
      }
      const message = JSON.parse(pending.toString('utf8', head + 4, end));
      pending = pending.subarray(end);
      appendFileSync(log, `${JSON.stringify({ from, message })}\n`);
    }
  });
  source.on('end', () => sink.end());
  // A side that is gone is not the recorder's business; the exit of the server ends it.
  sink.on('error', () => {});
}
