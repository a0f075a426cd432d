/**
 * Measures the speed of the built bot as a process of its own, with a fake Discord in this process, on SQLite:
 *
 *     npm run build && npx tsx bench/bot/speed.ts [quiet] [steady] [flood] [hostile] [batch]
 *
 * Measures in turn (or only what is named, after start-up and memory): start-up time, memory at rest, cards at 50 messages per second (where there is a second reader also
 * what it read and skipped), cards at 200 messages per second with Discord's rate limits on (20
 * servers of 3 bound channels; 5% of the messages get a card), a flood of 2,000 messages per second for ten seconds,
 * the
 * latency of first responses while comments of 4,000 characters come that are made to be slow (the texts of
 * `tests/hangul/hostile-texts.ts`, one in a way of its own each, 40 per second), and while `/batch` judges 35,000 comments.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REST, Routes } from 'discord.js';
import { commandBodies } from '../../src/bot/deploy/commands.js';
import { FEATURES } from '../../src/bot/features.js';
import { SqliteFile } from '../../src/store/dialect/sqlite-file.js';
import { openStore } from '../../src/store/index.js';
import { FakeDiscord } from '../../tests/discord/fake/index.js';
import { HOSTILE_TEXTS } from '../../tests/hangul/hostile-texts.js';
import {
  ARTICLE,
  makeKeys,
  makeServer,
  OFF_TOPIC,
  ON_TOPIC,
  quantile,
  type Server,
  spawnBot,
  until,
} from './world.js';

const SERVERS = 20;
const QUIET = { perSecond: 50, seconds: 30, flaggedEvery: 10 };
const STEADY = { perSecond: 200, seconds: 20, flaggedEvery: 20 };
const FLOOD = { perSecond: 2000, seconds: 10, flaggedEvery: 200 };
/** Of 4,000 characters each. */
const HOSTILE = { perSecond: 40, seconds: 20, length: 4000 };
const STARTS = 3;
/** Of the bot's metrics. */
const PORT = 19_464;
const IDLE_MS = 20_000;
const COMMENTS = 35_000;
const COMMANDS = 60;

