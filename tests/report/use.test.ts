import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { skipOrFail } from '../setup/skip.js';
import { attributes, CHROMIUM, launch, listed, openPage } from './browser.js';
import { collectedOf, judgedOf, pageOf } from './given.js';

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

const texts = (page: Page): Promise<string[]> => page.locator('#list .text').allInnerTexts();
const numbers = async (page: Page): Promise<number[]> =>
  (await attributes(page, '#list .card', 'data-number')).map(Number);

describe.skipIf(missing)('브라우저에서 연 보고서', () => {
  let browser: Browser;
  let page: Page;
  let trouble: string[];
  const judged = Array.from({ length: 300 }, (_, n) => judgedOf(n));
  const off = judged.filter(({ result }) => result.verdict === 'off-topic').length;
  const html = pageOf(collectedOf(300));

  beforeAll(async () => {
    browser = await launch();
    ({ page, trouble } = await openPage(browser, html, {
      permissions: ['clipboard-read', 'clipboard-write'],
    }));
  });
  afterAll(() => browser.close());

  it('오류도 경고도 없고 아무것도 가져오지 않는다', async () => {
    expect(await listed(page)).toBe(300);
    expect(trouble).toEqual([]);
    expect(await page.evaluate('window.__xss')).toEqual([]);
  });

  it('말과 밝기를 바꾼다', async () => {
    const root = page.locator('html');
    expect(await page.locator('h1').innerText()).toMatch(/^댓글 300개 가운데/);
    await page.click('[data-do="language"]');
    expect(await root.getAttribute('lang')).toBe('en');
    expect(await page.locator('h1').innerText()).toMatch(/of 300 comments/);
    expect(await page.title()).toBe('matgeul report');
    expect(await page.locator('#search').getAttribute('placeholder')).toBe(
      'search comments, authors, titles',
    );
    // Cards drawn later speak it too.
    await page.locator('input[name="show"][value="unclear"]').check();
    expect(await page.locator('#list .verdict').first().innerText()).toBe('unclear');
    await page.click('[data-do="language"]');
    expect(await page.locator('#list .verdict').first().innerText()).toBe('판단 보류');
    const paper = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await page.click('[data-do="theme"]');
    expect(await paper()).not.toBe(light);
    await page.click('[data-do="theme"]');
    expect(await paper()).toBe(light);
    await page.click('[data-do="reset"]');
  });

  it('찾고 고르고 차례를 바꾼다', async () => {
    await page.fill('#search', 'ㅎㅂㅈㅅ');
    await expect
      .poll(() => listed(page))
      .toBe(judged.filter(({ comment }) => comment.text.includes('한빛전선')).length);
    for (const text of await texts(page)) expect(text).toContain('한빛전선');
    await page.fill('#search', '');
    await expect.poll(() => listed(page)).toBe(300);
    await page.locator('input[name="show"][value="off-topic"]').check();
    expect(await listed(page)).toBe(off);
    await page.selectOption('#kind', 'article');
    expect(await listed(page)).toBe(off);
    await page.selectOption('#kind', 'filler');
    expect(await listed(page)).toBe(0);
    await page.click('[data-do="reset"]');
    expect(await listed(page)).toBe(300);
    await page.selectOption('#sort', 'dump');
    expect(await numbers(page)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    await page.locator('#pager [data-page="5"]').last().click();
    expect(await numbers(page)).toEqual(Array.from({ length: 50 }, (_, n) => n + 251));
    await page.click('[data-do="reset"]');
  });

  it('기사 표: 차례를 바꾸고 더 보고, 한 기사의 댓글만 본다', async () => {
    expect(await page.locator('#article-rows tr').count()).toBe(15);
    await page.click('[data-do="more-articles"]');
    expect(await page.locator('#article-rows tr').count()).toBe(20);
    await page.click('[data-sort="comments"]');
    const counts = (await page.locator('#article-rows td:nth-child(2)').allInnerTexts()).map(Number);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(await page.locator('[aria-sort]').getAttribute('data-column')).toBe('comments');
    await page.click('[data-sort="comments"]');
    expect((await page.locator('#article-rows td:nth-child(2)').allInnerTexts()).map(Number)).toEqual(
      [...counts].sort((one, other) => one - other),
    );
    const row = page.locator('#article-rows tr').first();
    const n = Number(await row.locator('td').first().innerText());
    await row.locator('[data-article]').click();
    expect(await listed(page)).toBe(n);
    await page.click('[data-do="reset"]');
  });

  it('링크가 댓글로 데려가고, 걸러져 있어도 찾는다', async () => {
    await page.locator('input[name="show"][value="unclear"]').check();
    const far = judged.findIndex(({ result }) => result.verdict === 'on-topic') + 1;
    await page.evaluate(`location.hash = '#c-${far}'`);
    await page.locator(`#c-${far}.current`).waitFor();
    expect(await page.evaluate(`document.activeElement.id`)).toBe(`c-${far}`);
    await page.locator(`#c-${far} [data-do="copy"]`).click();
    await expect.poll(() => page.locator(`#c-${far} [data-do="copy"]`).innerText()).toBe('복사했습니다');
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      new RegExp(`report\\.html#c-${far}$`),
    );
    await page.evaluate(`location.hash = '#c-99999'`);
    await expect.poll(() => page.locator('#status .ko').innerText()).toBe('그 댓글은 이 보고서에 없습니다.');
    await page.click('[data-do="reset"]');
  });

  it('인쇄: 조작하는 것은 숨고 걸러진 댓글이 모두 나온다', async () => {
    await page.locator('input[name="show"][value="off-topic"]').check();
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.controls', '.marks', '.decide', '#pager', '[data-do="language"]'])
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('#list .card').count()).toBe(off);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('#list .card').count()).toBe(50);
    await page.evaluate(
      `addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.card').length; })`,
    );
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
    expect(await page.evaluate('window.printed')).toBe(off);
    await page.emulateMedia({ media: null });
    await page.click('[data-do="reset"]');
  });

  it('바로 확인할 댓글 100,000개: 만들어지고, 열리고, 찾기에 답한다', async () => {
    const collected = new ReportCollector();
    for (let n = 0; n < 100_000; n++) collected.add(judgedOf(n, 2000, true));
    const { page, trouble } = await openPage(browser, pageOf(collected));
    expect(await listed(page)).toBe(100_000);
    await page.fill('#search', '77777번째');
    await expect.poll(() => listed(page), { timeout: 20_000 }).toBe(1);
    expect((await texts(page))[0]).toContain('77777번째');
    await page.click('[data-do="reset"]');
    await page.selectOption('#sort', 'latest');
    await page.locator('#pager [data-page="1999"]').click();
    expect(await page.locator('#list .card').count()).toBe(50);
    expect(trouble).toEqual([]);
  }, 240_000);
});
