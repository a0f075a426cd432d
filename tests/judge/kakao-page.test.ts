import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/article/index.js';
import { skipOrFail } from '../setup/skip.js';
import { judge } from './shipped.js';

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
});
