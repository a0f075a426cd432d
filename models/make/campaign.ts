/**
 * Fits what membership in a campaign weighs (`src/judge/judges/campaign.ts`) and prints the constants to be put there:
 *
 *     npx tsx models/make/campaign.ts --data DIR FOLDER/model-A.bin FOLDER/model-B.bin
 *
 * The models are those of `models/make/combiner.ts`: each reads the fold of the kept articles that it has not seen. Sets
 * of comments are made of these: comments that share an unusual word, under one article or under several, and one comment
 * again and again, as a fan club chants; each where it stands, and moved under articles of others, as a campaign stands.
 * Made-up campaigns and adverts (`fixtures/planted`) join the moved ones. As many sets belong as do not, so that the
 * fitted weight is a likelihood ratio like all other evidence.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { articleOf } from '../../bench/judgement/plant.js';
import { type Fold, foldOf, readSplit, SETS } from '../../bench/judgement/split.js';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import type { Article } from '../../src/article/index.js';
import { createJudge, evidenceWeight, type Judging, MemberWeights } from '../../src/judge/index.js';
import { openRelevance } from '../../src/relevance/index.js';
import { type ArchiveArticle, pick, type Random, seededRandom, shuffle } from '../../src/training/index.js';
import { fitMonotone, type WeightedSample } from '../../src/training/monotone-logistic.js';

const { values, positionals } = parseArgs({
  options: { data: { type: 'string', default: 'data' } },
  allowPositionals: true,
});

interface Post {
  readonly article: Article;
  readonly text: string;
}
interface MadeSet {
  readonly kind: string;
  readonly foreign: boolean;
  readonly posts: readonly Post[];
}

/** Sizes of the sets: the smallest that becomes known, and what a server sees in a day. */
const LEAST = 3;
const MOST = 24;
/** Sets of each kind, collection and fold. */
const SETS_EACH = 40;
/** Share of own comments beside the sets in a dump that is judged as a whole. */
const BESIDE = 12;
const HALVES = [0.5, 1, 2, 3, 5, 8, 12, 20, 40];
const SLACK = 0.005;
const RIDGE = 0.5;
const plantedSchema = z.object({ text: z.string(), group: z.string() });

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const planted = ['campaigns', 'adverts'].map((name) => {
  const groups = new Map<string, string[]>();
  for (const line of readFileSync(`fixtures/planted/${name}.jsonl`, 'utf8').trim().split('\n')) {
    const { text, group } = plantedSchema.parse(JSON.parse(line));
    groups.set(group, [...(groups.get(group) ?? []), text]);
  }
  return groups;
});

/** One member of a set as the fit sees it. */
interface Sample {
  readonly kind: string;
  readonly foreign: boolean;
  /** Weight of the sample: every set counts once. */
  readonly share: number;
  readonly own: Readonly<Record<'alone' | 'whole', number>>;
  readonly others: { readonly count: number; readonly mean: number };
}

const samples = [samplesOf(positionals[1]!, 0), samplesOf(positionals[0]!, 1)];
for (const way of ['alone', 'whole'] as const) {
  for (const fold of [0, 1] as const) report(way, samples[fold]!, fit(way, samples[1 - fold]!));
  console.log(way, 'both', fit(way, samples.flat()));
}

function samplesOf(file: string, fold: Fold): Sample[] {
  const relevance = openRelevance(readFileSync(file));
  const judge = createJudge({ book, lexicon, relevance });
  return SETS.flatMap((set) => {
    const kept = split.kept[set].filter((article) => foldOf(article) === fold && article.comments.length > 0);
    const withBodies = kept.some(({ body }) => body !== null);
    return [...(withBodies ? [false] : []), true].flatMap((bare) => {
      const name = `${set} ${bare ? 'title' : 'body'}`;
      const sets = madeSets(kept, bare, seededRandom(5 + fold), fold);
      return samplesOfSets(judge, name, kept, bare, sets);
    });
  });
}

