/**
 * Makes `models/relevance.bin` in two steps, each within 12 minutes on one core:
 *
 *     npx tsx models/make/relevance.ts --data DIR --split --out split.bin
 *     npx tsx models/make/relevance.ts --data DIR --calibration split.bin --out models/relevance.bin
 *
 * The first trains on a part (news before `CUT`, three quarters of entertainment, the earlier politics), fits the
 * calibration on the rest, and prints the figures of the model card. The second trains on everything and takes the
 * calibration of the first. DIR holds SET.articles.jsonl.gz and SET.comments.jsonl.gz for each of `SETS`, and
 * gold-dev.jsonl. `--pages DIR` (again and again) adds figures on labelled pages; `--steps N` trains for less.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { isPlaceholder } from '../../src/article/index.js';
import { weightOf } from '../../src/relevance/calibration.js';
import { Encoder } from '../../src/relevance/encoder.js';
import { openRelevance, packRelevance, prepareComment, prepareText, relevanceOf, scoresOf } from '../../src/relevance/index.js';
import {
  finishEncoder,
  fitScale,
  pick,
  type Random,
  type ScoredPair,
  seededRandom,
  TRAINING,
  type TrainingArticle,
  trainWeights,
} from '../../src/relevance/train/index.js';

interface Told extends TrainingArticle {
  readonly id: string;
  readonly date: string | null;
  readonly section: string;
  readonly set: string;
}
/** A pair with the article it stands under, for the folds. */
interface Judged extends ScoredPair {
  readonly article: string;
}

const SETS = ['news2025', 'entertainment', 'politics2025', 'society2024', 'mixed2018'];
/** News from this day on is kept from the tower that is calibrated and measured. */
const CUT = '2025-11-14';
/** A share of articles is kept by a hash of the id: the same ones each time. */
const ENTERTAINMENT_TRAINED = 75;
const POLITICS_TRAINED = 0.6;
/** Share of the month of politics2025 between an article and one that a false pair is taken from: some four days. */
const APART_IN_TIME = 0.15;
const COMMENTS_PER_ARTICLE = 40;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    split: { type: 'boolean', default: false },
    calibration: { type: 'string' },
    steps: { type: 'string' },
    pages: { type: 'string', multiple: true, default: [] },
  },
});
const { data, out } = values;
if (data === undefined || out === undefined) throw new Error('usage: relevance.ts --data DIR --out FILE (--split | --calibration FILE)');

const idsOfSet = new Map<string, string[]>();
const options = { ...TRAINING, steps: Number(values.steps ?? TRAINING.steps) };
const told = SETS.flatMap((set) => readSet(data, set));
const gold = readLines(readFileSync(path.join(data, 'gold-dev.jsonl'), 'utf8')) as Gold[];
if (values.split) {
  const goldTitles = new Set(gold.map(({ article }) => article.title));
  const kept = keptApart(told);
  const trained = told.filter((article) => !kept.has(article) && !goldTitles.has(article.title));
  const encoder = calibrated(train(trained), kept);
  writeFileSync(out, packRelevance(encoder));
  showGold(encoder, gold);
  showPages(encoder);
  showSpeed(encoder);
} else {
  if (values.calibration === undefined) throw new Error('--calibration FILE: the model that --split made');
  const { calibration } = openRelevance(readFileSync(values.calibration));
  const bare = train(told);
  const encoder = new Encoder(bare.tower, bare.background, calibration);
  const packed = packRelevance(encoder);
  writeFileSync(out, packed);
  console.log(`${out}: ${packed.length} bytes`);
  showPages(encoder);
  showSpeed(encoder);
}

