import { describe, expect, it } from 'vitest';
import { drawChart } from '../../../src/bot/features/stats/chart/chart.js';
import { accuracyOf, type ChartData, spansOf, totalsOf } from '../../../src/bot/features/stats/figures.js';
import { renderPng } from '../../../src/assets/render-png.js';
import { select } from '../../batch/dom.js';
import { scene } from '../running/scene.js';

const NOW = Date.UTC(2026, 10, 24);

function data(days: number, most = 300): ChartData {
  const counts = Array.from({ length: days }, (_, i) => ({
    day: new Date(NOW - i * 86_400_000).toISOString().slice(0, 10),
    judged: (i * 37) % (most + 1),
    flagged: (i * 7) % 19,
    removed: (i * 7) % 11,
    kept: i % 4,
    dismissed: i % 3,
  }));
  const spans = spansOf(counts, NOW, days);
  const accuracy = accuracyOf(
    new Map(Array.from({ length: 10 }, (_, i) => [`kind-${i}`, { right: 40 - i * 4, wrong: i }])),
  );
  return {
    days,
    spans,
    totals: totalsOf(spans),
    accuracy: accuracy.map((kind) => ({ ...kind, name: `근거 ${kind.key} <&>` })),
    requiredPrecision: 0.95,
  };
}

describe('그림', () => {
  it.each([
    [1, 'ko'],
    [30, 'ko'],
    [365, 'en'],
  ] as const)(
    '%i일: 수가 깨지지 않고, 막대는 판 안에 있고, 글은 글꼴에 있는 것뿐이다 (%s)',
    (days, language) => {
      const svg = drawChart(data(days), language);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      const texts = select(svg, 'text').map(({ textContent }) => textContent);
      for (const text of texts) expect(text).toMatch(/^[\x20-\x7e가-힣·…]+$/u);
      for (const rect of select(svg, 'rect')) {
        const [y, height] = ['y', 'height'].map((name) => Number(rect.getAttribute(name) ?? 0));
        expect(height).toBeGreaterThan(0);
        expect(y).toBeGreaterThanOrEqual(0);
      }
      expect(select(svg, 'circle')).toHaveLength(8);
    },
  );

  it('글이 그려진다: 글을 뺀 그림과 다르다', async () => {
    const svg = drawChart(data(7), 'ko');
    const [drawn, bare] = await Promise.all([
      renderPng(svg),
      renderPng(svg.replace(/<text.*?<\/text>/g, '')),
    ]);
    expect(drawn.subarray(1, 4).toString()).toBe('PNG');
    expect(drawn.length).toBeGreaterThan(bare.length * 1.5);
  });

  it('없는 것은 그리지 않는다', () => {
    const empty = { ...data(7, 0), accuracy: [] };
    const zero = { judged: 0, flagged: 0, removed: 0, kept: 0, dismissed: 0 };
    const svg = drawChart({ ...empty, totals: zero }, 'ko');
    expect(select(svg, 'g')).toHaveLength(1);
  });
});

describe('/stats', () => {
  it('아무것도 없으면 빈 그림 대신 무엇을 하면 되는지 말한다', async () => {
    const s = await scene();
    const reply = await s.fake.command(s.moderator, s.channel, 'stats', { days: 7 }).reply();
    expect(s.fake.visibleText(reply)).toContain('최근 7일 동안 판정한 댓글이 없습니다');
    expect(reply.attachments).toEqual([]);
  });

  it('수와 그림을 나만 보이게 준다', async () => {
    const s = await scene();
    await s.bind();
    await s.comment('대유 살려내라');
    await s.comment('비가 많이 왔네요');
    const handle = s.fake.command(s.moderator, s.channel, 'stats');
    const reply = await handle.reply();
    expect(handle.ephemeral).toBe(true);
    const text = s.fake.visibleText(reply);
    expect(text).toContain('판정 **2** · 표시 **1** (50.0%)');
    expect(text).toContain('결정을 기다리는 댓글 **1**개');
    const png = await (await fetch(reply.attachments[0]!.url)).arrayBuffer();
    expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG');
    expect(s.fake.violations).toEqual([]);
  });
});
