/**
 * Measures what campaigns cost the way of a message, on SQLite in memory: the time from a judged message to its stored verdict
 * with and without placing it, message by message as live ones come, how long a restart takes to rebuild the tracker, and how
 * long drafting a rule keeps the event loop:
 *
 *     npx tsx bench/bot/campaigns.ts [MESSAGES]
 *
 * The messages are made up: ordinary ones of words drawn by Zipf's law, and a flood of one text with other beginnings.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { Fault } from '../../src/fault.js';
import { loadBook } from '../../src/assets/packs.js';
import { loadModel } from '../../src/assets/shipped.js';
import { inPackage } from '../../src/assets/package-root.js';
import { Campaigns } from '../../src/bot/campaigns/campaigns.js';
import { Metrics } from '../../src/bot/health/metrics.js';
import { draftRule } from '../../src/bot/features/campaigns/rule-thread.js';
import { campaignBook } from '../../src/campaign/campaign-book.js';
import { campaignOptions, CampaignTracker } from '../../src/campaign/index.js';
import { type IncomingMessage, openStore } from '../../src/store/index.js';
import { ARTICLE, makeKeys } from './world.js';

const COUNT = Number(process.argv[2] ?? 5000);
const FLOOD = 2000;
const WORDS = 20_000;
const GUILD = '100000000000000001';

const { book, lexicon } = loadBook(inPackage('rules'));
const relevance = loadModel();
if (relevance instanceof Fault) throw relevance;
const knowledge = campaignOptions({ book: campaignBook(book.packs, lexicon), meaning: relevance.encoder });
const { keys } = makeKeys();
const store = await openStore({ database: ':memory:', keys });
const article = await store.articles.add(GUILD, ARTICLE);
await store.channels.bind({ channelId: '7', guildId: GUILD, articleId: article.id, at: 1 });
const log = pino({ level: 'silent' });
const make = (): Campaigns =>
  new Campaigns({
    store,
    metrics: new Metrics({ process: false }),
    newTracker: () => new CampaignTracker(knowledge),
    log,
    now: Date.now,
  });

let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}
const syllable = (): string => String.fromCharCode(0xac00 + Math.floor(random() * 11_172));
const words = Array.from({ length: WORDS }, () =>
  Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join(''),
);
const word = (): string => words[Math.floor(WORDS ** random()) - 1]!;
const ordinary = (): string => Array.from({ length: 4 + Math.floor(random() * 16) }, word).join(' ');
const call = Array.from({ length: 9 }, () => words[Math.floor(random() * WORDS)]!).join(' ');

let posted = 0;
function message(text: string): IncomingMessage {
  const n = posted++;
  return {
    guildId: GUILD,
    channelId: '7',
    messageId: String(10n ** 18n + BigInt(n)),
    revision: 0,
    articleId: article.id,
    author: { id: String(10n ** 17n + BigInt(n % 500)), name: `독자${n % 500}`, webhook: false },
    text,
    parent: null,
    attachments: [],
    postedAt: 1_790_000_000_000 + n * 1000,
  };
}

async function run(name: string, texts: readonly string[], campaigns: Campaigns | undefined): Promise<void> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (const text of texts) {
    const one = message(text);
    await store.messages.take([one]);
    const verdict = {
      guildId: GUILD,
      messageId: one.messageId,
      revision: 0,
      verdict: 'unclear',
      score: 0.3,
    } as const;
    const began = performance.now();
    if (campaigns === undefined) await store.messages.judged([verdict]);
    else
      await campaigns.during([{ message: one, score: 0.3, weight: null, mode: 'flag' }], (placing) => {
        const placed = placing.of(one.messageId);
        return store.messages.judged(
          [{ ...verdict, ...(placed === undefined ? {} : { post: placed.post }) }],
          placing.changes,
        );
      });
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(cpu);
  const each = ((user + system) / 1000 / texts.length).toFixed(2);
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(2);
  console.log(
    `${name}: ${texts.length} messages, ${each} ms of the processor each; by the clock median ${at(0.5)} ms, 95% ${at(0.95)} ms`,
  );
}

const texts = Array.from({ length: COUNT }, ordinary);
const flood = Array.from({ length: FLOOD }, () => `${word()} ${call} ${word()}`);
await run('without campaigns', texts, undefined);
const campaigns = make();
await run('with campaigns', texts, campaigns);
await run(`a flood of one text, ${FLOOD} members in the end`, flood, campaigns);
const began = performance.now();
const again = make();
await run('the first after a restart', [ordinary()], again);
console.log(
  `rebuilt ${posted - COUNT} posts in ${Math.round(performance.now() - began)} ms, memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
);

const [largest] = (await store.campaigns.list(GUILD, { limit: 100 })).sort(
  (a, b) => b.summary.counts.posts - a.summary.counts.posts,
);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const from = performance.now();
const { members, outcome } = await draftRule(
  store,
  largest!,
  { packs: book.packs, rulesOff: [], model: undefined, language: 'ko' },
  new AbortController().signal,
);
delay.disable();
const found =
  outcome?.draft == null ? 'no rule' : `finds ${outcome.trial.inside}, ${outcome.trial.outside} others`;
console.log(
  `a rule drafted from ${members} of ${posted - COUNT} posts in ${((performance.now() - from) / 1000).toFixed(1)} s: ${found}; the event loop stood still for ${Math.round(delay.max / 1e6)} ms at most, 99.9% ${Math.round(delay.percentile(99.9) / 1e6)} ms`,
);
await store.close();
