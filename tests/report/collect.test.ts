import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judged } from '../../src/judge/result.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import {
  BANDS,
  BODY_CHARACTERS,
  COMMENT_REASONS,
  DRAWN_OF_BAND,
  TEXT_CHARACTERS,
} from '../../src/report/gather/limits.js';
import { reportPartSchema, type ReportPart } from '../../src/report/gather/part.js';
import { collectedOf, judgedOf, judgedWith, pageOf } from './given.js';

/** A part as it arrives from a file or another thread. */
function passed(collected: ReportCollector): ReportPart {
  return reportPartSchema.parse(JSON.parse(JSON.stringify(collected.toPart())));
}

function gather(judged: readonly Judged[], most: number, context: number): ReportCollector {
  const collected = new ReportCollector(most, context);
  for (const each of judged) collected.add(each);
  return collected;
}

const digest = (page: string): string => createHash('sha256').update(page).digest('hex');

describe('모으기', () => {
  it('어디서 나누어 모아도 한 번에 모은 것과 바이트까지 같은 쪽이 된다', () => {
    const judged = Array.from({ length: 240 }, (_, n) => judgedOf(n, 12));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: judged.length }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 100 }),
        (cuts, most, context) => {
          const whole = gather(judged, most, context);
          const merged = new ReportCollector(most, context);
          const edges = [0, ...cuts.sort((one, other) => one - other), judged.length];
          edges.slice(1).forEach((end, index) => {
            const start = edges[index]!;
            // A part needs no more context than is still wanted where it begins.
            merged.merge(passed(gather(judged.slice(start, end), most, Math.max(0, context - start))));
          });
          expect(merged.toPart()).toEqual(whole.toPart());
          expect(digest(pageOf(merged))).toBe(digest(pageOf(whole)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('자리를 알려 주면 섞인 덩이를 아무 차례로 더해도 같은 쪽이 된다', () => {
    const judged = Array.from({ length: 240 }, (_, n) => judgedOf(n, 12));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 240, maxLength: 240 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 100 }),
        (chunkOf, order, most, context) => {
          const whole = gather(judged, most, context);
          const merged = new ReportCollector(most, context);
          for (const chunk of order) {
            const part = new ReportCollector(most, context);
            for (const [place, each] of judged.entries()) if (chunkOf[place] === chunk) part.add(each, place);
            merged.merge(passed(part));
          }
          expect(digest(pageOf(merged))).toBe(digest(pageOf(whole)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('바로 확인할 것, 살펴볼 것, 처음 것들의 차례로 남기고 센 수는 모두의 것이다', () => {
    const collected = collectedOf(600, 20, 150);
    const all = Array.from({ length: 600 }, (_, n) => judgedOf(n).result);
    expect(collected.counts.comments).toBe(600);
    expect(collected.counts.flagged).toBe(all.filter(({ flag }) => flag).length);
    const shown = collected.shown;
    expect(shown).toHaveLength(150);
    expect(shown.filter(({ flag }) => flag)).toHaveLength(collected.counts.flagged);
    const looked = shown.filter(({ flag, review }) => review && !flag).map(({ score }) => score);
    const dropped = all.filter(({ flag, review }) => review && !flag).map(({ score }) => score);
    expect(Math.min(...looked)).toBeGreaterThanOrEqual(dropped.sort((a, b) => b - a)[looked.length - 1]!);
    expect(shown.map(({ place }) => place)).toEqual(
      shown.map(({ place }) => place).sort((one, other) => one - other),
    );
  });

  it('나머지는 덤프의 처음에 있는 것만 남긴다', () => {
    const collected = gather(
      Array.from({ length: 50 }, (_, n) => judgedWith({ id: `c${n}` }, { review: false, flag: false })),
      1000,
      10,
    );
    expect(collected.shown.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, n) => `c${n}`));
  });

  it('긴 글은 대리쌍을 가르지 않고 자르며 자른 수를 적고, 까닭과 본문에도 끝이 있다', () => {
    const text = `${'가'.repeat(TEXT_CHARACTERS - 1)}😀😀`;
    const reasons = Array.from({ length: 50 }, (_, n) => ({
      kind: 'rule' as const,
      id: `r${n}`,
      weight: 1 + n / 100,
      text: `말${n}`,
    }));
    const collected = gather(
      [judgedWith({ text }, { reasons }, { id: 'a', body: '나'.repeat(9000) })],
      10,
      10,
    );
    const [comment] = collected.shown;
    expect(comment?.text).toBe('가'.repeat(TEXT_CHARACTERS - 1));
    expect(comment?.leftOff).toBe(4);
    expect(comment?.reasons).toHaveLength(COMMENT_REASONS);
    expect(collected.bodyOf('a')).toHaveLength(BODY_CHARACTERS);
  });

  it('한 말이 여러 번 나와도 까닭은 댓글마다 한 번 센다', () => {
    const again = { kind: 'rule' as const, id: 'p/r', weight: 1, title: { ko: '꾸러미', en: 'pack' } };
    const collected = gather(
      [
        judgedWith({}, { reasons: [again, again, { ...again, weight: -1 }] }),
        judgedWith({}, { reasons: [again] }),
      ],
      10,
      10,
    );
    expect([...collected.tallies.reasons.values()]).toEqual([
      { kind: 'rule', id: 'p/r', title: again.title, against: 2, for: 1 },
    ]);
  });

  it('천 개 덩이의 조각은 남길 댓글 말고는 작다', () => {
    const collected = new ReportCollector(100_000, 0);
    for (let n = 0; n < 1000; n++) collected.add(judgedOf(n, 50));
    const part = collected.toPart();
    const bytes = JSON.stringify({ ...part, comments: [], bodies: [], drawn: [] }).length;
    expect(bytes).toBeLessThan(60_000);
    expect(part.drawn.length).toBeLessThanOrEqual(BANDS.length * DRAWN_OF_BAND);
    expect(JSON.stringify(part.drawn).length).toBeLessThan(90_000);
    expect(part.comments).toHaveLength(collected.counts.review);
  });
});
