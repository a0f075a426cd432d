import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignList, ListedCampaign } from '../../src/campaign/listing.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { campaignsCsv, type ExportedCampaign } from '../../src/report/view/campaigns-file.js';
import { exportedCampaigns } from '../../src/report/write/campaigns.js';
import { select } from '../batch/dom.js';
import { skipOrFail } from '../setup/skip.js';
import { ATTACKS } from './attacks.js';
import { CHROMIUM, launch, listed, openPage } from './browser.js';
import { articleOf, collectedOf, judgedWith, pageOf } from './given.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 3, minute)).toISOString();

/** A made-up campaign of so many posts, one a minute, under as many articles as there are. */
function campaignOf(id: string, posts: number, text: (n: number) => string): ListedCampaign {
  const members = Array.from({ length: posts }, (_, n): ListedCampaign['members'][0] => ({
    post: `${id}-${n}`,
    commentId: `${id}-${n}`,
    articleId: articleOf(n % 15).id,
    text: text(n),
    at: at(n),
    author: (n % 3) + 1,
    link: n === 0 ? null : `${id}-${n - 1}`,
    by: 'near',
    span: [0, 4],
    phrase: '한빛전선',
    likeness: 0.9,
    core: n !== 1,
  }));
  return {
    id,
    name: '한빛전선 · 거래 재개',
    phrases: ['한빛전선', '거래 재개'],
    kind: 'obfuscated',
    state: 'known',
    first: at(0),
    last: at(posts - 1),
    declared: at(2),
    hourly: posts,
    counts: { posts, texts: 4, authors: 3, articles: Math.min(posts, 15), channels: 0 },
    foreign: 0.9,
    shape: { hands: 'few', pace: 'burst' },
    decision: null,
    merged: [],
    splitFrom: null,
    members,
  };
}

const WRITTEN = [
  '한빛전선 거래 재개를 촉구합니다',
  '한1빛전선 거래 재개',
  '한빛 전선 거래를 재개하라',
  '=한빛전선, "거래"',
];
const list: Pick<CampaignList, 'campaigns' | 'articles'> = {
  campaigns: [
    campaignOf('k1', 70, (n) => WRITTEN[n % 4]!),
    { ...campaignOf('k2', 3, () => ATTACKS[0]!), name: ATTACKS[1] ?? ATTACKS[0]! },
  ],
  articles: Array.from({ length: 15 }, (_, n) => {
    const { id, title } = articleOf(n);
    return { id, title };
  }),
};

/** The made-up dump, in which some comments beyond the first thousands are members. */
function collected(): ReportCollector {
  const made = collectedOf(60);
  for (let n = 0; n < 5; n++)
    made.add(judgedWith({ id: `k1-${n}`, text: WRITTEN[n % 4]! }, { commentId: `k1-${n}`, campaign: 'k1' }));
  return made;
}

describe('되풀이된 글의 쪽', () => {
  it('표, 열지도, 문구, 글과 이어진 곳이 스크립트 없이도 있다', () => {
    const page = pageOf(collected(), { campaigns: list });
    const [row] = select(page, '.campaigns tbody tr');
    expect(row!.textContent).toContain('한빛전선 · 거래 재개');
    for (const text of ['글자를 숨긴 글', '70', '90%', '2026-05-01 12:00 – 13:09', '몇 사람', '한꺼번에'])
      expect(row!.textContent).toContain(text);
    const [details] = select(page, '#campaign-k1');
    expect(details!.querySelectorAll('.heat text.axis')).toHaveLength(13 + 2);
    expect([...details!.querySelectorAll('.heat rect')].length).toBeGreaterThan(40);
    expect(details!.querySelectorAll('.wordings li')).toHaveLength(4);
    expect(details!.querySelectorAll('.members li')).toHaveLength(60);
    const [, second] = [...details!.querySelectorAll('.members li')];
    expect(second!.querySelector('mark')!.textContent).toBe('한1빛전');
    expect(second!.textContent).toContain('닮은 글: k1-0');
    expect(second!.textContent).toContain('풀면 “한빛전선”');
    expect(second!.textContent).toContain('불확실');
  });

  it('찾지 않았으면 쪽이 없고, 찾아서 없으면 없다고 한다', () => {
    expect(select(pageOf(collectedOf(5)), '.campaigns')).toEqual([]);
    const [none] = select(
      pageOf(collectedOf(5), { campaigns: { campaigns: [], articles: [] } }),
      '.campaigns',
    );
    expect(none!.textContent).toContain('되풀이된 글이 없습니다.');
  });

  it('묶음의 댓글은 살펴볼 것이 아니어도, 멀리 있어도 실린다', () => {
    const made = new ReportCollector(undefined, 10);
    for (let n = 0; n < 20; n++)
      made.add(judgedWith({ id: `c${n}` }, { flag: false, review: false, campaign: n === 15 ? 'k1' : null }));
    expect(made.shown.map(({ place }) => place)).toEqual([...Array.from({ length: 10 }, (_, n) => n), 15]);
    const merged = new ReportCollector(undefined, 10);
    merged.merge(made.toPart());
    expect(merged.shown).toEqual(made.shown);
  });

  it('저장하는 파일에는 글쓴이가 번호로도 없고, 표 계산 프로그램이 돌릴 칸이 없다', () => {
    const exported = exportedCampaigns(list);
    expect(exported[0]!.members).toHaveLength(70);
    expect(JSON.stringify(exported)).not.toContain('"author"');
    const csv = campaignsCsv(exported);
    expect(csv.startsWith('\uFEFFcampaign,name,kind,posts,')).toBe(true);
    expect(csv.split('\r\n')).toHaveLength(1 + 73 + 1);
    expect(csv).toContain(`"'=한빛전선, ""거래"""`);
  });
});

const missing =
  CHROMIUM === undefined && skipOrFail('보고서를 진짜 브라우저로 여는 검사: Chromium이 없습니다');

describe.skipIf(missing)('브라우저에서 연 되풀이된 글', () => {
  let browser: Browser;
  let page: Page;
  let trouble: string[];
  beforeAll(async () => {
    browser = await launch();
    ({ page, trouble } = await openPage(browser, pageOf(collected(), { campaigns: list })));
  });
  afterAll(() => browser.close());

  it('묶음을 열고, 그 댓글만 고른다', async () => {
    await page.click('[data-open="k1"]');
    expect(await page.locator('#campaign-k1').getAttribute('open')).not.toBeNull();
    await page.click('#campaign-k1 [data-campaign]');
    expect(await listed(page)).toBe(5);
    expect(await page.locator('#campaign').inputValue()).toBe('k1');
    await page.click('[data-do="reset"]');
    expect(await listed(page)).toBe(65);
    await page.selectOption('#campaign', 'k2');
    expect(await listed(page)).toBe(0);
    await page.click('[data-do="reset"]');
    expect(await page.evaluate('window.__xss')).toEqual([]);
    expect(trouble).toEqual([]);
  });

  it.each(['csv', 'json'] as const)('%s로 저장한다', async (format) => {
    const waiting = page.waitForEvent('download');
    await page.click(`[data-do="campaigns-${format}"]`);
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(`matgeul-campaigns.${format}`);
    const text = await readFile(await download.path(), 'utf8');
    if (format === 'csv') expect(text).toBe(campaignsCsv(exportedCampaigns(list)));
    else
      expect((JSON.parse(text) as { campaigns: ExportedCampaign[] }).campaigns).toEqual(
        exportedCampaigns(list),
      );
  });
});
