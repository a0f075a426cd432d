import { describe, expect, test } from 'vitest';
import { cutPieces, gatherReasons, markPieces, reasonLine, shorten } from '../../src/judge/explain.js';
import type { Reason } from '../../src/judge/index.js';

const rule = (weight: number, given: Partial<Reason> = {}): Reason => ({
  kind: 'rule',
  id: 'p/a',
  weight,
  title: { ko: '주식', en: 'Stocks' },
  ...given,
});

describe('같은 말을 하는 근거 모으기', () => {
  test.each<[why: string, reasons: Reason[], gathered: [weight: number, times: number][]]>([
    [
      '한 규칙집이 같은 말을 두 자리에서',
      [rule(1, { text: '대유', span: [0, 2] }), rule(0.5, { text: '대유', span: [5, 7] })],
      [[1.5, 2]],
    ],
    [
      '한 자리의 두 규칙은 한 번',
      [rule(1, { text: '대유', span: [0, 2] }), rule(0.5, { id: 'p/b', text: '대유', span: [0, 2] })],
      [[1.5, 1]],
    ],
    [
      '다른 말은 따로, 센 것부터',
      [rule(1, { text: '대유' }), rule(-2, { text: '장애' })],
      [
        [-2, 1],
        [1, 1],
      ],
    ],
    [
      '달리 읽은 말은 따로',
      [rule(2, { text: 'ㄷㅇ', reads: '대유' }), rule(1, { text: 'ㄷㅇ', reads: '대우' })],
      [
        [2, 1],
        [1, 1],
      ],
    ],
    [
      '달리 감춘 말은 따로',
      [rule(2, { text: '머유', via: ['lookalike'] }), rule(1, { text: '머유', via: ['gap'] })],
      [
        [2, 1],
        [1, 1],
      ],
    ],
    [
      '종류가 다르면 따로',
      [rule(2), rule(1, { kind: 'article' })],
      [
        [2, 1],
        [1, 1],
      ],
    ],
    [
      '이름이 없으면 id로 나눈다',
      [rule(2, { title: undefined }), rule(1, { title: undefined, id: 'p/b' })],
      [
        [2, 1],
        [1, 1],
      ],
    ],
    ['0.05는 보인다', [rule(0.05)], [[0.05, 1]]],
    ['그보다 작으면 빠진다', [rule(0.0499), rule(-0.0499, { kind: 'article' })], []],
    ['서로 지워진 것도 빠진다', [rule(1), rule(-1)], []],
    ['내용 없음은 무게가 없어도 남는다', [rule(0, { kind: 'filler' })], [[0, 1]]],
  ])('%s', (_why, reasons, gathered) => {
    expect(gatherReasons(reasons).map(({ reason, times }) => [reason.weight, times])).toEqual(gathered);
  });
});

describe('판정과 어긋나는 근거만 보이지 않는다', () => {
  const reasons = [
    rule(0.9, { text: '가' }),
    rule(0.5, { text: '나' }),
    rule(-0.2, { text: '다' }),
    rule(-0.1, { text: '라' }),
  ];
  const order = (verdict: 'on-topic' | 'off-topic' | 'unclear'): number[] =>
    gatherReasons(reasons, verdict).map(({ reason }) => reason.weight);

  test('관련이면 기사 편인 근거부터', () => {
    expect(order('on-topic')).toEqual([-0.2, 0.9, 0.5, -0.1]);
    expect(order('off-topic')).toEqual([0.9, 0.5, -0.2, -0.1]);
    expect(order('unclear')).toEqual([0.9, 0.5, -0.2, -0.1]);
    expect(
      gatherReasons([rule(-2), rule(1, { text: '가' })], 'on-topic').map(({ reason }) => reason.weight),
    ).toEqual([-2, 1]);
    expect(gatherReasons([rule(1)], 'on-topic').map(({ reason }) => reason.weight)).toEqual([1]);
  });
});

