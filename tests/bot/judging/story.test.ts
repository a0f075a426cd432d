import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../hangul/hostile-texts.js';
import { scene } from '../campaigns/scene.js';
import { openDialects } from '../../store/dialects.js';

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지';

describe.each(dialects)('$name: 긴 댓글', { timeout: 120_000 }, (dialect) => {
  it('스레드에서 판정해도 차례대로 카드가 되고, 봇을 다시 켜도 빠지거나 겹치지 않는다', async () => {
    const s = await scene(dialect, { MATGEUL_CAMPAIGNS: 'off' });
    const long = HOSTILE_TEXTS.filter((_, i) => i % 8 === 0).map(
      ([, make], i) => `${FOREIGN} 긴글${i} ${make(1500)}`,
    );
    // A channel of which nothing is stored has no history to go on from.
    s.channels.forEach(() => s.post('비가 왔네요'));
    await s.until(
      async () => (await s.store.channels.all()).every(({ cursor }) => cursor !== null),
      'cursors',
    );
    for (const [i, text] of long.entries()) {
      s.post(text);
      s.post(`${FOREIGN} 짧은글${i}`);
      // While they are judged, people decide; the bot is ended in the middle of it.
      if (i === 3) await s.restart();
    }
    await s.judged();
    const marks = long.flatMap((_, i) => [`긴글${i}`, `짧은글${i}`]);
    const of = (mark: string) =>
      s.cards(mark).filter((card) => new RegExp(`${mark}(?!\\d)`, 'u').test(s.fake.visibleText(card)));
    await s.until(() => Promise.resolve(marks.every((mark) => of(mark).length > 0)), 'all cards');
    for (const mark of marks) expect(of(mark)).toHaveLength(1);
    const metrics = await s.bot.services.metrics.text();
    expect(Number(/matgeul_judging_thread_seconds_count (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0);
    expect(metrics).toContain('matgeul_judging_thread_broken_total 0');
    expect(s.fake.violations).toEqual([]);
  });
});
