import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../src/bot/health/metrics.js';
import { OutboxRunner } from '../../../src/bot/outbox/runner.js';
import type { NewEffect, OutboxItem, Trouble } from '../../../src/moderation/index.js';
import type { Store } from '../../../src/store/index.js';

const DAY_MS = 86_400_000;
/** 2026-11-24T12:00:00Z. */
const NOON = Date.UTC(2026, 10, 24, 12);

const answer = (
  status: number,
  code: number,
  url = 'https://discord.test/api/v10/channels/7/messages/9',
  method = 'DELETE',
): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'm' }, code, status, method, url, {
    body: undefined,
    files: undefined,
  });

interface Settled {
  readonly done: number[];
  readonly retried: { id: number; afterMs: number; trouble: Trouble }[];
  readonly abandoned: { id: number; trouble: Trouble }[];
  /** Without updates of cards. */
  readonly added: NewEffect[];
  /** Keys of updates of cards. */
  readonly updates: string[];
}

/** Runs attempts at effects against a Discord that answers each deletion and time-out with `error`. */
async function attempt(
  effects: readonly Partial<OutboxItem>[],
  error: Error | null,
  now = NOON,
): Promise<Settled> {
  const settled: Settled = { done: [], retried: [], abandoned: [], added: [], updates: [] };
  const items = effects.map((given, index) => ({
    id: index + 1,
    guildId: '81',
    partitionKey: `flag:${index}`,
    key: `k${index}`,
    effect: { kind: 'delete', flagId: 'f1', caseNumber: 3 },
    attempts: 0,
    dueAt: 0,
    createdAt: now,
    renewedAt: null,
    ...given,
  })) as OutboxItem[];
  let left = items.length;
  let finish!: () => void;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const one = (): Promise<void> => {
    left -= 1;
    if (left === 0) finish();
    return Promise.resolve();
  };
  const add = (then: readonly NewEffect[] = []): void => {
    const updates = then.filter(({ effect }) => effect.kind === 'card-update');
    settled.updates.push(...updates.map(({ key }) => key));
    settled.added.push(...then.filter((effect) => !updates.includes(effect)));
  };
  const store = {
    servers: { settings: () => Promise.resolve({ language: 'ko' }) },
    cases: { get: () => Promise.resolve(undefined) },
    flags: {
      get: () =>
        Promise.resolve({
          channelId: '7',
          messageId: '9',
          caseNumber: 3,
          content: { author: { id: '5', name: '김', webhook: false } },
        }),
    },
    reposts: { get: () => Promise.resolve(undefined) },
    outbox: {
      lease: () => Promise.resolve(items.splice(0)),
      nextDue: () => Promise.resolve(undefined),
      done: (id: number, also: { then?: readonly NewEffect[] }) => {
        settled.done.push(id);
        add(also.then);
        return one();
      },
      retry: (id: number, dueAt: number, trouble: Trouble, then?: readonly NewEffect[]) => {
        settled.retried.push({ id, afterMs: dueAt - now, trouble });
        add(then);
        return one();
      },
      abandon: (id: number, trouble: Trouble, then?: readonly NewEffect[]) => {
        settled.abandoned.push({ id, trouble });
        add(then);
        return one();
      },
    },
  } as unknown as Store;
  const request = (): Promise<void> => (error === null ? Promise.resolve() : Promise.reject(error));
  const client = { rest: { delete: request, patch: request } };
  const runner = new OutboxRunner({
    client: client as never,
    store,
    metrics: new Metrics({ process: false }),
    log: pino({ level: 'silent' }),
    now: () => now,
    titles: () => Promise.resolve(new Map()),
  });
  runner.start();
  await finished;
  await runner.stop(60_000);
  return settled;
}

describe('시도가 끝나면', () => {
  it('되면 마친 것으로 적는다', async () => {
    expect(await attempt([{}], null)).toEqual({
      done: [1],
      retried: [],
      abandoned: [],
      added: [],
      updates: [`card-update:f1:k0:done-${NOON}`],
    });
  });
  it('이미 없는 메시지를 지우는 일은 마친 것이다', async () => {
    expect((await attempt([{}], answer(404, 10_008))).done).toEqual([1]);
  });
  it('지나가는 잘못이면 미루고, 알리지 않는다', async () => {
    const { retried, abandoned, added } = await attempt([{ attempts: 2 }], answer(429, 0));
    expect(retried).toHaveLength(1);
    expect(retried[0]!.afterMs).toBeGreaterThanOrEqual(1_000);
    expect(retried[0]!.afterMs).toBeLessThanOrEqual(2_000);
    expect(abandoned).toEqual([]);
    expect(added).toEqual([]);
  });
  it('가망이 없으면 포기하고, 알리지 않는다', async () => {
    const { retried, abandoned, added } = await attempt([{}], answer(400, 50_035));
    expect(abandoned).toEqual([{ id: 1, trouble: { reason: 'refused', error: 'DiscordAPIError[50035]' } }]);
    expect(retried).toEqual([]);
    expect(added).toEqual([]);
  });
  it('하루가 지났으면 권한이 없어도 포기하고, 알리지 않는다', async () => {
    const { abandoned, added } = await attempt([{ createdAt: NOON - DAY_MS - 1 }], answer(403, 50_013));
    expect(abandoned).toHaveLength(1);
    expect(added).toEqual([]);
  });
});

