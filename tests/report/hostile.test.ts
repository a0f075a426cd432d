import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { skipOrFail } from '../setup/skip.js';
import { ATTACKS, TAMED } from './attacks.js';
import { attributes, CHROMIUM, launch, listed, openPage } from './browser.js';
import { judgedWith, pageOf } from './given.js';

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

describe.skipIf(missing)('남의 글과 보고서', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('남의 글은 어디에 들어가도 실행되지 않고 쓰인 대로 보인다', async () => {
    const collected = new ReportCollector();
    for (const [n, text] of ATTACKS.entries()) {
      collected.add(
        judgedWith(
          { id: text, text, author: text, createdAt: text },
          {
            verdict: 'off-topic',
            score: 0.9 - n / 1000,
            flag: true,
            review: true,
            campaign: text,
            home: { articleId: text, score: 0.5 },
            reasons: [
              {
                kind: 'rule',
                id: text,
                weight: 2,
                span: [0, text.length],
                text,
                reads: text,
                via: ['gap'],
                title: { ko: text, en: text },
              },
              {
                kind: 'home',
                id: text,
                weight: 1,
                title: { ko: `더 맞는 기사: ${text}`, en: `Fits better: ${text}` },
              },
            ],
          },
          {
            id: text,
            title: text,
            body: text,
            url: n % 2 === 0 ? `javascript:window.__xss.push(${n})` : `https://x.example/${text}`,
          },
        ),
      );
    }
    const { page, trouble } = await openPage(browser, pageOf(collected, { sources: ATTACKS }));
    for (const action of [
      '[data-do="language"]',
      '[data-do="more-articles"]',
      '[data-sort="comments"]',
      '[data-do="log"]',
    ])
      await page.locator(action).click();
    await page.locator('#list .text').first().hover();
    const shown = [...ATTACKS.slice(0, -1), TAMED];
    expect(await page.locator('#list .text').allTextContents()).toEqual(shown);
    expect(await page.locator('#article-rows .article-name').allTextContents()).toEqual(shown);
    await page.fill('#search', 'onerror');
    await expect.poll(() => listed(page)).toBe(1);
    expect(await page.evaluate('window.__xss')).toEqual([]);
    expect(trouble).toEqual([]);
    for (const href of await attributes(page, 'a', 'href')) expect(href).toMatch(/^(#c-\d+|https:\/\/)/);
    expect(await page.title()).toBe('matgeul report');
  });

  it('검사 자신이 실행되는 공격을 알아챈다', async () => {
    const probe = `<!doctype html><title>x</title><script>window.__xss.push('ran');alert(1)</script><img src=x.png>`;
    const { page, trouble } = await openPage(browser, probe, { ready: false });
    expect(await page.evaluate('window.__xss')).toEqual(['ran']);
    expect(trouble.map((each) => each.split(':')[0])).toEqual(expect.arrayContaining(['dialog', 'request']));
  });
});
