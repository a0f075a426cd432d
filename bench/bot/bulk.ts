/**
 * Measures what deciding many flags at once costs: the transaction, undoing it, how long the event loop stands still meanwhile,
 * and how long the deletion of a single click takes in the same server while a bulk is carried out, against the tests' Discord:
 *
 *     npx tsx bench/bot/bulk.ts [FLAGS] [sqlite | postgres://…]
 *
 * Texts are made up. Discord answers at once, without rate limits; with them a bulk takes longer and the click does not.
 */
import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { decisionEffects, undoEffects } from '../../src/bot/decide/effects.js';
import { Metrics } from '../../src/bot/health/metrics.js';
import { OutboxRunner } from '../../src/bot/outbox/runner.js';
import { actPartitionKey, bulkCard, MOST_IN_BULK, type NewEffect } from '../../src/moderation/index.js';
import { openStore } from '../../src/store/index.js';
import { flagged, message } from '../../tests/store/given.js';
import { makeKeys } from './world.js';

const COUNT = Number(process.argv[2] ?? 2000);
const given = process.argv[3] ?? 'sqlite';
const file = `/tmp/matgeul-bulk-${process.pid}.sqlite`;
const { keys } = makeKeys();
const store = await openStore({ database: given === 'sqlite' ? file : given, keys });
const guildId = String(100_000_000_000_000_000n + BigInt(Date.now()));
const settings = { timeoutMinutes: 10, now: Date.now() };

for (let i = 0; i < COUNT; i += 500) {
  const messages = Array.from({ length: Math.min(500, COUNT - i) }, () =>
    message({ guildId, text: '도서관은 밤에도 열고 주식은 오르고 저녁은 무엇을 먹나 '.repeat(4) }),
  );
  await store.messages.take(messages);
  await store.messages.judged(messages.map((one) => flagged(one, { effects: [] })));
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  let [last, still] = [performance.now(), 0];
  const ticking = setInterval(() => {
    const now = performance.now();
    still = Math.max(still, now - last);
    last = now;
  }, 1);
  const before = process.cpuUsage();
  const at = performance.now();
  const done = await work();
  const { user, system } = process.cpuUsage(before);
  const clock = performance.now() - at;
  await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(ticking);
  console.log(
    `${what.padEnd(44)} ${((user + system) / 1000).toFixed(0).padStart(6)} ms of the processor, ${clock.toFixed(0).padStart(6)} ms by the clock, loop stood still for ${still.toFixed(0)} ms at most`,
  );
  return done;
}

async function bulk(id: string): Promise<void> {
  await timed(`preview of ${Math.min(COUNT, MOST_IN_BULK)} of ${COUNT}`, async () => {
    await store.bulks.propose({
      guildId,
      id,
      selection: {},
      moderatorId: '1',
      now: Date.now(),
      limit: MOST_IN_BULK,
    });
    await store.bulks.preview(guildId, id, Date.now(), 5);
  });
  await timed('deciding it', () =>
    store.bulks.decide({
      guildId,
      id,
      decision: 'delete',
      removes: true,
      moderatorId: '1',
      why: null,
      now: Date.now(),
      effects: (number, flag) =>
        decisionEffects(flag, 'delete', number, settings).map((effect): NewEffect => ({
          ...effect,
          bulk: id,
        })),
      also: [bulkCard({ guildId, id })],
    }),
  );
}

// Effects are carried out by the bot's own runner; every request takes 20 ms.
const rest = new Proxy({}, { get: () => () => new Promise((resolve) => setTimeout(resolve, 20)) });
const client = { rest, guilds: { cache: new Map() }, users: { cache: new Map() } };
const services = {
  client,
  store,
  metrics: new Metrics({ process: false }),
  log: pino({ level: 'silent' }),
  now: Date.now,
};
const runner = new OutboxRunner(services as unknown as ConstructorParameters<typeof OutboxRunner>[0]);
runner.start();

/** Deletes comments one after another, as clicks on cards do. */
async function clicks(when: string): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 30; i++) {
    const of = message({ guildId });
    await store.messages.take([of]);
    const [flag] = await store.messages.judged([flagged(of, { effects: [] })]);
    const at = performance.now();
    const decided = await store.cases.decide({
      guildId,
      flagId: flag!.id,
      decision: 'delete',
      removes: true,
      moderatorId: '2',
      why: null,
      now: Date.now(),
      effects: (number, one) => decisionEffects(one, 'delete', number, { ...settings, now: Date.now() }),
    });
    if ('refused' in decided) throw new Error(decided.refused);
    runner.wake();
    while ((await store.outbox.acts(guildId, [actPartitionKey(flag!.id)])).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 2));
    times.push(performance.now() - at);
  }
  times.sort((a, b) => a - b);
  const { waiting } = await store.outbox.backlog(Date.now());
  console.log(
    `single deletion ${when}: median ${times[15]!.toFixed(0)} ms, worst of 30 ${times.at(-1)!.toFixed(0)} ms (${waiting} effects wait)`,
  );
}

await clicks('before');
for (let i = 0; i * MOST_IN_BULK < COUNT; i++) await bulk(`b${i}`);
await timed('progress of one', () => store.bulks.progress(guildId, 'b0'));
await clicks('meanwhile');
await runner.stop(1000);
await timed('undoing one', () =>
  store.bulks.undo({
    guildId,
    id: 'b0',
    moderatorId: '1',
    now: Date.now(),
    effects: (number, before, flag) =>
      undoEffects(flag, before, number, Date.now()).map((effect): NewEffect => ({ ...effect, bulk: 'b0' })),
    also: [],
  }),
);
await store.close();
for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
process.exit(0);