const folder = mkdtempSync(join(tmpdir(), 'matgeul-speed-'));
const database = join(folder, 'bot.sqlite');
const fake = await FakeDiscord.start({ validate: false });
const { text, keys } = makeKeys();
const store = await openStore({ database, keys });
const servers: Server[] = [];
for (let i = 0; i < SERVERS; i++) servers.push(await makeServer(fake, store, 3));
const rows = new SqliteFile(database, { readonly: true });
const rest = new REST({ api: fake.apiBase }).setToken(fake.token);
await rest.put(Routes.applicationCommands(fake.appId), { body: commandBodies(FEATURES) });
console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? '?'}, Node ${process.version}`);

let bot = spawnBot(fake, database, text, join(folder, 'log'), PORT);
for (let start = 1; start <= STARTS; start++) {
  const began = performance.now();
  if (start > 1) bot = spawnBot(fake, database, text, join(folder, 'log'), PORT);
  const online = await until(() => fake.gateway.online > 0, 20_000);
  console.log(
    `start ${start}: ${online ? `in after ${Math.round(performance.now() - began)} ms` : 'never in'}`,
  );
  if (start === STARTS) break;
  bot.child.kill('SIGTERM');
  await bot.ended;
  await until(() => fake.gateway.online === 0, 5000);
}
await sleep(IDLE_MS);
console.log(`memory at rest after ${IDLE_MS / 1000} s: ${memory()} MB`);

const phases: Readonly<Record<string, () => Promise<void>>> = {
  quiet: () => load('quiet', QUIET).then(tellReader),
  steady: () => load('steady', STEADY).then(tellReader),
  flood: () => load('flood', FLOOD),
  hostile: () => whileHostile(),
  batch: () => whileBatch(),
};
const named = process.argv.slice(2);
for (const [name, phase] of Object.entries(phases))
  if (named.length === 0 || named.includes(name)) await phase();
console.log(`memory at the end: ${memory()} MB`);

bot.child.kill('SIGTERM');
await bot.ended;
rows.close();
await store.close();
await fake.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

/** Posts at a steady rate and returns the outcome. */
async function load(name: string, { perSecond, seconds, flaggedEvery }: typeof STEADY): Promise<void> {
  const before = judged();
  const postedAt = new Map<string, number>();
  const cardsBefore = fake.byBot('message-created').length;
  const began = performance.now();
  let posted = 0;
  let flaggable = 0;
  const total = perSecond * seconds;
  while (posted < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; posted < due; posted++) {
      const flagged = posted % flaggedEvery === 0;
      // Flagged messages rotate over servers, so that no log channel exceeds Discord's five in five seconds.
      const server = servers[(flagged ? flaggable++ : posted) % servers.length]!;
      const words = flagged ? OFF_TOPIC : ON_TOPIC;
      const channel = server.channels[posted % server.channels.length]!;
      const reader = server.readers[posted % server.readers.length]!;
      const { id } = fake.post(channel, reader, `${words[posted % words.length]!} (${posted})`);
      if (flagged) postedAt.set(id, Date.now());
    }
    await sleep(5);
  }
  const took = (performance.now() - began) / 1000;
  const ended = performance.now();
  await until(() => judged() - before >= total, 120_000);
  const behind = Math.round(performance.now() - ended);
  await until(() => fake.byBot('message-created').length - cardsBefore >= postedAt.size, 120_000);
  const cardsBehind = Math.round(performance.now() - ended);
  const waits = fake
    .byBot('message-created')
    .slice(cardsBefore)
    .flatMap(({ at, message }) => {
      const links = JSON.stringify(message.components).matchAll(/channels\/\d+\/\d+\/(\d+)/g);
      const of = [...links].map(([, id]) => postedAt.get(id ?? '')).find((one) => one !== undefined);
      return of === undefined ? [] : [at - of];
    });
  console.log(
    `${name}: ${posted} posted in ${took.toFixed(1)} s (${Math.round(posted / took)}/s), ${judged() - before} stored and judged, ` +
      `all of them ${behind} ms after the last post; ${waits.length} cards of ${postedAt.size}, the last after ${cardsBehind} ms; ` +
      `event to card p50 ${quantile(waits, 0.5)} ms, p95 ${quantile(waits, 0.95)} ms, p99 ${quantile(waits, 0.99)} ms, longest ${quantile(waits, 1)} ms; ` +
      `429s ${fake.rateLimitHits}, memory ${memory()} MB`,
  );
}

/** What the second reader has read and skipped so far. */
async function tellReader(): Promise<void> {
  const text = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
  const lines = text
    .split('\n')
    .filter((line) => /^matgeul_reader_(read|skipped|seconds_(sum|count))/.test(line));
  console.log(`the second reader so far: ${lines.join(', ')}`);
}

/** First answers to commands and clicks, one after another, while comments come that are made to be slow. */
async function whileHostile(): Promise<void> {
  const [server] = servers as [Server];
  const [mod] = server.mods;
  const { perSecond, seconds, length } = HOSTILE;
  const before = judged();
  // A card to click on.
  fake.post(server.channels[0]!, server.readers[0]!, OFF_TOPIC[0]!);
  const cards = (): ReturnType<typeof fake.messages> =>
    fake.messages(server.log).filter((card) => fake.buttons(card).some(({ disabled }) => !disabled));
  await until(() => judged() > before && cards().length > 0, 60_000);
  const card = cards().at(-1)!;
  const more = fake
    .buttons(card)
    .find(({ customId, disabled }) => !disabled && customId?.includes(':more:'))!;
  const waits: number[] = [];
  const began = performance.now();
  const asking = (async (): Promise<void> => {
    for (let i = 0; performance.now() - began < seconds * 1000; i++) {
      const interaction =
        i % 2 === 0 ? fake.click(mod!, card, more.customId!) : fake.command(mod!, server.log, 'help');
      waits.push((await interaction.answered).latencyMs);
      await sleep(40);
    }
  })();
  let posted = 0;
  while (performance.now() - began < seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
    for (; posted < due; posted++) {
      const [, make] = HOSTILE_TEXTS[posted % HOSTILE_TEXTS.length]!;
      const text = `${posted} ${make(length)}`.slice(0, length);
      const to = servers[posted % servers.length]!;
      fake.post(to.channels[posted % 3]!, to.readers[posted % 5]!, text);
    }
    await sleep(5);
  }
  await asking;
  const ended = performance.now();
  await until(() => judged() - before > posted, 120_000);
  console.log(
    `hostile: ${posted} comments of ${length} characters in ${seconds} s, ${judged() - before - 1} judged, all of them ` +
      `${Math.round(performance.now() - ended)} ms after the last post; ${waits.length} first answers: p50 ${quantile(waits, 0.5)} ms, ` +
      `p95 ${quantile(waits, 0.95)} ms, p99 ${quantile(waits, 0.99)} ms, longest ${quantile(waits, 1)} ms; memory ${memory()} MB`,
  );
  await tellThread();
}

/** What the bot says of its judging thread and of the delay of its event loop. */
async function tellThread(): Promise<void> {
  const text = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
  const lines = text
    .split('\n')
    .filter((line) =>
      /^(matgeul_judging_\w+(_sum|_count|_total)|nodejs_eventloop_lag_(p99|max)_seconds)\b/.test(line),
    );
  console.log(`the bot says: ${lines.join(', ')}`);
}

async function whileBatch(): Promise<void> {
  const [server] = servers as [Server];
  const [mod] = server.mods;
  const lines = Array.from({ length: COMMENTS }, (_, i) => {
    const words = i % 10 === 0 ? OFF_TOPIC : ON_TOPIC;
    return JSON.stringify({
      type: 'comment',
      id: `c${i}`,
      articleId: 'a',
      text: `${words[i % words.length]!} (${i})`,
    });
  });
  const dump = [JSON.stringify({ type: 'article', id: 'a', ...ARTICLE }), ...lines].join('\n');
  const began = performance.now();
  const batch = fake.command(mod!, server.log, 'batch', { file: { name: 'dump.jsonl', content: dump } });
  const reply = await batch.reply();
  const over = (): boolean =>
    [fake.message(reply), ...batch.followups].some(
      (message) => message !== undefined && fake.visibleText(message).includes('일괄 판정을 마쳤습니다'),
    );
  const failed = (): boolean => fake.visibleText(reply).includes('마치지 못했습니다');
  const waits: number[] = [];
  let after = 0;
  for (let i = 0; i < COMMANDS; i++) {
    if (over()) after++;
    const interaction =
      i % 2 === 0
        ? fake.command(mod!, server.log, 'help')
        : fake.command(mod!, server.channels[0]!, 'check', { text: OFF_TOPIC[0]! });
    waits.push((await interaction.answered).latencyMs);
    await sleep(100);
  }
  await until(() => over() || failed(), 180_000);
  const done = over();
  console.log(
    `batch of ${COMMENTS}: ${done ? 'done' : 'NOT done'} within ${((performance.now() - began) / 1000).toFixed(1)} s; ` +
      `${waits.length} first answers (${after} of them after its end): p50 ${quantile(waits, 0.5)} ms, ` +
      `p95 ${quantile(waits, 0.95)} ms, longest ${quantile(waits, 1)} ms`,
  );
  if (done) return;
  const logLines = readFileSync(join(folder, 'log'), 'utf8').split('\n');
  console.log(
    fake.visibleText(reply),
    logLines
      .filter((line) => line.includes('"level":50'))
      .slice(-3)
      .join('\n'),
  );
}

function judged(): number {
  return (
    rows.prepare(`select count(*) as count from messages where state = 'judged'`).get() as { count: number }
  ).count;
}

/** Resident memory of the bot's process in MB. */
function memory(): number {
  const status = readFileSync(`/proc/${bot.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