describe('사람이 고쳐야 하면 하루에 한 번 알린다', () => {
  const keyOf = async (effect: Partial<OutboxItem>, error: Error, now = NOON): Promise<string | undefined> =>
    (await attempt([effect], error, now)).added[0]?.key;

  it('무엇을 못 했는지 알리고, 천천히 다시 한다', async () => {
    const { added, retried } = await attempt([{}], answer(403, 50_013));
    expect(added).toEqual([
      {
        guildId: '81',
        partitionKey: 'notice:81',
        key: 'notice:missing-access:81:7:ManageMessages:2026-11-24',
        effect: {
          kind: 'notice',
          notice: 'missing-access',
          values: { effect: 'delete', channel: '7', permission: 'ManageMessages' },
        },
      },
    ]);
    expect(retried[0]!.afterMs).toBeGreaterThanOrEqual(15_000);
    expect(retried[0]!.afterMs).toBeLessThanOrEqual(30_000);
  });

  it.each([
    // The outbox holds one effect of a key: equal keys are one notice.
    ['1 ms 뒤', NOON + 1, 'notice:missing-access:81:7:ManageMessages:2026-11-24'],
    ['그날의 끝 (UTC)', Date.UTC(2026, 10, 25) - 1, 'notice:missing-access:81:7:ManageMessages:2026-11-24'],
    ['다음 날의 처음', Date.UTC(2026, 10, 25), 'notice:missing-access:81:7:ManageMessages:2026-11-25'],
  ])('%s', async (_name, now, key) => {
    expect(await keyOf({}, answer(403, 50_013), now)).toBe(key);
  });

  it('서버마다, 채널마다, 권한마다 따로 알린다', async () => {
    expect(await keyOf({ guildId: '82' }, answer(403, 50_001))).toBe(
      'notice:missing-access:82:7:ViewChannel:2026-11-24',
    );
    const other = 'https://discord.test/api/v10/channels/8/messages/9';
    expect(await keyOf({}, answer(403, 50_013, other))).toBe(
      'notice:missing-access:81:8:ManageMessages:2026-11-24',
    );
    const timeout = { kind: 'timeout', flagId: 'f1', caseNumber: 3, until: NOON + 60_000 } as const;
    const member = 'https://discord.test/api/v10/guilds/81/members/5';
    expect(await keyOf({ effect: timeout }, answer(403, 50_013, member, 'PATCH'))).toBe(
      'notice:missing-access:81:ModerateMembers:2026-11-24',
    );
    expect(await keyOf({ effect: timeout }, answer(404, 10_004, member, 'PATCH'))).toBe(
      'notice:missing-channel:81:timeout:2026-11-24',
    );
  });

  it('카드는 처음 막힐 때 고치고, 지나가는 잘못이면 네 번 뒤에 고친다', async () => {
    const updatesOf = async (attempts: number, error: Error): Promise<string[]> =>
      (await attempt([{ attempts }], error)).updates;
    // The outbox holds one effect of a key: later failures of the same kind edit nothing.
    const key = `card-update:f1:k0:permission-${NOON}`;
    expect(await updatesOf(0, answer(403, 50_013))).toEqual([key]);
    expect(await updatesOf(9, answer(403, 50_013))).toEqual([key]);
    expect(await updatesOf(2, answer(503, 0))).toEqual([]);
    expect(await updatesOf(3, answer(503, 0))).toEqual([`card-update:f1:k0:discord-${NOON}`]);
    expect(await updatesOf(0, answer(400, 50_035))).toEqual([`card-update:f1:k0:failed-${NOON}`]);
  });

  it('한꺼번에 여럿이 막혀도 열쇠는 하나다', async () => {
    const { added } = await attempt([{}, {}, {}], answer(403, 50_013));
    expect(new Set(added.map(({ key }) => key))).toEqual(
      new Set(['notice:missing-access:81:7:ManageMessages:2026-11-24']),
    );
  });
});
