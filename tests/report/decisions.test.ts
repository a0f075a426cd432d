import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRow } from '../../src/dumps/row.js';
import { folder, matgeul } from '../cli/run-cli.js';
import { skipOrFail } from '../setup/skip.js';
import { CHROMIUM, launch, listed, openPage } from './browser.js';
import { collectedOf, judgedOf, pageOf } from './given.js';

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

describe.skipIf(missing)('보고서에서 하는 결정', () => {
  const judged = Array.from({ length: 300 }, (_, n) => judgedOf(n));
  const html = pageOf(collectedOf(300));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('결정하고, 내려받고, eval에 주고, 다른 창에서 이어 한다', async () => {
    const { page, trouble } = await openPage(browser, html);
    await page.selectOption('#sort', 'dump');
    // By keys, with a Korean layout too; deciding goes on to the next comment.
    await page.keyboard.press('j');
    for (const { result } of judged.slice(0, 60))
      await page.keyboard.press(result.verdict === 'off-topic' ? '2' : '1');
    await page.keyboard.press('k');
    await page.keyboard.press('0');
    // By pointer.
    await page.locator('#c-58 [data-mark="unclear"]').click();
    expect(await page.locator('#marks-count .ko').first().innerText()).toContain('댓글 59개를 결정했습니다');
    expect(await page.locator('#c-58 [aria-pressed="true"]').getAttribute('data-mark')).toBe('unclear');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-do="download"]')]);
    const rows = (await readFile(await download.path(), 'utf8')).split('\n').slice(0, -1);
    expect(rows).toHaveLength(59);
    for (const row of rows) expect(readRow(row, 'dump')).toMatchObject({ kind: 'pair' });
    expect(JSON.parse(rows[0]!)).toEqual({
      id: 'c0',
      article: { id: judged[0]!.article.id, title: judged[0]!.article.title, body: judged[0]!.article.body },
      comment: judged[0]!.comment.text,
      label: judged[0]!.result.verdict === 'off-topic' ? 'off-topic' : 'on-topic',
    });

    const cwd = folder();
    await writeFile(join(cwd, 'decisions.jsonl'), rows.map((row) => `${row}\n`).join(''));
    const { code, out, err } = matgeul(['eval', 'decisions.jsonl', '--json'], { cwd });
    expect({ code, err: /rejected|거절/.exec(err)?.[0] }).toEqual({ code: 0, err: undefined });
    expect(JSON.stringify(JSON.parse(out))).toContain('labelled');

    const again = await openPage(browser, html);
    await again.page.setInputFiles('#upload', {
      name: 'decisions.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(`${rows.join('\n')}\n{"id":"x"}\n`),
    });
    await expect
      .poll(() => again.page.locator('#marks-count').innerText())
      .toContain('파일에서 결정 59개를 불러왔습니다. 1줄은');
    await again.page.selectOption('#marked', 'marked');
    expect(await listed(again.page)).toBe(59);
    // Kept by the browser when the page is opened again.
    await again.page.reload();
    await again.page.locator('html.ready').waitFor({ state: 'attached' });
    expect(await again.page.locator('#marks-count .ko').first().innerText()).toContain('59개');
    expect([...trouble, ...again.trouble]).toEqual([]);
  });

  it('브라우저가 보관을 막으면 그렇다고 말하고 결정은 남아 있다', async () => {
    const { page, trouble } = await openPage(browser, html, {
      before: `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
    });
    await page.locator('[data-mark="off-topic"]').first().click();
    const said = await page.locator('#marks-count').innerText();
    expect(said).toContain('댓글 1개를 결정했습니다');
    expect(said).toContain('보관하지 못합니다');
    expect(trouble).toEqual([]);
  });
});