describe('댓글에 근거를 칠하기', () => {
  const marked = (text: string, reasons: Reason[]): [string, string][] =>
    markPieces(text, reasons).map(({ text, side }) => [text, side]);

  test.each<[why: string, text: string, reasons: Reason[], pieces: [string, string][]]>([
    ['근거가 없으면 한 조각', '가나다', [], [['가나다', 'none']]],
    ['빈 댓글은 조각이 없다', '', [], []],
    [
      '어긋나는 말과 기사 편인 말',
      '가나다라',
      [rule(1, { span: [0, 1] }), rule(-1, { span: [2, 3] })],
      [
        ['가', 'against'],
        ['나', 'none'],
        ['다', 'for'],
        ['라', 'none'],
      ],
    ],
    [
      '겹치면 센 것이 칠한다',
      '가나다',
      [rule(1, { span: [0, 2] }), rule(-2, { span: [1, 3] })],
      [
        ['가', 'against'],
        ['나다', 'for'],
      ],
    ],
    [
      '무게가 없거나 자리가 없으면 칠하지 않는다',
      '가나',
      [rule(0, { span: [0, 1] }), rule(3)],
      [['가나', 'none']],
    ],
    [
      '이모지를 가르지 않는다',
      '👍가',
      [rule(1, { span: [0, 1] })],
      [
        ['👍', 'against'],
        ['가', 'none'],
      ],
    ],
  ])('%s', (_why, text, reasons, pieces) => {
    expect(marked(text, reasons)).toEqual(pieces);
  });

  test('센 근거 200개까지만 칠한다', () => {
    const reasons = Array.from({ length: 201 }, (_, i) => rule(i + 1, { span: [i, i + 1] }));
    expect(marked('가'.repeat(201), reasons)).toEqual([
      ['가', 'none'],
      ['가'.repeat(200), 'against'],
    ]);
  });

  test.each<[why: string, length: number, kept: [string, string][], leftOff: number]>([
    [
      '다 들어간다',
      5,
      [
        ['가나', 'for'],
        ['👍다', 'none'],
      ],
      0,
    ],
    [
      '가운데서 자른다',
      4,
      [
        ['가나', 'for'],
        ['👍', 'none'],
      ],
      1,
    ],
    ['이모지 가운데서는 그 앞에서', 3, [['가나', 'for']], 3],
    ['첫 조각에서', 1, [['가', 'for']], 4],
    ['아무것도', 0, [], 5],
  ])('자르기: %s', (_why, length, kept, leftOff) => {
    const cut = cutPieces(
      [
        { text: '가나', side: 'for' },
        { text: '👍다', side: 'none' },
      ],
      length,
    );
    expect(cut.pieces.map(({ text, side }) => [text, side])).toEqual(kept);
    expect(cut.leftOff).toBe(leftOff);
  });
});

describe('근거 한 줄', () => {
  test.each<[Reason, number, ko: string]>([
    [
      rule(3.14, { text: '머유', reads: '대유', via: ['lookalike'] }),
      1,
      '주식: “머유” → 대유 (모양 바꿔 쓰기) +3.1',
    ],
    [rule(-2, { text: '장애', reads: '장애' }), 3, '주식: “장애” ×3 −2.0'],
    [rule(0.04), 1, '주식'],
    [rule(0.06), 1, '주식 +0.1'],
    [rule(1, { text: '거래 정지', reads: '거래정지', via: ['gap'] }), 1, '주식: “거래 정지” +1.0'],
    [rule(1, { title: undefined, kind: 'parent' }), 1, '윗댓글 +1.0'],
    [rule(1, { text: '가'.repeat(41) }), 1, `주식: “${'가'.repeat(40)}…” +1.0`],
    [rule(1, { text: '가'.repeat(40) }), 1, `주식: “${'가'.repeat(40)}” +1.0`],
  ])('%j ×%i', (reason, times, ko) => {
    expect(reasonLine(reason, 'ko', times)).toBe(ko);
  });

  test('점으로 끊은 말은 띄어쓰기가 아니다', () => {
    const broken = rule(1, { text: '대.유', reads: '대유', via: ['gap'] });
    expect(reasonLine(broken, 'en')).toMatch(/→ 대유 \(.+\) \+1\.0$/);
  });

  test.each([
    ['가나다', 3, '가나다'],
    ['가나다라', 3, '가나다…'],
    ['👍👍', 2, '👍👍'],
    ['👍👍👍', 2, '👍👍…'],
  ])('%s을 %i자로', (text, length, short) => {
    expect(shorten(text, length)).toBe(short);
  });
});
