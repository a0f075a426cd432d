import { describe, expect, it } from 'vitest';
import type { UnreadableRow } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { effect, flagged, GUILD, MINUTE, message, MODERATOR, openFlag, passed, T0 } from './given.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 읽을 수 없는 줄', ({ name, open, database, run, rows }) => {
  const bytes = (hex: string): string => (name === 'SQLite' ? `x'${hex}'` : `'\\x${hex}'::bytea`);

  it('판정을 기다리는 글: 하나가 망가져도 나머지는 나오고, 하나는 따로 남고, 한 번 알린다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const told: UnreadableRow[] = [];
    store.onUnreadable((row) => told.push(row));
    const [bad, good, late] = [message(), message({ postedAt: T0 + 1 }), message({ postedAt: T0 + 2 })];
    await store.messages.take([bad, good, late]);
    await run(file, `update messages set content = ${bytes('0102')} where message_id = '${bad.messageId}'`);
    // A page of one that is unreadable is no end.
    expect(await store.messages.unjudged(1)).toEqual([good]);
    expect(await store.messages.unjudged(9)).toEqual([good, late]);
    await store.messages.judged([passed(good), flagged(late)]);
    expect(await store.messages.unjudged(9)).toEqual([]);
    expect(told).toEqual([
      { table: 'messages', key: bad.messageId, guildId: GUILD, code: 'store/unreadable' },
    ]);
    const kept = (await rows(file)).messages!.find((row) => row.message_id === bad.messageId);
    expect(kept).toMatchObject({ state: 'unreadable' });
    expect(kept!.content).not.toBeNull();
    // After a restart it is tried again, and set aside again.
    expect(await store.retryUnreadable()).toBe(1);
    expect(await store.messages.unjudged(9)).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('할 일: 하나가 망가져도 줄은 이어지고, 결정이 시킨 일은 못 한 것으로 남는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const flag = await openFlag(store);
    const act = (caseNumber: number): Parameters<typeof effect>[0] => ({
      partitionKey: `act:${flag.id}`,
      key: `delete:${GUILD}:${caseNumber}`,
      effect: { kind: 'delete', flagId: flag.id, caseNumber },
    });
    await store.outbox.add([effect(act(1)), effect(act(2))]);
    await run(file, `update outbox set effect = ${bytes('ff')} where key = 'delete:${GUILD}:1'`);
    const lease = { now: T0, limit: 9, perGuild: 9, leaseMs: MINUTE, worker: 'w' };
    const first = await store.outbox.lease(lease);
    const second = await store.outbox.lease(lease);
    expect([...first, ...second].filter(({ partitionKey }) => partitionKey.startsWith('act:'))).toMatchObject(
      [{ key: `delete:${GUILD}:2` }],
    );
    expect(await store.outbox.acts(GUILD, [`act:${flag.id}`])).toMatchObject([
      {
        effect: { kind: 'delete', caseNumber: 1 },
        state: { kind: 'failed', trouble: { reason: 'unreadable' } },
      },
      { effect: { caseNumber: 2 }, state: { kind: 'waiting' } },
    ]);
  });

  it('대기열, 목록, 청소: 하나가 망가져도 나머지는 그대로다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const bad = await openFlag(store, { score: 0.95 });
    const good = await openFlag(store, { score: 0.9 });
    await run(file, `update flags set content = ${bytes('0102')} where id = '${bad.id}'`);
    expect(await store.flags.open(GUILD, 9)).toEqual([good]);
    const next = await store.flags.next(GUILD, MODERATOR, {}, T0, MINUTE);
    expect(next?.id).toBe(good.id);
    expect(await store.flags.count(GUILD, {}, T0)).toMatchObject({ open: 1 });
    const exported = await store.privacy.exportServer(GUILD);
    expect(exported.flags).toHaveLength(1);
    await store.sweep(T0 + 2 * 86_400_000);
    expect(await store.retryUnreadable()).toBe(1);
  });
});
