import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Article, readPage } from '../../src/article/index.js';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { createJudge } from '../../src/judge/index.js';
import { compilePacks } from '../../src/rules/index.js';
import { skipOrFail } from '../setup/skip.js';
import { judge, relevance } from './shipped.js';

const page = new URL('../../../shared/pages/kakao-outage.txt', import.meta.url);
const missing =
  !existsSync(page) && skipOrFail('the real page ../shared/pages/kakao-outage.txt is not beside the project');

describe.skipIf(missing)('2022년 10월 카카오 장애 기사와 그 아래 일곱 댓글', () => {
  test('1, 2, 4, 5, 6은 글과 무관하여 표시하고 3, 7은 판단을 보류한다', () => {
    const { article, comments } = readPage(readFileSync(page));
    const results = judge.page(article, comments);
    expect(results.map(({ verdict, flag }) => `${verdict}${flag ? ' ⚑' : ''}`)).toEqual([
      'off-topic ⚑',
      'off-topic ⚑',
      'unclear',
      'off-topic ⚑',
      'off-topic ⚑',
      'off-topic ⚑',
      'unclear',
    ]);
    for (const { flag, reasons } of results)
      if (flag) expect(reasons.some(({ span }) => span !== undefined)).toBe(true);
  });
  test('규칙집을 끄고 대유 기사를 알면 1, 2, 6은 무관하고, 이름을 대는 기사는 그 기사다', () => {
    const { lexicon } = loadBook(inPackage('rules'));
    const learned = createJudge({ book: compilePacks([], lexicon), lexicon, relevance });
    const daeyu = new URL('../../fixtures/articles/daeyu.json', import.meta.url);
    const { article: known } = JSON.parse(readFileSync(daeyu, 'utf8')) as { article: Article };
    const { article, comments } = readPage(readFileSync(page));
    const results = learned.page(article, comments, [known]);
    for (const number of [1, 2, 6]) {
      const { verdict, home } = results[number - 1]!;
      expect([number, verdict, home?.articleId ?? known.id]).toEqual([number, 'off-topic', known.id]);
    }
    // A home under .3 is nobody's name: at most one of the three has none.
    expect([1, 2, 6].filter((number) => results[number - 1]!.home !== null).length).toBeGreaterThan(1);
  });
});
