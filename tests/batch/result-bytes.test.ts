import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResultBytes } from '../../src/batch/result-bytes.js';
import { ALL_WAYS } from '../../src/hangul/index.js';
import { judgeFixtures } from '../judge/fixture-set.js';
import { type Reason, reasonSchema, type Result } from '../../src/judge/result.js';

// Whole texts of any code unit: quotes, controls, halves of pairs.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom('', '기사에 나오는 말', '"\\\u007f\u2028\ud800', '\udc00\ud83d\ude00\n'),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.integer({ min: -2e9, max: 2e9 }).map((millionths) => millionths / 1e6),
  fc.constantFrom(0, -0, 9, 10, 99, 100, 999, 1000, 0.5),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const place = {
  span: optional(fc.tuple(fc.nat(), fc.nat())),
  text: optional(text),
};
const title = optional(fc.record({ ko: text, en: text }));
const reason: fc.Arbitrary<Reason> = fc.record({
  kind: fc.constantFrom(...reasonSchema.shape.kind.options),
  id: text,
  weight: number,
  ...place,
  via: optional(fc.array(fc.constantFrom(...ALL_WAYS))),
  reads: optional(text),
  title,
});
const home = fc.record({ articleId: text, score: number });
const result: fc.Arbitrary<Result> = fc.record({
  commentId: text,
  articleId: text,
  verdict: fc.constantFrom('on-topic' as const, 'off-topic' as const, 'unclear' as const),
  score: number,
  flag: fc.boolean(),
  review: fc.boolean(),
  reasons: fc.array(reason, { maxLength: 8 }),
  home: fc.option(home),
  homes: optional(fc.array(home, { maxLength: 5 })),
  campaign: fc.option(text),
});

describe('결과의 바이트', () => {
  it('JSON.stringify가 내는 그대로다', () => {
    const bytes = new ResultBytes();
    fc.assert(
      fc.property(fc.array(result, { maxLength: 5 }), (results) => {
        for (const one of results) bytes.add(one);
        const lines = results.map((one) => `${JSON.stringify(one)}\n`).join('');
        expect(new TextDecoder().decode(bytes.take())).toBe(lines);
      }),
    );
  });

  it('판정이 쓰는 칸의 순서를 안다', () => {
    const judged = ['articles', 'checks/set-1', 'checks/set-2'].flatMap(
      (folder) => judgeFixtures(folder).comments,
    );
    expect(
      new Set(judged.flatMap(({ result }) => result.reasons.map(({ kind }) => kind))).size,
    ).toBeGreaterThan(3);
    const bytes = new ResultBytes();
    for (const { result } of judged) bytes.add(result);
    const lines = judged.map(({ result }) => `${JSON.stringify(result)}\n`).join('');
    expect(new TextDecoder().decode(bytes.take())).toBe(lines);
  });

  it('긴 글에도 자리가 있다', () => {
    const bytes = new ResultBytes();
    const long = '"가\u0001'.repeat(100_000);
    const one: Result = {
      commentId: long,
      articleId: 'a',
      verdict: 'unclear',
      score: 0.1,
      flag: false,
      review: false,
      reasons: [],
      home: null,
      campaign: null,
    };
    bytes.add(one);
    expect(new TextDecoder().decode(bytes.take())).toBe(`${JSON.stringify(one)}\n`);
    expect(bytes.take()).toHaveLength(0);
  });
});
