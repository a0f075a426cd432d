import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/index.js';
import { cutNote, gatherReasons } from '../../src/judge/explain.js';
import { resultSchema } from '../../src/judge/result.js';
import type { Beside } from '../../src/judge/judging.js';
import { judge } from './shipped.js';

const article: Article = {
  id: 'a',
  title: '시립 도서관 열람실 좌석 예약제로 바뀐다',
  body: '시립 도서관이 다음 달부터 열람실 좌석을 예약제로 바꾼다고 밝혔다. 예약은 누리집과 전화로 받고, 30분 안에 오지 않으면 취소된다.',
};
const judged = (text: string, beside?: Beside) =>
  judge.comment(article, { id: 'c', articleId: 'a', text }, [], beside);
const filled = (length: number): string => '도서관 '.repeat(length).slice(0, length);
const words = (text: string): (string | undefined)[] =>
  judged(text).reasons.flatMap(({ kind, text: written }) => (kind === 'rule' ? [written] : []));

/** What stands behind the first letter of a syllable, or on another letter. */
const MIDDLE = /^[\u1160-\u11ff]|^\p{Mn}/u;

describe('긴 댓글', () => {
  test.each([
    ['4,000자는 모두', 4000, undefined],
    [
      '4,001자는 앞뒤만',
      4001,
      [
        [0, 1999],
        [2004, 4001],
      ],
    ],
    [
      '1만 자',
      10_000,
      [
        [0, 1999],
        [8000, 10_000],
      ],
    ],
  ] as const)('%s', (_name, length, parts) => {
    expect(judged(filled(length)).judged).toEqual(parts);
  });

  test('앞과 뒤의 근거는 주어진 글의 그 자리를 가리키고, 사이는 읽지 않는다', () => {
    const text = `대유 ${filled(5000)} 텔레그램 @stock777 ${filled(5000)} 거래정지`;
    const result = judged(text);
    expect(words(text)).toEqual(expect.arrayContaining(['대유', '거래정지']));
    expect(words(text).some((word) => word?.includes('stock777'))).toBe(false);
    for (const { span, text: written } of result.reasons)
      if (span !== undefined) expect(written).toBe(text.slice(...span));
    expect(resultSchema.parse(result)).toEqual(result);
  });

  test('앞의 끝과 뒤의 처음은 한 낱말로 읽히지 않는다', () => {
    const text = `${filled(1998)}\n대${filled(3000)}유\n${filled(1997)}`;
    expect(words(text)).not.toContain('대\n유');
    expect(words(text).filter((word) => word?.startsWith('대'))).toEqual([]);
  });

  test('쪽과 덤프에서도, 답글의 윗글도', () => {
    const comments = [
      { id: 'c', articleId: 'a', text: filled(5000) },
      { id: 'd', articleId: 'a', text: '대유' },
    ];
    for (const [long, short] of [judge.page(article, comments), judge.dump([article], comments)]) {
      expect(long!.judged).toHaveLength(2);
      expect(short).not.toHaveProperty('judged');
    }
    const parent = { id: 'p', articleId: 'a', text: `대유 거래정지 ${filled(200_000)}` };
    expect(judged('맞아요', { parent })).not.toHaveProperty('judged');
  });

  test('캠페인의 구절은 남은 자리에 있고, 잘려 나간 것은 없다', () => {
    const text = `${filled(6000)} 소액주주 만세`;
    const at = text.indexOf('소액주주');
    const member = { id: 'k', name: '이름', posts: 3, articles: 3, others: null, phrase: '소액주주 만세' };
    const spanOf = (span: [number, number]) =>
      judged(text, { campaign: { ...member, span } }).reasons.find(({ kind }) => kind === 'campaign')!.span;
    expect(spanOf([at, text.length])).toEqual([at, text.length]);
    expect(spanOf([0, 3])).toEqual([0, 3]);
    expect(spanOf([2500, 2503])).toBeUndefined();
  });

  test('글자를 쪼개지 않는다', () => {
    const letter = fc.constantFrom(
      '가',
      '😀',
      '각'.normalize('NFD'),
      'a',
      'e\u0301',
      '👩\u200d👧',
      ' ',
      '대유',
    );
    fc.assert(
      fc.property(fc.array(letter, { minLength: 2500, maxLength: 2600, size: 'max' }), (letters) => {
        const text = letters.join('').repeat(2);
        const parts = judged(text).judged!;
        for (const [start, end] of parts) {
          expect(text.slice(start, end)).not.toMatch(/\p{Surrogate}/u);
          expect(text.charAt(start)).not.toMatch(MIDDLE);
          expect(text.charAt(end)).not.toMatch(MIDDLE);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('말로도 알린다', () => {
    expect(cutNote(judged(filled(5000)))?.ko).toBe('길어서 앞 1,999자와 뒤 2,000자만 판정함');
    expect(cutNote(judged('도서관'))).toBeNull();
  });
});

test('한 규칙이 짚는 자리는 100곳까지만 근거가 되고, 나머지는 세기만 한다', () => {
  const reasons = judged('대유 '.repeat(130)).reasons.filter(({ kind }) => kind === 'rule');
  expect(reasons.map(({ more }) => more)).toEqual([...Array<undefined>(99).fill(undefined), 30]);
  expect(gatherReasons(reasons).map(({ times }) => times)).toEqual([130]);
});

describe('긴 기사', () => {
  const long = { ...article, body: `${article.body!} ${'도서관 '.repeat(6000)}` };

  test('본문은 앞 20,000자까지만 읽고, 그렇다고 말한다', () => {
    const comment = { id: 'c', articleId: 'a', text: '예약제 좋다' };
    const short = { ...long, body: long.body.slice(0, long.body.lastIndexOf(' ', 20_000)) };
    const result = judge.comment(long, comment);
    expect(result).toEqual({ ...judge.comment(short, comment), judgedBody: [0, short.body.length] });
    expect(judge.page(long, [comment])[0]!.judgedBody).toEqual(result.judgedBody);
    expect(judge.dump([long], [comment])[0]!.judgedBody).toEqual(result.judgedBody);
    expect(judge.comment(article, comment).judgedBody).toBe(undefined);
    expect(cutNote(result)?.ko).toMatch(/^기사가 길어서 본문 앞 [\d,]+자만 읽음$/);
  });
});
