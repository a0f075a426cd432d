/**
 * Measures the speed of the built bot as a process of its own, with a fake Discord in this process, on SQLite:
 *
 *     npm run build && npx tsx bench/bot/speed.ts
 *
 * Measures in turn: start-up time, memory at rest, cards at 50 messages per second (where there is a second reader also
 * what it read and skipped), cards at 200 messages per second with Discord's rate limits on (20
 * servers of 3 bound channels; 5% of the messages get a card), a flood of 2,000 messages per second for ten seconds,
 * the latency of first responses to clicks and commands in a flood of hostile messages of 4,000 characters, and while
 * `/batch` judges 35,000 comments. `--parts quiet,steady,flood,hostile,batch` measures some.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { APIMessage } from 'discord-api-types/v10';
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
const HOSTILE = { perSecond: 50, seconds: 20, characters: 4000 };
const STARTS = 3;
/** Of the bot's metrics. */
const PORT = 19_464;
const IDLE_MS = 20_000;
const COMMENTS = 35_000;
const COMMANDS = 60;

const { values: options } = parseArgs({ options: { parts: { type: 'string' } } });
const isWanted = (part: string): boolean => options.parts?.split(',').includes(part) ?? true;

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
console.log(`memory at rest after ${IDLE_MS / 1000} s: ${memory()} MB (${await heapWords()})`);

if (isWanted('quiet')) await load('quiet', QUIET);
if (isWanted('quiet')) await tellReader();
if (isWanted('steady')) await load('steady', STEADY);
if (isWanted('steady')) await tellReader();
if (isWanted('flood')) await load('flood', FLOOD);
if (isWanted('hostile')) await whileHostile();
if (isWanted('batch')) await whileBatch();
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

/** First answers to commands and clicks while hostile messages of 4,000 characters come faster than anybody reads. */
async function whileHostile(): Promise<void> {
  const [server] = servers as [Server];
  const [mod] = server.mods;
  for (let i = 0; i < 20; i++)
    fake.post(server.channels[0]!, server.readers[0]!, `${OFF_TOPIC[0]!} 클릭 ${i}`);
  const cards = (): APIMessage[] =>
    fake.messages(server.log).filter((message) => fake.visibleText(message).includes('클릭'));
  await until(() => cards().length >= 20, 60_000);
  const waits: number[] = [];
  const clicked = cards();
  const before = judged();
  const began = performance.now();
  let posted = 0;
  for (let i = 0; performance.now() - began < HOSTILE.seconds * 1000; i++) {
    const due = Math.floor(((performance.now() - began) / 1000) * HOSTILE.perSecond);
    for (; posted < due; posted++) {
      const [, make] = HOSTILE_TEXTS[posted % HOSTILE_TEXTS.length]!;
      const text = make(HOSTILE.characters)
        .slice(0, HOSTILE.characters)
        .replace(/[\uD800-\uDBFF]$/u, '');
      fake.post(server.channels[posted % 3]!, server.readers[posted % server.readers.length]!, text);
    }
    const card = clicked[i % clicked.length]!;
    const button = fake.buttons(card).find(({ customId }) => customId?.startsWith('mg1:more:') ?? false);
    const interaction =
      i % 2 === 0 || button === undefined
        ? fake.command(mod!, server.log, 'help')
        : fake.click(mod!, card, button.customId!);
    waits.push((await interaction.answered).latencyMs);
    await sleep(50);
  }
  const took = (performance.now() - began) / 1000;
  const answered = waits.length;
  await until(() => judged() - before >= posted, 120_000);
  console.log(
    `hostile: ${posted} messages of ${HOSTILE.characters} characters in ${took.toFixed(1)} s, judged ` +
      `${Math.round(performance.now() - began - took * 1000)} ms after the last; ${answered} first answers meanwhile: ` +
      `p50 ${quantile(waits, 0.5)} ms, p95 ${quantile(waits, 0.95)} ms, p99 ${quantile(waits, 0.99)} ms, ` +
      `longest ${quantile(waits, 1)} ms; memory ${memory()} MB`,
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

/** What of it is V8's, in MB, as the bot's metrics have it. */
async function heapWords(): Promise<string> {
  const text = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
  return ['heap_size_used', 'heap_size_total', 'external_memory']
    .map(
      (name) =>
        `${name} ${Math.round(Number(new RegExp(`^nodejs_${name}_bytes (\\S+)`, 'm').exec(text)?.[1]) / 2 ** 20)}`,
    )
    .join(', ');
}

/** Resident memory of the bot's process in MB. */
function memory(): number {
  const status = readFileSync(`/proc/${bot.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
