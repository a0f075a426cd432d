/**
 * What a server's own classifier gains, on simulated decisions over real comments (../shared/data):
 *
 *     npx tsx bench/learning.ts [--seeds 20]
 *
 * Each seed is a server: its decisions are taken on what the shipped judge put in review under some articles, by a leaning
 * of its own; the figures are of all comments under other articles.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Article } from '../src/article/index.js';
import type { Result } from '../src/judge/index.js';
import { pick, type Random, seededRandom, shuffle } from '../src/training/random.js';
import { featuresOf, weightOf, writeClassifier } from '../src/moderation/classifier/classifier.js';
import { rocArea } from '../src/moderation/classifier/cross-validation.js';
import { trainClassifier } from '../src/moderation/classifier/train.js';
import { judge } from '../tests/judge/shipped.js';
import { rows } from './kotox.js';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '20' } } });
const SEEDS = Number(values.seeds);
const COUNTS = [50, 200, 1000];
const WRONG = [0, 0.1];
/** Share of the articles whose decisions are learned from. */
const LEARNED = 0.6;
/** Under each article: its own comments at most, comments of news of other sections, and posts of stock boards. */
const NATIVE = 60;
const FOREIGN = 20;
const STOCK = 8;
/** Articles that the server is bound to at once. */
const KNOWN = 25;
const FLAG = Math.log(0.7 / 0.3);

interface Item {
  readonly text: string;
  readonly result: Result;
  /** `native`, `stock`, or the section of the article that it was taken from. */
  readonly source: string;
  readonly logit: number;
  readonly tokens: readonly string[];
}

/** Whether a comment belongs, as this server sees it; `learn`, where it decides otherwise than it is measured by. */
interface Leaning {
  readonly name: string;
  readonly belongs: (item: Item) => boolean;
  readonly learn?: (item: Item, random: Random) => boolean;
}

const POLITICAL = ['politics', 'society', 'world'];
const isNative = ({ source }: Item): boolean => source === 'native';
const LEANINGS: readonly Leaning[] = [
  { name: 'none: foreign comments go', belongs: isNative },
  { name: 'stock talk may stay', belongs: (item) => isNative(item) || item.source === 'stock' },
  { name: 'only stock talk goes', belongs: ({ source }) => source !== 'stock' },
  {
    name: 'politics, society, world may stay',
    belongs: (item) => isNative(item) || POLITICAL.includes(item.source),
  },
  {
    name: 'decides by a toss (figures by where comments stood)',
    belongs: isNative,
    learn: (_, random) => random() < 0.5,
  },
];

const FOLDER = new URL('../../shared/data/', import.meta.url);
const file = (name: string): string => new URL(name, FOLDER).pathname;

interface CommentRow {
  readonly articleId: string;
  readonly text: string;
}

function itemOf(article: Article, text: string, source: string, known: readonly Article[]): Item {
  const result = judge.comment(article, { id: 'c', articleId: article.id, text }, known);
  const logit = result.reasons.reduce((sum, { weight }) => sum + weight, judge.levels.prior);
  return { text, result, source, logit, tokens: featuresOf(text, result) };
}

/** All comments of the simulated site, judged one by one. */
function judgeSite(): Item[] {
  const random = seededRandom(7);
  const archives = ['politics2025', 'society2024', 'mixed2018'];
  const comments = new Map<string, string[]>();
  for (const { articleId, text } of archives.flatMap((name) =>
    rows<CommentRow>(file(`${name}.comments.jsonl.gz`)),
  ))
    comments.set(articleId, [...(comments.get(articleId) ?? []), text]);
  const articles = archives
    .flatMap((name) => rows<Article>(file(`${name}.articles.jsonl.gz`)))
    .filter(({ id }) => (comments.get(id)?.length ?? 0) >= 8);
  shuffle(articles, random);
  const sections = new Map(
    rows<Article>(file('news2025.articles.jsonl.gz')).map(({ id, section }) => [id, section ?? '']),
  );
  const news = shuffle(
    rows<CommentRow>(file('news2025.comments.jsonl.gz')).filter(({ text }) => text.length > 10),
    random,
  );
  const stock = shuffle(
    rows<{ text: string | null }>(file('stock-boards.jsonl.gz')).filter(
      ({ text }) => (text ?? '').length > 10,
    ),
    random,
  );
  const items: Item[] = [];
  articles.forEach((article, at) => {
    const from = at - (at % KNOWN);
    const known = articles.slice(from, from + KNOWN);
    const add = (text: string, source: string): unknown => items.push(itemOf(article, text, source, known));
    for (const text of shuffle(comments.get(article.id)!, random).slice(0, NATIVE)) add(text, 'native');
    for (let left = FOREIGN; left > 0;) {
      const { articleId, text } = news[pick(random, news.length)]!;
      const section = sections.get(articleId)!;
      if (section === article.section) continue;
      add(text, section);
      left--;
    }
    for (let i = 0; i < STOCK; i++) add(stock[pick(random, stock.length)]!.text!, 'stock');
  });
  return items;
}

interface Figures {
  readonly auc: number;
  readonly precision: number;
  readonly found: number;
}

function figuresOf(items: readonly { logit: number; belongs: boolean }[]): Figures {
  const flagged = items.filter(({ logit }) => logit >= FLAG);
  const right = flagged.filter(({ belongs }) => !belongs).length;
  const off = items.filter(({ belongs }) => !belongs).length;
  return { auc: rocArea(items), precision: right / flagged.length, found: right / off };
}

