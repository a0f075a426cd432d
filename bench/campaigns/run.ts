/**
 * Finds the campaigns of a benchmark's stream (`FOLDER/stream.jsonl.gz` and `key.jsonl.gz`, `../shared/campaigns`), prints the measures and
 * writes `results.jsonl`, `arrival.jsonl` and `events.jsonl` for its `score.py`:
 *
 *     npx tsx bench/campaigns/run.ts FOLDER [--out DIR] [--model FILE|none] [--packs DIR|none] [--bare]
 *
 * Everything is causal: rows in the order of time, articles from `publishedAt` on, statistics of the past. Of the two rows of measures,
 * *at arrival* counts a comment as a member of what was known when it came, and *in the end* of what has become known since: in the end is
 * what a moderator sees, and is retrospective for the first posts of each campaign. `--bare` drops authors and times.
 *
 * A relevance model whose weights were learned from comments of the stream's month has seen the future: docs/campaigns.md says so beside the
 * number; `--model none` leaves reworded campaigns out.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPacks } from '../../src/assets/packs.js';
import { loadChants, loadLexicon, loadModel } from '../../src/assets/shipped.js';
import { campaignBook } from '../../src/campaign/campaign-book.js';
import { campaignOptions, CampaignTracker } from '../../src/campaign/index.js';
import { Fault } from '../../src/fault.js';
import { type Alert, score, scoreAlerts, type Score } from './score.js';
import { readKey, readStream } from './stream.js';

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string' },
    model: { type: 'string', default: 'models/relevance.bin' },
    packs: { type: 'string', default: 'rules' },
    bare: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const folder = positionals[0];
if (folder === undefined)
  throw new Error('usage: run.ts FOLDER [--out DIR] [--model FILE|none] [--packs DIR|none] [--bare]');

const model = values.model === 'none' ? undefined : loadModel(values.model);
if (model instanceof Fault) throw model;
const tracker = new CampaignTracker(
  campaignOptions({
    book: campaignBook(values.packs === 'none' ? [] : loadPacks(values.packs), loadLexicon()),
    chants: loadChants(),
    meaning: model?.encoder,
  }),
);

const rows = readStream(folder);
const key = readKey(folder);
const alerts: Alert[] = [];
const order = new Map<string, number>();
const arrival = new Map<string, string>();
const cpu = process.cpuUsage();
for (const row of rows) {
  if ('article' in row) {
    tracker.article(row.article);
    continue;
  }
  const post = values.bare ? { ...row.post, author: null, at: null } : row.post;
  order.set(post.id, order.size);
  const { campaign, declared } = tracker.place(post);
  const now = campaign === null ? undefined : tracker.campaign(campaign);
  if (now === undefined || now.state === 'emerging') continue;
  arrival.set(post.id, now.id);
  if (declared)
    alerts.push({ campaign: now.id, commentId: post.id, members: now.members.map((member) => member.post) });
}
const used = process.cpuUsage(cpu);
const inTheEnd = new Map<string, string>();
for (const { id, state, members } of tracker.campaigns())
  if (state !== 'emerging') for (const { post } of members) inTheEnd.set(post, id);

const percent = (share: number): string => share.toFixed(3).replace(/^0/, '');
function print(name: string, { found, of, f1, kinds, ...rest }: Score): void {
  console.log(`\n${name}: ${found} of ${of} found, mean F1 ${percent(f1)}`);
  for (const [kind, one] of Object.entries(kinds))
    console.log(`  ${kind}: ${one.found} of ${one.of}, F1 ${percent(one.f1)}`);
  console.log(
    `  hard-negative clusters ${rest.hardNegativeClusters}; organic clusters ${rest.organicClusters}, ${rest.organicPer100k.toFixed(1)} in 100,000; pieces ${rest.pieces.toFixed(2)}`,
  );
  if (rest.missed.length > 0) console.log(`  missed: ${rest.missed.join(', ')}`);
}
print('at arrival', score(key, arrival, order.size));
print('in the end', score(key, inTheEnd, order.size));
const told = scoreAlerts(key, alerts, order);
console.log(
  `\nalerts: ${told.known} campaigns known, posts until known ${told.postsMedian} / 90% ${told.posts90}, ${told.alertsPerKnown.toFixed(2)} alerts each, ` +
    `false members ${percent(told.falseMembers)}, not planted ${told.notPlanted}, spill ${told.spill}, members not yet posted ${told.future}`,
);
if (Object.keys(told.late).length > 0) console.log(`  late: ${JSON.stringify(told.late)}`);
console.log(
  `${((used.user + used.system) / 1e6).toFixed(1)} s of processor, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);

if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  const write = (name: string, lines: readonly object[]): void => {
    writeFileSync(`${values.out}/${name}`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  const results = (campaigns: ReadonlyMap<string, string>): object[] =>
    [...order.keys()].map((commentId) => ({ commentId, campaign: campaigns.get(commentId) ?? null }));
  write('results.jsonl', results(inTheEnd));
  write('arrival.jsonl', results(arrival));
  write('events.jsonl', alerts);
}
