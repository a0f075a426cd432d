import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPieces, gatherReasons, markPieces, reasonLine } from '../../src/judge/explain.js';
import { percent } from '../../src/wording/verdicts.js';
import { WAY_NAMES } from '../../src/wording/ways.js';
import { ALL_WAYS } from '../../src/hangul/ways.js';
import type { Reason } from '../../src/judge/result.js';

const reason = (weight: number, start: number, end: number): Reason => ({
  kind: 'rule',
  id: 'p/r',
  weight,
  span: [start, end],
});

describe('이유를 말로', () => {
  const title = { ko: '소액주주·거래정지', en: 'Shareholders' };
  it.each<[Partial<Reason>, string]>([
    [
      { text: '머유', reads: '대유', via: ['lookalike'], weight: 3.1 },
      '소액주주·거래정지: “머유” → 대유 (모양 바꿔 쓰기) +3.1',
    ],
    [{ text: '대유', reads: '대유', via: [], weight: -2.04 }, '소액주주·거래정지: “대유” −2.0'],
    [{ text: '거래정지', reads: '거래 정지', via: [], weight: 1 }, '소액주주·거래정지: “거래정지” +1.0'],
    [
      { text: '무료 리딩', reads: '무료리딩', via: ['gap'], weight: 1 },
      '소액주주·거래정지: “무료 리딩” +1.0',
    ],
    [
      { text: '대.유', reads: '대유', via: ['gap'], weight: 1 },
      '소액주주·거래정지: “대.유” → 대유 (글자 사이 벌리기) +1.0',
    ],
    [{ weight: 0.01 }, '소액주주·거래정지'],
    [{ text: '가'.repeat(60), weight: 1 }, `소액주주·거래정지: “${'가'.repeat(40)}…” +1.0`],
  ])('%j', (part, line) => {
    expect(reasonLine({ kind: 'rule', id: 'p/r', weight: 0, title, ...part }, 'ko')).toBe(line);
  });

  it('같은 규칙의 같은 말은 한 줄로 모으고 무게를 더한다', () => {
    const twice = (at: number): Reason => ({
      ...reason(0.9, at, at + 2),
      text: '대유',
      reads: '대유',
      via: [],
      title,
    });
    const gathered = gatherReasons([reason(1.2, 8, 9), twice(0), twice(4), reason(-2, 9, 10)]);
    expect(gathered.map(({ reason: { weight }, times }) => [weight, times])).toEqual([
      [1.8, 2],
      [-0.8, 2],
    ]);
    const [first] = gathered;
    expect(first && reasonLine(first.reason, 'ko', first.times)).toBe('소액주주·거래정지: “대유” ×2 +1.8');
  });

  it('표기 방식의 이름은 두 말로 모두 다르다', () => {
    for (const language of ['ko', 'en'] as const) {
      expect(new Set(ALL_WAYS.map((way) => WAY_NAMES[way][language])).size).toBe(ALL_WAYS.length);
    }
  });

  it.each([
    [0, '0%'],
    [0.004, '<1%'],
    [0.5, '50%'],
    [0.97, '97%'],
    [0.996, '>99%'],
    [1, '100%'],
  ])('%d → %s', (p, text) => {
    expect(percent(p)).toBe(text);
  });
});

describe('표하기', () => {
  it('겹치면 센 것이 이긴다', () => {
    expect(markPieces('가나다라마', [reason(1, 0, 3), reason(-2, 1, 2), reason(0.5, 2, 4)])).toEqual([
      { text: '가', side: 'against' },
      { text: '나', side: 'for' },
      { text: '다라', side: 'against' },
      { text: '마', side: 'none' },
    ]);
  });

  it('조각을 이으면 원문이고, 자르면 원문의 앞이다', () => {
    const spans = fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.nat(40), fc.nat(40)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), spans, fc.nat(40), (text, some, length) => {
        const pieces = markPieces(
          text,
          some.map(([weight, start, end]) => reason(weight, Math.min(start, end), Math.max(start, end))),
        );
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        const cut = cutPieces(pieces, length);
        const kept = cut.pieces.map((piece) => piece.text).join('');
        expect(text.startsWith(kept)).toBe(true);
        expect(kept.length + cut.leftOff).toBe(text.length);
        expect(kept.length).toBeLessThanOrEqual(length);
        expect(kept).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    );
  });
});
