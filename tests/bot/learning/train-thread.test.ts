import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { trainInThread } from '../../../src/bot/learning/train-thread.js';
import { readClassifier, readSummary } from '../../../src/moderation/index.js';
import { trainClassifier } from '../../../src/moderation/classifier/train.js';
import { decisionsOf } from '../../moderation/classifier/decisions.js';

const never = new AbortController().signal;

/** A word of three syllables for each number. */
const wordOf = (number: number): string =>
  String.fromCharCode(0xac00 + number * 7, 0xac00 + number * 5, 0xac00 + number * 3);

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
    const order: string[] = [];
    const training = trainInThread({ decisions, previous: null }, never).then(() => order.push('trained'));
    // Starting a thread alone takes longer than this; in place the training would be over before the first turn.
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    order.push('100 turns of the event loop');
    await training;
    expect(order).toEqual(['100 turns of the event loop', 'trained']);
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