/** Sets of one collection: where they stand, and moved. */
function madeSets(kept: readonly ArchiveArticle[], bare: boolean, random: Random, fold: Fold): MadeSet[] {
  const articles = new Map(kept.map((source) => [source.id, articleOf(source, bare)]));
  const all = [...articles.values()];
  const placed = kept.flatMap((source) =>
    source.comments.map((text): Post => ({ article: articles.get(source.id)!, text })),
  );
  const byWord = new Map<string, Post[]>();
  for (const post of placed)
    for (const word of new Set(post.text.match(/[가-힣]{2,}/gu))) {
      const there = byWord.get(word);
      if (there === undefined) byWord.set(word, [post]);
      else there.push(post);
    }
  const unusual = [...byWord.values()].filter(({ length }) => length >= LEAST && length <= MOST);
  const articlesOf = (posts: readonly Post[]): number => new Set(posts.map(({ article }) => article.id)).size;
  const drawn = (some: readonly (readonly Post[])[]): (readonly Post[])[] =>
    shuffle([...some], random).slice(0, SETS_EACH);
  const size = (): number => LEAST + Math.floor(random() * (MOST - LEAST));
  const moved = (texts: readonly string[]): Post[] => {
    // A campaign may come down on one article or on as many as it has posts.
    const targets = shuffle([...all], random).slice(0, 1 + Math.floor(random() * texts.length));
    return texts.map((text) => ({ article: targets[pick(random, targets.length)]!, text }));
  };
  const own: [string, readonly (readonly Post[])[]][] = [
    ['one article', drawn(unusual.filter((posts) => articlesOf(posts) === 1))],
    ['several articles', drawn(unusual.filter((posts) => articlesOf(posts) > 1))],
    ['chant', drawn(placed.map((post) => new Array<Post>(size()).fill(post)))],
  ];
  const sets = own.flatMap(([kind, some]) =>
    some.flatMap((posts): MadeSet[] => [
      { kind, foreign: false, posts },
      { kind, foreign: true, posts: moved(posts.map(({ text }) => text)) },
    ]),
  );
  const made = planted
    .flatMap((groups) => [...groups])
    .filter(([group, texts]) => foldOf({ title: group }) === fold && texts.length >= LEAST)
    .map(([, texts]): MadeSet => ({ kind: 'planted', foreign: true, posts: moved(texts) }));
  return [...sets, ...made];
}

function samplesOfSets(
  judge: Judging,
  name: string,
  kept: readonly ArchiveArticle[],
  bare: boolean,
  sets: readonly MadeSet[],
): Sample[] {
  // Judged as a whole: the sets among the other comments of their articles, one dump for a few sets at a time.
  const alone = sets.map(({ posts }) => posts.map((post) => weigh(judge.comment(post.article, commentOf(post)))));
  const together = wholes(judge, kept, bare, sets);
  return sets.flatMap(({ kind, foreign, posts }, i): Sample[] => {
    const own = alone[i]!;
    const weights = new MemberWeights();
    posts.forEach(({ article, text }, j) => {
      weights.add(article.id, text, own[j]!);
    });
    return posts.map(({ article, text }, j) => ({
      kind: `${name} ${kind}`,
      foreign,
      share: 1 / posts.length,
      own: { alone: own[j]!, whole: together[i]![j]! },
      others: weights.others(article.id, text) ?? { count: 0, mean: 0 },
    }));
  });
}

function wholes(
  judge: Judging,
  kept: readonly ArchiveArticle[],
  bare: boolean,
  sets: readonly MadeSet[],
): number[][] {
  const random = seededRandom(3);
  const AT_ONCE = 100;
  const result: number[][] = [];
  for (let from = 0; from < sets.length; from += AT_ONCE) {
    const some = shuffle([...sets.keys()], seededRandom(1)).slice(from, from + AT_ONCE);
    const articles = new Map(kept.map((source) => [source.id, articleOf(source, bare)]));
    const beside = kept.flatMap(({ id, comments }) =>
      shuffle([...comments], random)
        .slice(0, BESIDE)
        .map((text, i) => ({ id: `b${id}-${i}`, articleId: id, text })),
    );
    const members = some.flatMap((i) =>
      sets[i]!.posts.map(({ article, text }, j) => ({ id: `${i}-${j}`, articleId: article.id, text })),
    );
    const results = judge.dump([...articles.values()], [...members, ...beside]);
    let at = 0;
    for (const i of some) result[i] = sets[i]!.posts.map(() => weigh(results[at++]!));
  }
  return result;
}