function readLines(text: string): unknown[] {
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

function readSet(folder: string, set: string): Told[] {
  const rows = (kind: string): unknown[] =>
    readLines(gunzipSync(readFileSync(path.join(folder, `${set}.${kind}.jsonl.gz`))).toString('utf8'));
  const comments = new Map<string, string[]>();
  for (const { articleId, text } of rows('comments') as { articleId: string; text: string }[]) {
    if (isPlaceholder(text)) continue;
    const known = comments.get(articleId);
    if (known === undefined) comments.set(articleId, [text]);
    else known.push(text);
  }
  return (rows('articles') as Omit<Told, 'comments' | 'set'>[]).map((row) => ({ ...row, set, comments: comments.get(row.id) ?? [] }));
}

function train(articles: readonly Told[]): Encoder {
  const comments = articles.reduce((sum, article) => sum + article.comments.length, 0);
  console.log(`training on ${articles.length} articles, ${comments} comments, ${options.steps} steps of ${options.batch}`);
  const begun = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - begun) / 1000)} s`;
  const weights = trainWeights(articles, options, (step, loss) => {
    if (step % 250 === 0) console.log(`step ${step}: loss ${loss.toFixed(3)}, ${seconds()}`);
  });
  console.log(`trained in ${seconds()}`);
  return finishEncoder(weights, articles, options.seed);
}

/** Articles that the measured tower does not see; society2024 and mixed2018 wholly, as domains it does not know. */
function keptApart(all: readonly Told[]): Set<Told> {
  return new Set(
    all.filter((article) => {
      if (article.set === 'news2025') return (article.date ?? '') >= CUT;
      if (article.set === 'entertainment') return hashOf(article.id) % 100 >= ENTERTAINMENT_TRAINED;
      return article.set === 'politics2025' ? placeInTime(article) >= POLITICS_TRAINED : true;
    }),
  );
}

/** Numbers of articles rise with time within an outlet: 0 for its first in the set, towards 1 for its last. */
function placeInTime({ id, set }: Told): number {
  const outlet = (idsOfSet.get(set) ?? idsOfSet.set(set, told.filter((other) => other.set === set).map((other) => other.id)).get(set)!)
    .filter((other) => other.slice(0, 3) === id.slice(0, 3));
  return outlet.filter((other) => other < id).length / outlet.length;
}

/** True pairs of these articles, and each comment once more under another article of the set. */
function pairsOf(encoder: Encoder, articles: readonly Told[], withBody: boolean, random: Random): Judged[] {
  const ready = articles.map((article) => prepareText(encoder, withBody ? article : { title: article.title, body: null }));
  const places = articles.flatMap((article, i) => article.comments.slice(0, COMMENTS_PER_ARTICLE).map((text) => ({ i, text })));
  const score = (at: number, comment: ReturnType<typeof prepareComment>, belongs: boolean): Judged => ({
    scores: scoresOf(encoder, ready[at]!, comment),
    words: comment.words,
    belongs,
    article: articles[at]!.id,
  });
  return places.flatMap(({ i, text }) => {
    let other = places[pick(random, places.length)]!.i;
    for (let tries = 0; tries < 100 && !farApart(articles[i]!, articles[other]!); tries++)
      other = places[pick(random, places.length)]!.i;
    if (!farApart(articles[i]!, articles[other]!)) return [];
    const comment = prepareComment(encoder, text);
    return comment.words === 0 ? [] : [score(i, comment, true), score(other, comment, false)];
  });
}

/** Another section where the sets have them; of politics, which has but one, another time. */
function farApart(a: Told, b: Told): boolean {
  if (a === b || a.title === b.title) return false;
  if (a.set === 'news2025' || a.set === 'mixed2018') return a.section !== b.section;
  return a.set !== 'politics2025' || Math.abs(placeInTime(a) - placeInTime(b)) >= APART_IN_TIME;
}

function calibrated(bare: Encoder, kept: ReadonlySet<Told>): Encoder {
  const random = seededRandom(options.seed);
  const of = (set: string, withBody: boolean): Judged[] =>
    pairsOf(bare, [...kept].filter((article) => article.set === set && (!withBody || article.body !== null)), withBody, random);
  const fit = (sets: string[], withBody: boolean): ReturnType<typeof fitScale> => {
    const judged = sets.map((set) => ({ set, pairs: of(set, withBody) }));
    const all = judged.flatMap(({ pairs }) => thinned(pairs, withBody ? 3000 : 10_000));
    const folds = [0, 1, 2, 3, 4].map((fold) => fitScale(all.filter(({ article }) => foldOf(article) !== fold)));
    for (const { set, pairs } of judged) {
      const weights = pairs.map((pair) => ({ belongs: pair.belongs, words: pair.words, weight: weightOf(pair.scores, pair.words, folds[foldOf(pair.article)]!) }));
      showWeights(`${set}${withBody ? ' with body' : ', title only'}`, weights);
      console.log(`  by the mean cosine in deviations alone: ${auc(pairs, (pair) => pair.scores[0]! + pair.scores[1]!).toFixed(3)}`);
    }
    return fitScale(all);
  };
  const title = fit(['news2025', 'entertainment'], false);
  const body = fit(['politics2025', 'society2024', 'mixed2018'], true);
  for (const set of ['politics2025', 'society2024', 'mixed2018'])
    showWeights(`${set}, title only`, of(set, false).map((pair) => ({ ...pair, weight: weightOf(pair.scores, pair.words, title) })));
  console.log('caps (for, against): title', title.mostFor, title.mostAgainst, 'body', body.mostFor, body.mostAgainst);
  return new Encoder(bare.tower, bare.background, { title, body });
}

/** About `most` of the pairs, so that no set outweighs the others; a true pair and its false one stay together. */
function thinned(pairs: readonly Judged[], most: number): Judged[] {
  const every = Math.max(1, Math.round(pairs.length / most));
  return pairs.filter((_, i) => Math.floor(i / 2) % every === 0);
}

function foldOf(article: string): number {
  return hashOf(article) % 5;
}

function hashOf(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}

/** Chance that a true pair scores above a false one; ties count half. */
function auc<T extends { belongs: boolean }>(pairs: readonly T[], score: (pair: T) => number): number {
  const ordered = pairs.map((pair) => ({ score: score(pair), belongs: pair.belongs })).sort((a, b) => a.score - b.score);
  let [wins, falseBefore, trues] = [0, 0, 0];
  for (let from = 0; from < ordered.length; ) {
    let [to, own, foreign] = [from, 0, 0];
    for (; to < ordered.length && ordered[to]!.score === ordered[from]!.score; to++) {
      if (ordered[to]!.belongs) own++;
      else foreign++;
    }
    wins += own * (falseBefore + foreign / 2);
    falseBefore += foreign;
    trues += own;
    from = to;
  }
  return wins / (trues * falseBefore);
}

interface Weighed {
  readonly belongs: boolean;
  readonly words: number;
  readonly weight: number;
}

/** AUC, expected calibration error over ten bins (at even odds), and AUC and mean strength by length. */
function showWeights(name: string, pairs: readonly Weighed[]): void {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, told: 0, foreign: 0 }));
  for (const { weight, belongs } of pairs) {
    const chance = 1 / (1 + Math.exp(-weight));
    const bin = bins[Math.min(9, Math.floor(chance * 10))]!;
    bin.count++;
    bin.told += chance;
    bin.foreign += belongs ? 0 : 1;
  }
  const error = bins.reduce((sum, { told, foreign }) => sum + Math.abs(told - foreign), 0) / pairs.length;
  console.log(`${name}: AUC ${auc(pairs, ({ weight }) => -weight).toFixed(3)} over ${pairs.length} pairs, calibration error ${error.toFixed(3)}`);
  for (const [from, to] of [[1, 2], [3, 5], [6, 10], [11, 20], [21, 9999]] as const) {
    const some = pairs.filter(({ words }) => words >= from && words <= to);
    const strength = some.reduce((sum, { weight }) => sum + Math.abs(weight), 0) / some.length;
    console.log(`  ${from}–${to} eojeols: ${some.length} pairs, AUC ${auc(some, ({ weight }) => -weight).toFixed(3)}, mean |weight| ${strength.toFixed(2)}`);
  }
}

interface Gold {
  readonly article: { readonly title: string; readonly body: string | null };
  readonly comment: string;
  readonly label: string;
}

function showGold(encoder: Encoder, pairs: readonly Gold[]): void {
  const judged = pairs
    .filter(({ label }) => label !== 'unclear')
    .map(({ article, comment, label }) => ({ belongs: label === 'on-topic', weight: relevanceOf(encoder, prepareText(encoder, article), comment).weight }));
  console.log(`gold-dev: AUC ${auc(judged, ({ weight }) => -weight).toFixed(3)} over ${judged.length}`);
}

/** Labelled pages: their articles are in none of the sets. */
function showPages(encoder: Encoder): void {
  for (const folder of values.pages) {
    const pages = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
    const judged = pages.map((file) => {
      const page = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { article: Gold['article']; comments: { text: string; label: string }[] };
      const article = prepareText(encoder, page.article);
      const pairs = page.comments
        .filter(({ label }) => label === 'on-topic' || label === 'off-topic')
        .map(({ text, label }) => ({ belongs: label === 'on-topic', weight: relevanceOf(encoder, article, text).weight }));
      console.log(`  ${file}: AUC ${auc(pairs, ({ weight }) => -weight).toFixed(3)} over ${pairs.length}`);
      return pairs;
    });
    const all = judged.flat();
    console.log(`${folder}: AUC ${auc(all, ({ weight }) => -weight).toFixed(3)} over ${all.length}`);
  }
}

function showSpeed(encoder: Encoder): void {
  const article = prepareText(encoder, told.find(({ body }) => body !== null)!);
  const comments = told.slice(0, 400).flatMap((one) => one.comments);
  const begun = performance.now();
  for (const text of comments) relevanceOf(encoder, article, text);
  console.log(`${Math.round((comments.length / (performance.now() - begun)) * 1000)} comments/s under one article with a body`);
}
