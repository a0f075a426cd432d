import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipOrFail } from '../setup/skip.js';
import { attributes, CHROMIUM, launch, listed, openPage } from './browser.js';
import { collectedOf, pageOf } from './given.js';

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

describe.skipIf(missing)('도배와 무작위 확인을 브라우저에서', () => {
  let browser: Browser;
  let page: Page;
  let trouble: string[];
  beforeAll(async () => {
    browser = await launch();
    ({ page, trouble } = await openPage(browser, pageOf(collectedOf(600)), { acceptDownloads: true }));
  });
  afterAll(() => browser.close());

  it('도배가 요약 바로 아래에 있고, 그 댓글만 볼 수 있다', async () => {
    expect(await page.locator('.summary + .floods').count()).toBe(1);
    expect(await page.locator('#floods').innerText()).toContain('도배');
    await page.locator('[data-flood="0"]').click();
    const said = await page.locator('.flood-head b').first().locator('.ko').innerText();
    expect(await listed(page)).toBe(Number(/\d+/.exec(said)?.[0]));
    expect(await page.locator('#flood').inputValue()).toBe('0');
    await page.click('[data-do="reset"]');
    expect(await listed(page)).toBe(600);
  });

  it('뽑은 댓글을 판정을 가리고 하나씩 보여 주고, 자판으로 결정하면 다음으로 간다', async () => {
    await page.click('[data-do="sample"]');
    const card = page.locator('#sample-card .drawn');
    const number = () => card.getAttribute('data-number');
    expect(await card.locator('.verdict, .score, .reasons, mark').count()).toBe(0);
    const first = await number();
    await page.keyboard.press('1');
    expect(await number()).not.toBe(first);
    await page.click('[data-do="sample-back"]');
    expect(await number()).toBe(first);
    expect(await card.locator('[aria-pressed="true"]').getAttribute('data-mark')).toBe('on-topic');
    await card.locator('[data-mark="on-topic"]').click();
    expect(await card.locator('[aria-pressed="true"]').count()).toBe(0);
    await card.locator('[data-mark="on-topic"]').click();
    for (let n = 0; n < 99; n++) await page.keyboard.press(n % 3 === 0 ? '2' : n % 10 === 1 ? '3' : '1');
    expect(await page.locator('#sample-status .ko').first().innerText()).toMatch(/가운데 100개 결정/);
    const estimates = await page.locator('#sample-results dd .ko').allInnerTexts();
    expect(estimates).toHaveLength(3);
    for (const text of estimates) expect(text).toMatch(/95% 구간/);
    expect(trouble).toEqual([]);
  });

  it('결정은 다른 결정과 함께 세고 함께 내려받는다', async () => {
    expect(await page.locator('#marks-count .ko').first().innerText()).toContain('100개');
    const wait = page.waitForEvent('download');
    await page.click('[data-do="download"]');
    const file = await readFile(await (await wait).path(), 'utf8');
    expect(file.trim().split('\n')).toHaveLength(100);
    await page.click('[data-do="language"]');
    expect(await page.locator('#sample-results dt .en').first().innerText()).toContain('of the flagged');
    expect((await attributes(page, '#sample-card [data-mark]', 'data-mark')).length).toBeGreaterThan(0);
    await page.click('[data-do="language"]');
  });
});