function commentOf({ article, text }: Post): { id: string; articleId: string; text: string } {
  return { id: 'c', articleId: article.id, text };
}
function weigh(result: Parameters<typeof evidenceWeight>[0]): number {
  return evidenceWeight(result) ?? 0;
}

interface Stage {
  readonly half: number;
  readonly differs: number;
  readonly fits: number;
}

function fit(way: 'alone' | 'whole', all: readonly Sample[]): Stage {
  const fitted = HALVES.map((half) => {
    const [differs, fits] = fitMonotone(
      weighted(all).map(
        ({ sample: { own, others, foreign }, weight }): WeightedSample => ({
          inputs: inputsOf(others, half, own[way]),
          positive: foreign,
          weight,
        }),
      ),
      RIDGE,
      new Set(),
      Float64Array.of(0, 0, 1),
      new Set([2]),
    );
    const stage = { half, differs: differs!, fits: fits! };
    return { stage, loss: loss(way, all, stage) };
  });
  // The fewest: what many members say together is not surer than the model is of its own level on a site.
  const best = Math.min(...fitted.map((one) => one.loss));
  return fitted.find((one) => one.loss <= best * (1 + SLACK))!.stage;
}

/** Foreign sets count together as much as own ones, and every kind alike. */
function weighted(all: readonly Sample[]): { sample: Sample; weight: number }[] {
  const sums = new Map<string, number>();
  const keyOf = ({ foreign, kind }: Sample): string => `${foreign} ${kind}`;
  for (const one of all) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.share);
  const sides = new Map<boolean, number>();
  for (const [key, sum] of sums) {
    const foreign = key.startsWith('true');
    sides.set(foreign, (sides.get(foreign) ?? 0) + Math.sqrt(sum));
  }
  return all.map((sample) => ({
    sample,
    weight:
      ((sample.share / Math.sqrt(sums.get(keyOf(sample))!)) / sides.get(sample.foreign)!) * (all.length / 2),
  }));
}

function inputsOf({ count, mean }: Sample['others'], half: number, own: number): Float64Array {
  const shrunk = (mean * count) / (count + half);
  return Float64Array.of(Math.max(0, shrunk), Math.min(0, shrunk), own);
}

function logitOf(way: 'alone' | 'whole', { own, others }: Sample, { half, differs, fits }: Stage): number {
  const [up, down, alone] = inputsOf(others, half, own[way]);
  return differs * up! + fits * down! + alone!;
}

function loss(way: 'alone' | 'whole', all: readonly Sample[], stage: Stage): number {
  let sum = 0;
  let total = 0;
  for (const { sample, weight } of weighted(all)) {
    const logit = logitOf(way, sample, stage) * (sample.foreign ? 1 : -1);
    sum += weight * Math.log1p(Math.exp(-logit));
    total += weight;
  }
  return sum / total;
}

/** By kind: share flagged (.7 at the usual prior) without and with membership. */
function report(way: 'alone' | 'whole', all: readonly Sample[], stage: Stage): void {
  const none = { half: 1, differs: 0, fits: 0 };
  console.log(way, stage, 'loss', loss(way, all, none).toFixed(4), '→', loss(way, all, stage).toFixed(4));
  const prior = Math.log(0.05 / 0.95);
  const flag = Math.log(0.7 / 0.3);
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  for (const kind of kinds) {
    const cells = [false, true].flatMap((foreign) => {
      const some = all.filter((one) => one.kind === kind && one.foreign === foreign);
      if (some.length === 0) return [];
      const flagged = (by: Stage): string =>
        (some.filter((one) => prior + logitOf(way, one, by) >= flag).length / some.length).toFixed(3);
      return `${foreign ? 'foreign' : 'own'} ${some.length}: flagged ${flagged(none)} → ${flagged(stage)}`;
    });
    console.log(' ', kind.padEnd(40), cells.join(' | '));
  }
}
