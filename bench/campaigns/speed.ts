/**
 * How fast posts are placed and what the tracker holds, over real comments, written in other letters where they repeat:
 *
 *     node --import tsx bench/campaigns/speed.ts [--posts 1000000] [--data ../shared/data]
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { loadChants } from '../../src/assets/shipped.js';
import { campaignOptions, CampaignTracker } from '../../src/campaign/index.js';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000000' },
    data: { type: 'string', default: '../shared/data' },
  },
});
const posts = Number(values.posts);

interface Row {
  readonly articleId: string;
  readonly text: string;
}

const files = [
  'news2025',
  'politics2025',
  'politics2025-more',
  'society2024',
  'mixed2018',
  'entertainment',
  'religion',
];
const rows: Row[] = files
  .map(
    (name) => `${values.data}/${name === 'religion' ? 'religion-comments-okt' : `${name}.comments`}.jsonl.gz`,
  )
  .filter((file) => existsSync(file))
  .flatMap((file) => gunzipSync(readFileSync(file)).toString('utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);
if (rows.length === 0) {
  console.error(`bench/campaigns/speed: SKIPPED, no comments in ${values.data}`);
  process.exit(0);
}

let seed = 1;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

/**
 * In later rounds the comment in another language, as it were: every onset and vowel is another one, so that comments are as alike among
 * themselves as the real ones are, and not like those of earlier rounds.
 */
function altered({ text }: Row, round: number): string {
  if (round === 0) return text;
  return text.replace(/[가-힣]/gu, (letter) => {
    const index = letter.charCodeAt(0) - 0xac00;
    const onset = (Math.floor(index / 588) + 7 * round) % 19;
    const vowel = (Math.floor((index % 588) / 28) + 8 * round) % 21;
    return String.fromCharCode(0xac00 + onset * 588 + vowel * 28 + (index % 28));
  });
}

const tracker = new CampaignTracker(campaignOptions({ chants: loadChants() }));
const took = new Float64Array(100_000);
globalThis.gc?.();
const before = process.memoryUsage().rss;
console.log(`${rows.length} comments read, ${Math.round(before / 1e6)} MB`);
const clock = performance.now();
const cpu = process.cpuUsage();
for (let n = 0; n < posts; n++) {
  const round = Math.floor(n / rows.length);
  const row = rows[n % rows.length]!;
  const text = altered(row, round);
  const started = performance.now();
  tracker.place({
    id: `p${n}`,
    text,
    article: `${row.articleId}/${round}`,
    author: `w${random(posts / 10)}`,
    at: n * 2000,
  });
  took[n % took.length] = performance.now() - started;
  if ((n + 1) % 250_000 === 0 || n + 1 === posts) {
    const used = process.cpuUsage(cpu);
    const sorted = took.slice(0, Math.min(n + 1, took.length)).sort();
    const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(3);
    console.log(
      `${n + 1} posts: ${((performance.now() - clock) / 1000).toFixed(1)} s of clock, ${((used.user + used.system) / 1e6).toFixed(1)} s of processor, ` +
        `${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more; one takes ${at(0.5)} ms, 95% ${at(0.95)}, 99.9% ${at(0.999)}`,
    );
  }
}