/** What gold pairs say (two readers agreed), to see that what one server taught does no harm elsewhere. */
interface Gold {
  readonly items: readonly Item[];
  readonly off: ReadonlySet<Item>;
}

interface Run {
  readonly decisions: number;
  readonly speaks: boolean;
  readonly before: Figures;
  readonly after: Figures;
  readonly gold: number;
}

function run(
  all: readonly Item[],
  gold: Gold,
  leaning: Leaning,
  count: number,
  wrong: number,
  seed: number,
): Run {
  const random = seededRandom(seed);
  const articles = shuffle([...new Set(all.map(({ result }) => result.articleId))].sort(), random);
  const learned = new Set(articles.slice(0, Math.floor(LEARNED * articles.length)));
  const reviewed = all.filter(({ result }) => result.review && learned.has(result.articleId));
  const decisions = shuffle(reviewed, random)
    .slice(0, count)
    .map((item) => {
      const belongs = (leaning.learn ?? leaning.belongs)(item, random);
      return { ...item, belongs: random() < wrong ? !belongs : belongs };
    });
  const { classifier } = trainClassifier(decisions);
  const unseen = all.filter(({ result }) => !learned.has(result.articleId));
  const measured = (weighed: boolean): Figures =>
    figuresOf(
      unseen.map((item) => ({
        logit: item.logit + (weighed ? weightOf(classifier, item.tokens) : 0),
        belongs: leaning.belongs(item),
      })),
    );
  const goldAuc = rocArea(
    gold.items.map((item) => ({
      logit: item.logit + weightOf(classifier, item.tokens),
      belongs: !gold.off.has(item),
    })),
  );
  const speaks = classifier.factor > 0;
  return {
    decisions: decisions.length,
    speaks,
    before: measured(false),
    after: measured(true),
    gold: goldAuc,
  };
}

function judgeGold(): Gold {
  const pairs = rows<{ article: { title: string }; comment: string; label: string }>(file('gold-dev.jsonl'));
  const off = new Set<Item>();
  const items = pairs
    .filter(({ label }) => label !== 'unclear')
    .map(({ article: { title }, comment, label }, at) => {
      const item = itemOf({ id: `gold${at}`, title, body: null }, comment, 'gold', []);
      if (label === 'off-topic') off.add(item);
      return item;
    });
  return { items, off };
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const spread = (numbers: readonly number[]): number =>
  Math.sqrt(mean(numbers.map((x) => (x - mean(numbers)) ** 2)));
const percent = (share: number): string => (100 * share).toFixed(1);

function report(runs: readonly Run[], wrong: number, goldBefore: number): string {
  const of = (when: 'before' | 'after', what: keyof Figures): number[] => runs.map((one) => one[when][what]);
  const gains = runs.map(({ before, after }) => after.auc - before.auc);
  const gold = runs.map((one) => one.gold - goldBefore);
  const cells = [
    mean(runs.map(({ decisions }) => decisions)).toFixed(0),
    `${100 * wrong}%`,
    `${runs.filter(({ speaks }) => speaks).length}/${runs.length}`,
    `${percent(mean(of('before', 'auc')))} → ${percent(mean(of('after', 'auc')))} ± ${percent(spread(of('after', 'auc')))}`,
    percent(Math.min(...gains)),
    `${percent(mean(of('before', 'precision')))} → ${percent(mean(of('after', 'precision')))} ± ${percent(spread(of('after', 'precision')))}`,
    `${percent(mean(of('before', 'found')))} → ${percent(mean(of('after', 'found')))}`,
    `${percent(mean(gold))} (${percent(Math.min(...gold))})`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What training takes here, and what is stored. */
function time(all: readonly Item[], count: number): string {
  const decisions = all
    .filter(({ result }) => result.review)
    .slice(0, count)
    .map((item) => ({ ...item, belongs: item.source !== 'stock' }));
  const started = performance.now();
  const { classifier } = trainClassifier(decisions);
  const took = (performance.now() - started) / 1000;
  return `${decisions.length} decisions: ${took.toFixed(1)} s, ${writeClassifier(classifier).length} bytes`;
}

function main(): void {
  if (!existsSync(file('politics2025.articles.jsonl.gz'))) {
    console.log(`skipped: no real comments in ${file('')}`);
    return;
  }
  const all = judgeSite();
  const gold = judgeGold();
  const goldBefore = rocArea(gold.items.map((item) => ({ logit: item.logit, belongs: !gold.off.has(item) })));
  const count = (holds: (item: Item) => boolean): number => all.filter(holds).length;
  console.log(
    `${all.length} comments, ${count(isNative)} of them native; in review ${count(({ result }) => result.review)}, ` +
      `flagged ${count(({ result }) => result.flag)}; gold pairs ${gold.items.length}, AUC ${percent(goldBefore)}`,
  );
  for (const decisions of [200, 1000, 4000]) console.log(time(all, decisions));
  for (const leaning of LEANINGS) {
    console.log(`\n**${leaning.name}**\n`);
    console.log(
      '| decisions | wrong | speaks | AUC | worst change | flags that are right | found | gold (worst) |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const wrong of WRONG)
      for (const decisions of COUNTS) {
        const runs = Array.from({ length: SEEDS }, (_, seed) =>
          run(all, gold, leaning, decisions, wrong, seed + 1),
        );
        console.log(report(runs, wrong, goldBefore));
      }
  }
}

main();
