import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skipOrFail } from '../setup/skip.js';
import { CHROMIUM, launch, openPage } from './browser.js';
import { collectedOf, judgedWith, pageOf } from './given.js';

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

describe.skipIf(missing)('누구나 볼 수 있는 보고서', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  it.each([
    ['ko', 'light'],
    ['ko', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('axe가 중대한 흠을 찾지 못한다: %s, %s', async (language, colorScheme) => {
    const { page } = await openPage(
      browser,
      pageOf(collectedOf(120), { language, rejects: 2, madeAt: '2026-06-01T00:00:00Z' }),
      {
        colorScheme,
        // The policy lets nothing in, the checker neither.
        bypassCSP: true,
      },
    );
    await page.locator('[data-mark="off-topic"]').first().click();
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate<{ id: string; impact: string }[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)) })))`,
    );
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });

  it('폭 360의 전화에서 옆으로 밀리지 않는다', async () => {
    const collected = collectedOf(120);
    collected.add(
      judgedWith(
        { id: 'x'.repeat(200), text: 'ㅋ'.repeat(600), author: 'y'.repeat(100) },
        { score: 1 },
        { id: 'long', title: 'z'.repeat(200) },
      ),
    );
    const { page } = await openPage(browser, pageOf(collected, { sources: [`${'s'.repeat(120)}.jsonl`] }), {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    for (const language of ['ko', 'en']) {
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.click('[data-do="language"]');
    }
  });

  it('스크립트를 꺼도 요약과 처음 댓글들이 보이고 조작하는 것은 없다', async () => {
    const { page, trouble } = await openPage(browser, pageOf(collectedOf(60)), {
      javaScriptEnabled: false,
      ready: false,
    });
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('.card').count()).toBe(20);
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.locator('noscript p').isVisible()).toBe(true);
    expect(trouble).toEqual([]);
  });
});
