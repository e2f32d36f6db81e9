import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Latest } from '../../src/preview/latest';

interface Question {
  signal: AbortSignal;
  answer: (value: string) => void;
  fail: (error: Error) => void;
}

function setUp() {
  const questions: Question[] = [];
  const log: string[] = [];
  const latest = new Latest<string>(
    (signal) => new Promise((answer, fail) => questions.push({ signal, answer, fail })),
    (answer) => log.push(answer),
    (error) => log.push(`failed: ${(error as Error).message}`),
  );
  return { questions, log, latest };
}

/** Lets the callbacks of settled promises run. */
const settle = () => new Promise<void>((done) => setImmediate(done));

test('asks once after the last of several changes', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { questions, latest } = setUp();
    latest.askAfter(150);
    mock.timers.tick(100);
    latest.askAfter(150);
    mock.timers.tick(149);
    assert.equal(questions.length, 0);
    mock.timers.tick(1);
    assert.equal(questions.length, 1);
  } finally {
    mock.timers.reset();
  }
});

test('drops an old answer that comes late, and an old failure too', async () => {
  const { questions, log, latest } = setUp();
  void latest.askNow();
  void latest.askNow();
  void latest.askNow();
  assert.deepEqual(questions.map(({ signal }) => signal.aborted), [true, true, false]);
  questions[2]!.answer('new');
  questions[0]!.answer('old');
  questions[1]!.fail(new Error('old'));
  await settle();
  assert.deepEqual(log, ['new']);
});

test('a change gives up the question under way, and stop gives up everything', async () => {
  const { questions, log, latest } = setUp();
  void latest.askNow();
  latest.askAfter(10_000);
  assert.equal(questions[0]!.signal.aborted, true);
  latest.stop();
  questions[0]!.answer('old');
  await settle();
  assert.deepEqual(log, []);
});

test('reports the failure of the newest question', async () => {
  const { questions, log, latest } = setUp();
  void latest.askNow();
  questions[0]!.fail(new Error('down'));
  await settle();
  assert.deepEqual(log, ['failed: down']);
});
