/**
 * How time grows with what an outsider may make long, beside the length of a comment (`bench/worst.ts`): the comments of a
 * page and whom they answer, an article's body and title, repeated texts of a stream, rules of one's own.
 *
 *     npx tsx bench/growth.ts [page|article|campaigns|packs]
 *
 * Told are processor time of this thread (the less of two calls) for a size and eight times that, and the exponent.
 */
import { inPackage } from '../src/assets/package-root.js';
import { loadBook } from '../src/assets/packs.js';
import { loadModel } from '../src/assets/shipped.js';
import { campaignOptions, CampaignTracker } from '../src/campaign/index.js';
import { Fault } from '../src/fault.js';
import { showText } from '../src/hangul/index.js';
import { createJudge } from '../src/judge/index.js';
import { compilePacks, type Pack } from '../src/rules/index.js';

const { book, lexicon } = loadBook(inPackage('rules'));
const model = loadModel();
if (model instanceof Fault) throw model;
const only = process.argv[2];
const TIMES = 8;
const [LONG_COMMENT, LONG_BODY] = [4000, 20_000];

function msOf(call: () => unknown): number {
  let least = Infinity;
  for (let i = 0; i < 2; i++) {
    // How a text is shown is kept until the next one.
    showText('&amp;');
    const before = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function tell(name: string, size: number, make: (size: number) => () => unknown): void {
  make(size * TIMES)();
  const [short, long] = [msOf(make(size)), msOf(make(size * TIMES))];
  const exponent = Math.log(long / Math.max(short, 0.01)) / Math.log(TIMES);
  console.log(
    `${exponent.toFixed(2)}  ${short.toFixed(1)} → ${long.toFixed(1)} ms  ${size} → ${size * TIMES}  ${name}`,
  );
}

/** Different syllables, words and texts by number. */
const syllable = (i: number): string => String.fromCharCode(0xac00 + ((i * 7919) % 11_172));
const word = (i: number): string => syllable(i) + syllable(i * 31 + 7) + syllable(Math.floor(i / 11_172) + 3);
function words(length: number, from = 0): string {
  let text = '';
  for (let i = from; text.length < length; i++) text += `${word(i)} `;
  return text.slice(0, length);
}
const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
function differing(text: string, i: number): string {
  const at = (i * 7) % text.length;
  return text.slice(0, at) + syllable(i) + text.slice(at + 1);
}

const article = {
  id: 'a',
  title: '시립 도서관 열람실 좌석 예약제로 바뀐다',
  body: '시립 도서관이 다음 달부터 열람실 좌석을 예약제로 바꾼다고 밝혔다. 예약은 누리집과 전화로 받는다.',
};
const commentOf = (i: number, text: string, parent?: number) => ({
  id: `c${i}`,
  articleId: 'a',
  text,
  ...(parent === undefined ? {} : { parentId: `c${parent}` }),
});
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const PLEA = '도서관 열람실 좌석 예약제 반대합니다 시민 의견 들어주세요 매일 가는 사람 생각도 해야지요 정말';
const RULES = repeated('무료 수익 대출 문의 카톡 ', LONG_COMMENT);

for (const [name, judge] of [
  ['rules', createJudge({ book, lexicon })],
  ['with the model', createJudge({ book, lexicon, relevance: model })],
] as const) {
  if (only === undefined || only === 'page')
    for (const [kind, textOf, parentOf] of [
      ['each answers the one before', (i: number) => `도서관 예약 좋다 ${word(i)}`, (i: number) => i - 1],
      [
        'all answer one of 4,000 characters',
        (i: number) => (i === 0 ? RULES : `도서관 예약 ${word(i)}`),
        () => 0,
      ],
      ['all alike', () => '도서관 예약 좋다', () => undefined],
    ] as const)
      tell(`${name}, comments of a page: ${kind}`, 1250, (count) => {
        const comments = many(count, (i) => commentOf(i, textOf(i), i === 0 ? undefined : parentOf(i)));
        return () => judge.page(article, comments);
      });
  if (only === undefined || only === 'article') {
    for (const [kind, body] of [
      ['different words', words],
      ['sentences of a letter', (length: number) => repeated('가. ', length)],
      ['one letter', (length: number) => repeated('가', length)],
      ['words of rules', (length: number) => repeated('대유 카톡 무료. ', length)],
    ] as const)
      tell(`${name}, body, read anew with a comment of 4,000: ${kind}`, LONG_BODY / TIMES, (length) => {
        const comment = commentOf(0, words(LONG_COMMENT, 900));
        return () => judge.comment({ ...article, body: body(length) }, comment);
      });
    tell(
      `${name}, title`,
      500,
      (length) => () => judge.comment({ ...article, title: words(length) }, commentOf(0, PLEA)),
    );
  }
}
if (only === undefined || only === 'campaigns')
  for (const [kind, posts, textOf] of [
    ['100 characters that differ in one', 1250, (i: number) => differing(PLEA.repeat(2), i)],
    ['100 characters, one word another', 1250, (i: number) => `${PLEA} ${word(i)}`],
    ['4,000 that differ in one', 100, (i: number) => differing(words(LONG_COMMENT), i)],
    ['4,000 of different words', 100, (i: number) => words(LONG_COMMENT, i * 1400)],
    ['4,000 of one letter', 100, () => '가'.repeat(LONG_COMMENT)],
  ] as const)
    tell(`posts of a stream: ${kind}`, posts, (count) => () => {
      const tracker = new CampaignTracker(campaignOptions({ book }));
      for (let i = 0; i < count; i++)
        tracker.place({
          id: `p${i}`,
          author: `u${i}`,
          article: `a${i % 50}`,
          at: i * 60_000,
          text: textOf(i),
        });
    });
if (only === undefined || only === 'packs')
  tell('rules of a term each, a comment of 4,000 characters of their terms', 375, (count) => {
    const rules = many(count, (i) => ({ id: `r${i}`, weight: 1, any: [word(i)] }));
    const pack = { id: 'own', title: { ko: '제 것', en: 'own' }, role: 'foreign', rules } as unknown as Pack;
    const judge = createJudge({ book: compilePacks([pack], lexicon), lexicon });
    const comment = commentOf(0, repeated(many(count, word).join(' '), LONG_COMMENT));
    const call = () => judge.comment(article, comment);
    for (let i = 0; i < 20; i++) call();
    return call;
  });
