import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/article/index.js';
import { skipOrFail } from '../setup/skip.js';
import { judge } from './shipped.js';

const folder = new URL('../../../shared/cases/', import.meta.url);
const missing = !existsSync(folder) && skipOrFail('the kept cases (../shared/cases) are not here');

/** Judges the page of a kept case: its comments in their order. */
function judgeCase(name: string) {
  const { article, comments } = readPage(readFileSync(new URL(`${name}.input.json`, folder)));
  return judge.page(article, comments);
}

describe.skipIf(missing)('사람들이 겪은 글', () => {
  test('contact-only-telegram: 메신저와 아이디는 검토까지는 간다', () => {
    for (const { review } of judgeCase('contact-only-telegram')) expect(review).toBe(true);
  });
  test('drug-advert: 표시된다', () => {
    for (const { flag } of judgeCase('drug-advert')) expect(flag).toBe(true);
  });
  test('dog-walk-on-the-path, food-on-the-way: 무관이 아니고 표시되지 않는다', () => {
    for (const { verdict, flag } of judgeCase('dog-walk-on-the-path'))
      expect([verdict === 'off-topic', flag]).toEqual([false, false]);
    for (const { verdict } of judgeCase('food-on-the-way')) expect(verdict).toBe('on-topic');
  });
  test('title-only-campaign: 제목뿐이어도 조직적인 글과 광고는 표시된다', () => {
    const [head, ...rows] = readFileSync(new URL('title-only-campaign.input.csv', folder), 'utf8')
      .trim()
      .split('\n');
    expect(head).toBe('기사제목,댓글');
    const article = { id: 'a', title: rows[0]!.split(',')[0]!, body: null };
    const comments = rows.map((row, i) => ({ id: `${i}`, articleId: 'a', text: row.split(',')[1]! }));
    expect(judge.page(article, comments).map(({ flag }) => flag)).toEqual([true, true, false]);
  });
  test.each(['entities-in-comments', 'percent-encoded-link', 'regional-indicator-letters', 'rlo-override'])(
    '%s: 무관이고 표시된다',
    (name) => {
      for (const { verdict, flag } of judgeCase(name)) expect([verdict, flag]).toEqual(['off-topic', true]);
    },
  );
});
