/**
 * Measures the speed of the store on both databases; PostgreSQL runs with fsync on, as in production:
 *
 *     npx tsx bench/store.ts [--messages N] [--batch N]
 *
 * Every twentieth message gets a flag. `longest` is the longest single call, which on SQLite blocks the event loop.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore, type Store } from '../src/store/index.js';
import {
  decideOn,
  effect,
  flagged,
  GUILD,
  KEYS,
  message,
  openFlag,
  passed,
  T0,
} from '../tests/store/given.js';
import { startPostgres } from '../tests/store/postgres.js';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '30000' }, batch: { type: 'string', default: '100' } },
});
const messages = Number(values.messages);
const batch = Number(values.batch);

interface Figure {
  readonly what: string;
  readonly perSecond: number;
  readonly longestMs: number;
}

/** Calls `work` until `count` items are done; `work` returns how many one call did. */
async function measure(
  what: string,
  count: number,
  work: (from: number) => Promise<number>,
): Promise<Figure> {
  let longest = 0;
  let done = 0;
  const began = performance.now();
  while (done < count) {
    const before = performance.now();
    done += await work(done);
    longest = Math.max(longest, performance.now() - before);
  }
  return {
    what,
    perSecond: Math.round((done / (performance.now() - began)) * 1000),
    longestMs: Math.round(longest),
  };
}

async function takeAndJudge(store: Store, size: number): Promise<number> {
  const taken = Array.from({ length: size }, () => message());
  await store.messages.take(taken);
  await store.messages.judged(taken.map((of, index) => (index % 20 === 0 ? flagged(of) : passed(of))));
  return size;
}

async function figures(store: Store): Promise<Figure[]> {
  await takeAndJudge(store, batch);
  const all = [
    await measure(`take + judged, ${batch} at a time`, messages, () => takeAndJudge(store, batch)),
    await measure('take + judged, one by one', messages / 20, () => takeAndJudge(store, 1)),
    await measure('next in queue + decide', 1000, async () => {
      const flag = (await store.flags.next(GUILD, '1', {}, T0, 1000)) ?? (await openFlag(store));
      await decideOn(store, flag);
      return 1;
    }),
  ];
  for (let added = 0; added < 5000; added += 500) {
    await store.outbox.add(
      Array.from({ length: 500 }, (_, index) => effect({ partitionKey: `${added + index}` })),
    );
  }
  const { waiting } = await store.outbox.backlog(T0);
  all.push(
    await measure(`outbox lease of 20 + done, ${waiting} waiting`, 2000, async () => {
      const items = await store.outbox.lease({
        now: T0,
        limit: 20,
        perGuild: 20,
        leaseMs: 1000,
        worker: 'w',
      });
      for (const { id } of items) await store.outbox.done(id);
      return items.length;
    }),
  );
  return all;
}

const folder = mkdtempSync(join(tmpdir(), 'matgeul-bench-'));
const postgres = await startPostgres({ durable: true });
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
const dialects: [name: string, database: string][] = [['SQLite', join(folder, 'bench.sqlite')]];
if (postgres === undefined) console.error('bench/store: no PostgreSQL, SQLite only');
else dialects.push([`PostgreSQL ${postgres.version}`, await postgres.database()]);
for (const [name, database] of dialects) {
  const store = await openStore({ database, keys: KEYS });
  console.log(`\n${name}`);
  for (const { what, perSecond, longestMs } of await figures(store)) {
    console.log(`${what.padEnd(44)} ${String(perSecond).padStart(7)}/s  longest ${longestMs} ms`);
  }
  await store.close();
}
await postgres?.stop();
rmSync(folder, { recursive: true });
