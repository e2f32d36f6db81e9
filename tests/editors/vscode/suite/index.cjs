// What the extension host calls. It loads mocha from the folder that install.sh filled, and writes one JSON line for each
// test to FITZ_RESULTS.
const { appendFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const Mocha = createRequire(path.join(process.env.FITZ_EDITORS, 'package.json'))('mocha');

function write(test, error) {
  const name = test.titlePath().join(' ');
  appendFileSync(process.env.FITZ_RESULTS, `${JSON.stringify({ name, error })}\n`);
}

exports.run = () =>
  new Promise((resolve, reject) => {
    // The tests build on each other, as the steps of a session do.
    const mocha = new Mocha({ ui: 'bdd', timeout: 40_000, bail: true, reporter: 'min', color: false });
    mocha.addFile(path.join(__dirname, 'session.cjs'));
    mocha.addFile(path.join(__dirname, 'features.cjs'));
    mocha
      .run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))))
      .on('pass', (test) => write(test, null))
      .on('fail', (test, error) => write(test, error.stack ?? String(error)));
  });
