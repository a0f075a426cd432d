import { describe, expect, test } from 'vitest';
import { trainInThread } from '../../../src/bot/learning/train-thread.js';
import { readClassifier, readSummary } from '../../../src/moderation/index.js';
import { trainClassifier } from '../../../src/moderation/classifier/train.js';
import { decisionsOf } from '../../moderation/classifier/decisions.js';

const never = new AbortController().signal;

/** A word of three syllables for each number. */
const wordOf = (number: number): string =>
  String.fromCharCode(0xac00 + number * 7, 0xac00 + number * 5, 0xac00 + number * 3);

/** The longest time in ms that a timer of every 5 ms was late while something ran, and how often it came. */
async function watched(work: () => Promise<unknown>): Promise<{ late: number; ticks: number }> {
  let last = performance.now();
  let late = 0;
  let ticks = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(late, now - last - 5);
    last = now;
    ticks++;
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { late, ticks };
}

describe('스레드에서 배우기', () => {
  test('그 자리에서 배운 것과 같다', async () => {
    const decisions = decisionsOf({ count: 200 });
    const { model, summary } = await trainInThread({ decisions, previous: null }, never);
    const { classifier, summary: told } = trainClassifier(decisions);
    expect(readSummary(summary)).toEqual(told);
    expect(readClassifier(model)!.factor).toBeCloseTo(classifier.factor, 3);
    const again = await trainInThread({ decisions, previous: model }, never);
    expect(readSummary(again.summary)).toMatchObject({ against: [], for: [] });
  });

  test('배우는 동안에도 다른 일이 돈다', async () => {
    // Many different words are what takes time.
    const decisions = decisionsOf({ count: 4000 }).map((one, at) => ({
      ...one,
      text: `${one.text} ${wordOf(at % 1400)} ${wordOf((at * 7) % 1400)} ${wordOf((at * 11) % 1400)}`,
    }));
    const started = performance.now();
    trainClassifier(decisions);
    const inPlace = performance.now() - started;
    expect(inPlace).toBeGreaterThan(300);
    const { late, ticks } = await watched(() => trainInThread({ decisions, previous: null }, never));
    // In place nothing else would have run all that time; the machine itself may be late for other reasons.
    expect(late).toBeLessThan(Math.max(150, inPlace / 2));
    expect(ticks).toBeGreaterThan(inPlace / 20);
  });

  test('그치라면 그친다', async () => {
    const stop = new AbortController();
    const training = trainInThread({ decisions: decisionsOf({ count: 4000 }), previous: null }, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(training).rejects.toMatchObject({ code: 'learning/stopped' });
    await expect(trainInThread({ decisions: [], previous: null }, stop.signal)).rejects.toMatchObject({
      code: 'learning/stopped',
    });
  });

  test('스레드가 죽으면 흠으로 알리고, 댓글을 옮기지 않는다', async () => {
    const broken = decisionsOf({ count: 30 }).map((one) => ({
      ...one,
      text: null as unknown as string,
    }));
    const failed: unknown = await trainInThread({ decisions: broken, previous: null }, never).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 'learning/thread' });
    expect((failed as Error).message).toBe('learning/thread: the training thread ended early');
  });
});
