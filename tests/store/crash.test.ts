import { describe, expect, it } from 'vitest';
import { openDialects } from './dialects.js';
import { GUILD, T0 } from './given.js';
import { linesBeforeKill, startProcess } from './processes/run.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 갑작스러운 죽음', ({ open, database, rows }) => {
  it('쓰는 중에 죽어도 받았다고 한 것은 모두 있고, 반만 쓰인 것은 없다', async () => {
    const file = await database();
    for (const [round, lines] of [40, 7, 90].entries()) {
      const first = 1_000_000 * (round + 1);
      const said = await linesBeforeKill(startProcess('write.ts', file, { FIRST: String(first) }), lines);
      const of = (what: string): string[] =>
        said.flatMap((line) => (line.startsWith(`${what} `) ? line.split(' ').slice(1) : []));
      expect(of('taken').length).toBeGreaterThan(10);
      const store = await open({ database: file });
      const stored = await rows(file);
      const messages = new Set(stored.messages?.map(({ message_id }) => message_id));
      expect(of('taken').filter((id) => !messages.has(id))).toEqual([]);
      const flags = new Set(stored.flags?.map(({ id }) => id));
      expect(of('flags').filter((id) => !flags.has(id))).toEqual([]);
      // 깃발마다 카드가, 판정되지 않은 글마다 본문이 있다.
      const cards = new Set(stored.outbox?.map(({ key }) => key));
      expect([...flags].filter((id) => !cards.has(`card:${String(id)}`))).toEqual([]);
      expect(cards.size).toBe(flags.size);
      const waiting = await store.messages.unjudged(1000);
      expect(waiting.length % 10).toBe(0);
      expect(waiting.every(({ text }) => text === '오늘 저녁 뭐 먹지')).toBe(true);
      expect(messages.size - waiting.length).toBe(5 * flags.size);
    }
  });

  it('일을 쥔 채 죽으면 빌린 시간 뒤에 남이 이어서 한다', async () => {
    const file = await database();
    await linesBeforeKill(startProcess('write.ts', file), 6);
    const store = await open({ database: file });
    const ask = { now: T0, limit: 1, perGuild: 9, leaseMs: 1000, worker: 'a' };
    const [held] = await store.outbox.lease(ask);
    const again = await open({ database: file });
    const later = await again.outbox.lease({ ...ask, now: T0 + 1000, worker: 'b' });
    expect(later).toEqual([{ ...held, attempts: 1 }]);
    expect(await again.flags.get(GUILD, String(held?.key).slice('card:'.length))).toMatchObject({
      state: 'open',
    });
  });
});
