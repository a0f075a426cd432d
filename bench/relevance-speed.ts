/**
 * Measures how fast one core judges single comments, compared with encoding them, and how long it takes to find the best
 * homes of a comment among very many articles; with texts made up from the words of `fixtures/`:
 *
 *     npx tsx bench/relevance-speed.ts [--model FILE] [--articles N]
 *
 * Rates are per second of CPU time, which depends less on other load than wall-clock time; the last column is the ratio
 * to the encoding rate of the same run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { eojeols } from '../src/hangul/index.js';
import { HomeIndex } from '../src/relevance/retrieval/home-index.js';
import { openRelevance, PairScorer } from '../src/relevance/index.js';
import { pick, seededRandom } from '../src/training/index.js';

const KNOWN = 200;
const COMMENTS = 4000;
const QUERIES = 200;
const ROUNDS = 5;
const SEED = 11;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/relevance.bin' },
    articles: { type: 'string', default: '100000' },
  },
});
const { encoder, pair } = openRelevance(readFileSync(values.model));
const random = seededRandom(SEED);
const words = wordsOf('fixtures/articles');
const madeUp = (from: number, to: number): string =>
  Array.from({ length: from + pick(random, to - from + 1) }, () => words[pick(random, words.length)]!).join(
    ' ',
  );

const scorer = new PairScorer(encoder, pair);
const articles = Array.from({ length: KNOWN }, () =>
  scorer.prepareArticle({ title: madeUp(6, 12), body: null }),
);
const pool = scorer.openPool(articles);
const comments = Array.from({ length: COMMENTS }, () => madeUp(3, 25));

for (let round = 0; round < ROUNDS; round++) {
  const alone = rate(COMMENTS, () => {
    for (const text of comments) encoder.read(text);
  });
  const whole = rate(COMMENTS, () => {
    comments.forEach((text, i) =>
      scorer.relevanceOf(pool, articles[i % KNOWN]!, scorer.prepareComment(text)),
    );
  });
  console.log(
    `encode ${alone.toFixed(0)}/s · single against ${KNOWN} known ${whole.toFixed(0)}/s · ${(whole / alone).toFixed(2)}`,
  );
}

const count = Number(values.articles);
const index = new HomeIndex(encoder);
const added = rate(count, () => {
  for (let i = 0; i < count; i++) index.add(String(i), { title: madeUp(6, 12) });
});
console.log(
  `${count} articles added, ${added.toFixed(0)}/s; vectors and postings ${(index.bytes / 2 ** 20).toFixed(1)} MB`,
);
for (let round = 0; round < ROUNDS; round++) {
  const perSecond = rate(QUERIES, () => {
    for (const text of comments.slice(0, QUERIES)) index.nearest(text);
  });
  console.log(`homes among ${count}: ${(1000 / perSecond).toFixed(2)} ms a comment`);
}

/** Operations per second of CPU time; `work` does `count` of them. */
function rate(count: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1e6;
}

/** The distinct words of all texts in a folder of JSON files. */
function wordsOf(folder: string): string[] {
  const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return [...new Set(texts.flatMap((text) => eojeols(text).map(({ text: word }) => word)))].filter((word) =>
    /^\p{Script=Hangul}/u.test(word),
  );
}
