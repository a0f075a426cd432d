import { expect, test } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { campaignOptions, CampaignTracker } from '../../src/campaign/index.js';
import { createJudge } from '../../src/judge/index.js';
import { workOf } from '../hangul/counted-work.js';

const { book, lexicon } = loadBook(inPackage('rules'));
const judge = createJudge({ book, lexicon });
const MANY = 500;
const TIMES = 8;
const PLEA = '도서관 열람실 좌석 예약제 반대합니다 시민 의견 들어주세요 매일 가는 사람 생각도 해야지요 정말';
const syllable = (i: number): string => String.fromCharCode(0xac00 + ((i * 7919) % 11_172));
const differing =
  (text: string) =>
  (i: number): string => {
    const at = (i * 7) % text.length;
    return text.slice(0, at) + syllable(i) + text.slice(at + 1);
  };

/** Eight times as many comments may make a little more than eight times the work. */
function expectLinear(call: (count: number) => void, many: number): void {
  call(many);
  const short = workOf(() => {
    call(many);
  });
  expect(
    workOf(() => {
      call(many * TIMES);
    }) / short,
  ).toBeLessThan(TIMES ** 1.1);
}

test.each([
  ['한 글자씩 다른 글', differing(PLEA), MANY],
  ['한 글자씩 다른 긴 글', differing(PLEA.repeat(10)), MANY / 10],
  ['한 글자로 된 글', () => '가'.repeat(4000), MANY / 50],
  [
    '낱말이 모두 다른 글',
    (i: number) =>
      Array.from({ length: 20 }, (_, k) => syllable(i * 20 + k) + syllable(i + k * 31)).join(' '),
    MANY / 5,
  ],
])('되풀이된 글을 찾는 일은 글 수만큼 늘어난다: %s', (_name, text, many) => {
  expectLinear((count) => {
    const tracker = new CampaignTracker(campaignOptions({ book }));
    for (let i = 0; i < count; i++)
      tracker.place({ id: `p${i}`, author: `u${i}`, article: `a${i % 50}`, at: i * 60_000, text: text(i) });
  }, many);
});

test.each([
  ['서로 잇따라 답한다', (i: number) => i - 1],
  ['모두 긴 댓글 하나에 답한다', () => 0],
])('한 쪽을 판정하는 일은 댓글 수만큼 늘어난다: %s', (_name, parentOf) => {
  const article = { id: 'a', title: '시립 도서관 열람실 좌석 예약제로 바뀐다', body: null };
  expectLinear((count) => {
    judge.page(
      article,
      Array.from({ length: count }, (_, i) => ({
        id: `c${i}`,
        articleId: 'a',
        text: i === 0 ? '무료 수익 대출 문의 카톡 '.repeat(200) : `도서관 예약 좋다 ${syllable(i)}`,
        ...(i === 0 ? {} : { parentId: `c${parentOf(i)}` }),
      })),
    );
  }, MANY);
});
