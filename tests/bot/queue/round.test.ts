import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, choiceId, doneOf, readChoice, withDone } from '../../../src/bot/bulk/choice.js';
import { type Band, readBand } from '../../../src/bot/features/queue/choice.js';
import { customId, newId, readCustomId } from '../../../src/bot/discord/custom-id.js';
import type { FlagGroupKey } from '../../../src/moderation/index.js';

const VALUES: Readonly<Record<FlagGroupKey, readonly string[]>> = {
  articleId: ['0190f3c2-aaaa-bbbb-cccc-0123456789ab', '0190f3c2-aaaa-bbbb-cccc-0123456789ac'],
  evidenceKey: ['pack:home', 'relevance'],
  channelId: ['1234567890123456789', '1234567890123456788'],
  authorHash: ['5f'.repeat(32), '6a'.repeat(32)],
  campaignId: ['k1', 'k2'],
};
const flags = {
  groups: (_: string, by: FlagGroupKey) => Promise.resolve(VALUES[by].map((value) => ({ value, count: 2 }))),
};

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const percents = fc.integer({ min: 1, max: 99 }).map((n) => n / 100);
const choices = fc
  .record({
    ...Object.fromEntries(Object.entries(VALUES).map(([key, of]) => [key, maybe(fc.constantFrom(...of))])),
    olderThanMs: maybe(fc.constantFrom(600_000, 3_600_000, 259_200_000)),
    from: maybe(percents),
    below: maybe(percents),
    sort: maybe(fc.constantFrom('oldest', 'newest')),
  })
  .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as Choice);

describe('대기열의 조건', () => {
  it('어떤 조건이든 가장 긴 단추의 id로 나르고 그대로 되읽는다', async () => {
    await fc.assert(
      fc.asyncProperty(choices, fc.integer({ min: 0, max: 46_655 }), async (choice, done) => {
        const id = choiceId(choice, done);
        for (const made of [
          customId('queue-decide', 'timeout', newId(), id),
          customId('queue-undo', newId(), '99999999', id),
        ])
          expect(readCustomId(made)?.ids.at(-1)).toBe(id);
        expect(await readChoice(flags, '1', id)).toEqual(choice);
        expect(doneOf(id)).toBe(done);
        expect(doneOf(withDone(id, -1))).toBe(Math.max(0, done - 1));
        expect(withDone(withDone(id, 1), -1)).toBe(choiceId(choice, Math.min(done, 46_654)));
      }),
    );
  });

  it('그 기사나 근거의 댓글이 더는 없으면 아무것도 맞지 않는다', async () => {
    expect(await readChoice(flags, '1', choiceId({ articleId: 'gone' }))).toBeNull();
    expect(await readChoice(flags, '1', choiceId({ evidenceKey: 'gone' }))).toBeNull();
  });

  it('남이 지어낸 id는 조건으로 읽지 않는다', async () => {
    expect(await readChoice(flags, '1', 'x')).toEqual({});
    for (const made of ['x-x-60', 'made-up', 'o99999', 'd0', 'tq', 's90'])
      expect(await readChoice(flags, '1', made)).toBeNull();
  });

  it.each<[string, Band | undefined]>([
    ['90', { from: 90 }],
    ['90 이상', { from: 90 }],
    ['90%-', { from: 90 }],
    ['점수 80% 미만', { below: 80 }],
    ['<80', { below: 80 }],
    ['80-95', { from: 80, below: 95 }],
    ['80~100', { from: 80 }],
    ['0-50', { below: 50 }],
    ['95-80', undefined],
    ['100', undefined],
    ['-0', undefined],
    ['', undefined],
    ['높은 것', undefined],
  ])('점수 “%s”', (typed, band) => {
    expect(readBand(typed)).toEqual(band);
  });
});
