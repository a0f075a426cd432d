import { describe, expect, it } from 'vitest';
import { Decider } from '../../../src/bot/decide/decider.js';
import type { Case, Flag, NewEffect } from '../../../src/moderation/index.js';
import { serverSettingsSchema } from '../../../src/moderation/index.js';
import type { Store } from '../../../src/store/index.js';

// The decider against a store that answers as told: what is passed on, what is woken and counted, and that a lost race
// wakes and counts nothing. The store's own races are tested on both databases in tests/store/cases.test.ts.

const flag = { id: 'f1', guildId: '77', channelId: '88', messageId: '99' } as Flag;
const one = { number: 4, decision: 'timeout' } as Case;
type Answer = Awaited<ReturnType<Store['cases']['decide']>>;
interface Seen {
  requests: Record<string, unknown>[];
  effects: NewEffect[];
  events: string[];
}

function decider(answer: Answer): { decider: Decider; seen: Seen } {
  const seen: Seen = { requests: [], effects: [], events: [] };
  const cases = {
    decide({ effects, ...rest }: Parameters<Store['cases']['decide']>[0]) {
      seen.requests.push(rest);
      seen.effects.push(...effects(4, flag));
      return Promise.resolve(answer);
    },
    undo({ effects, ...rest }: Parameters<Store['cases']['undo']>[0]) {
      seen.requests.push(rest);
      seen.effects.push(...effects(5, one, flag));
      return Promise.resolve(answer);
    },
  };
  const bulks = {
    decide: () => Promise.resolve({ settled: 2 }),
    undo: () => Promise.resolve({ refused: 'undone' }),
  };
  const servers = { settings: () => Promise.resolve(serverSettingsSchema.parse({ timeoutMinutes: 3 })) };
  return {
    seen,
    decider: new Decider({
      store: { cases, servers, bulks } as unknown as Store,
      outbox: { wake: () => seen.events.push('wake') },
      learning: { decided: (guildId) => seen.events.push(`learn ${guildId}`) },
      ownRules: {
        decided: () => undefined,
        decidedMany: (guildId) => seen.events.push(`rules ${guildId}`),
      },
      metrics: { decided: (decision) => seen.events.push(`count ${decision}`) },
      now: () => 500,
    }),
  };
}

const by = { guildId: '77', flagId: 'f1', moderatorId: '9' };

describe('한꺼번에 하는 결정', () => {
  it('서버의 규칙도 다시 본다; 진 경쟁은 아무것도 깨우지 않는다', async () => {
    const { decider: taker, seen } = decider({ flag, case: one });
    await taker.decideBulk({ guildId: '77', id: 'b', decision: 'keep', moderatorId: '9' });
    expect(seen.events).toEqual(['count keep', 'count keep', 'wake', 'learn 77', 'rules 77']);
    await taker.undoBulk({ guildId: '77', id: 'b', moderatorId: '9' });
    expect(seen.events).toHaveLength(5);
  });
});

describe('결정', () => {
  it('사유와 시각과 함께 맡기고, 된 뒤에만 알리고 센다', async () => {
    const { decider: taker, seen } = decider({ flag, case: one });
    expect(await taker.decide({ ...by, decision: 'timeout', why: '도배' })).toEqual({ flag, case: one });
    expect(seen.requests).toEqual([{ ...by, decision: 'timeout', why: '도배', removes: false, now: 500 }]);
    // 500 ms and 3 minutes: one reading of the clock for the case and the end of the time-out.
    expect(seen.effects.map(({ key, effect }) => [key, effect])).toEqual([
      ['timeout:77:4', { kind: 'timeout', flagId: 'f1', caseNumber: 4, until: 180_500 }],
      ['card-update:f1:case-4', { kind: 'card-update', flagId: 'f1' }],
    ]);
    expect(seen.events).toEqual(['wake', 'learn 77', 'count timeout']);
  });

  it('사유가 없으면 없다고 적는다', async () => {
    const { decider: taker, seen } = decider({ flag, case: one });
    await taker.decide({ ...by, decision: 'keep' });
    expect(seen.requests).toEqual([{ ...by, decision: 'keep', why: null, removes: false, now: 500 }]);
  });

  it('되돌리기는 되돌릴 사례의 조치를 되돌리고 undo로 센다', async () => {
    const { decider: taker, seen } = decider({ flag, case: one });
    await taker.undo(by);
    expect(seen.requests).toEqual([{ ...by, now: 500 }]);
    expect(seen.effects.map(({ key }) => key)).toEqual(['timeout-end:77:5', 'card-update:f1:case-5']);
    expect(seen.events).toEqual(['wake', 'learn 77', 'count undo']);
  });

  it.each(['unknown', 'decided', 'closed', 'not-decided'] as const)(
    '늦은 결정(%s)은 그대로 전하고 아무것도 깨우거나 세지 않는다',
    async (refused) => {
      const lost = { refused, flag };
      for (const way of ['decide', 'undo'] as const) {
        const { decider: taker, seen } = decider(lost);
        const answer =
          way === 'decide' ? await taker.decide({ ...by, decision: 'delete' }) : await taker.undo(by);
        expect(answer).toBe(lost);
        expect(seen.events).toEqual([]);
      }
    },
  );
});
