import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Article, Comment } from '../../src/article/index.js';
import type { CommentedArticle } from '../../src/evaluation/synthetic/pairs.js';
import { syntheticPairs } from '../../src/evaluation/synthetic/pairs.js';
import { type ArchiveArticle, pick, type Random, seededRandom, shuffle } from '../../src/training/index.js';
import { articleOf, plantDump } from './plant.js';
import { type Fold, foldOf, SETS, type Split } from './split.js';

/** A comment under an article, and whether it belongs there. */
export interface JudgementTrial {
  readonly article: Article;
  readonly text: string;
  readonly foreign: boolean;
  /** The articles that the judge knows beside it. */
  readonly known: readonly Article[];
  /** Where it comes from: `society2024 body`, `campaigns title`. */
  readonly kind: string;
  /** Trials of one group are resampled together. */
  readonly group: string;
}

/** Comments per article, and per set, at most. */
const PER_ARTICLE = 16;
const PER_SET = 6000;
/** Known articles of a crowd: as many as the corpus stage sees at once. */
const CROWD = 700;

/** The articles of a fold of a set with their comments, as the judge takes them. */
export function commented(
  articles: readonly ArchiveArticle[],
  bare: boolean,
  most = PER_ARTICLE,
): CommentedArticle[] {
  const random = seededRandom(7);
  return articles.map((source) => ({
    article: articleOf(source, bare),
    comments: shuffle([...source.comments], random)
      .slice(0, most)
      .map((text, i) => ({ id: `${source.id}-${i}`, articleId: source.id, text })),
  }));
}

/**
 * Real comments of one fold, each under its own article and under a foreign one of its set: with bodies where there are
 * any, and by titles alone. Half of them are judged beside the other articles of the set, half knowing only their own.
 */
export function pairTrials(split: Split, fold: Fold): JudgementTrial[] {
  return SETS.flatMap((set) => {
    const own = split.kept[set].filter((article) => foldOf(article) === fold && article.comments.length > 0);
    const withBodies = own.some(({ body }) => body !== null);
    return [...(withBodies ? [false] : []), true].flatMap((bare) => {
      const most = Math.max(1, Math.min(PER_ARTICLE * 2, Math.floor(PER_SET / own.length)));
      const { groups } = syntheticPairs(commented(own, bare, most), CROWD, 11);
      const kind = `${set} ${bare ? 'title' : 'body'}`;
      return groups.flatMap(({ known, items }) =>
        items.map(({ article, comment, truth, group }, i): JudgementTrial => ({
          article,
          text: comment.text,
          foreign: truth === 'off-topic',
          // Pairs stand side by side: both of one pair know the same.
          known: (i >> 1) % 2 === 0 ? known : [article],
          kind,
          group,
        })),
      );
    });
  });
}

/** Comments of titles alone under articles with bodies of other sets: the reader who strays from another section. */
export function strayTrials(split: Split, fold: Fold): JudgementTrial[] {
  const random = seededRandom(13);
  const strangers = shuffle(
    [...split.kept.news2025, ...split.kept.entertainment]
      .filter((article) => foldOf(article) === fold)
      .flatMap(({ comments }) => comments.slice(0, 4)),
    random,
  );
  return (['politics2025', 'politics2025-more', 'society2024', 'mixed2018'] as const)
    .flatMap((set) =>
      commented(
        split.kept[set].filter((article) => foldOf(article) === fold),
        false,
      ).flatMap(({ article, comments }) =>
        comments.map((_, i): JudgementTrial => ({
          article,
          text: strangers.pop() ?? '',
          foreign: true,
          known: [article],
          kind: `${set} body stray`,
          group: `${article.id} stray ${i}`,
        })),
      ),
    )
    .filter(({ text }) => text !== '');
}

/** A dump with planted comments, among them made-up posts of campaigns and adverts. */
export interface DumpTrials {
  readonly kind: string;
  readonly articles: readonly Article[];
  readonly placed: readonly { readonly article: Article; readonly comment: Comment }[];
  readonly foreign: readonly boolean[];
  readonly made: readonly boolean[];
}

/** Shares of foreign comments in the dumps that the combiner is fitted on. */
const DUMP_SHARES = [0.03, 0.1, 0.35, 0.6];
/** Share of own comments replaced by made-up posts. */
const MADE = 0.015;

/** Dumps of one fold, by set, with bodies and by titles alone, at several shares. */
export function dumpTrials(split: Split, fold: Fold, folder: string): DumpTrials[] {
  const posts = (['campaigns', 'adverts'] as const)
    .flatMap((name) => rowsOf(path.join(folder, `${name}.jsonl`), plantedSchema))
    .filter(({ group }) => foldOf({ title: group }) === fold);
  return SETS.flatMap((set) => {
    const own = split.kept[set].filter((article) => foldOf(article) === fold);
    const withBodies = own.some(({ body }) => body !== null);
    return [...(withBodies ? [false] : []), true].flatMap((bare) =>
      DUMP_SHARES.map((share, number): DumpTrials => {
        const random = seededRandom(number);
        const { articles, comments, foreign } = plantDump(own, bare, share, 31 + number);
        const byId = new Map(articles.map((article) => [article.id, article]));
        const made = foreign.map((planted) => !planted && posts.length > 0 && random() < MADE);
        return {
          kind: `${set} ${bare ? 'title' : 'body'}`,
          articles,
          placed: comments.map((comment, i) => ({
            article: byId.get(comment.articleId)!,
            comment: made[i]! ? { ...comment, text: drawn(posts, random).text } : comment,
          })),
          foreign: foreign.map((planted, i) => planted || made[i]!),
          made,
        };
      }),
    );
  });
}

const plantedSchema = z.object({ id: z.string(), text: z.string(), group: z.string() });
const innocentSchema = plantedSchema.extend({ title: z.string(), body: z.string().nullable() });

/**
 * Made-up posts of campaigns and adverts under real articles, with bodies and by titles alone; and comments that hold
 * the same words innocently, under the articles they are about.
 */
export function plantedTrials(split: Split, fold: Fold, folder: string): JudgementTrial[] {
  const random = seededRandom(17);
  const hosts = {
    body: SETS.flatMap((set) => split.kept[set]).filter((one) => one.body !== null && foldOf(one) === fold),
    title: SETS.flatMap((set) => split.kept[set]).filter((one) => foldOf(one) === fold),
  };
  const posts = (['campaigns', 'adverts'] as const).flatMap((name) =>
    rowsOf(path.join(folder, `${name}.jsonl`), plantedSchema)
      .filter(({ group }) => foldOf({ title: group }) === fold)
      .flatMap(({ text, group }) =>
        (['body', 'title'] as const).map((side): JudgementTrial => {
          const article = articleOf(drawn(hosts[side], random), side === 'title');
          return {
            article,
            text,
            foreign: true,
            known: [article],
            kind: `${name} ${side}`,
            group: `${name} ${group}`,
          };
        }),
      ),
  );
  const innocents = rowsOf(path.join(folder, 'innocents.jsonl'), innocentSchema)
    .filter(({ group }) => foldOf({ title: group }) === fold)
    .flatMap(({ id, text, title, body, group }) =>
      [...(body === null ? [] : [body]), null].map((own): JudgementTrial => {
        const article = { id: `innocent-${id}`, title, body: own };
        const kind = `innocents ${own === null ? 'title' : 'body'}`;
        return { article, text, foreign: false, known: [article], kind, group: `innocents ${group}` };
      }),
    );
  return [...posts, ...innocents];
}

const pageSchema = z.object({
  article: z.object({ id: z.string(), title: z.string(), body: z.string().nullable() }),
  comments: z.array(z.object({ text: z.string(), label: z.enum(['on-topic', 'off-topic', 'unclear']) })),
});

/** The labelled pages of a folder under fixtures/, with bodies and by titles alone; unclear comments are left out. */
export function fixtureTrials(folder: string, fold: Fold): JudgementTrial[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const { article, comments } = pageSchema.parse(
        JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
      );
      if (foldOf(article) !== fold) return [];
      return [article.body, null].flatMap((body) =>
        comments
          .filter(({ label }) => label !== 'unclear')
          .map(({ text, label }, i): JudgementTrial => ({
            article: { ...article, body },
            text,
            foreign: label === 'off-topic',
            known: [article],
            kind: `fixtures ${body === null ? 'title' : 'body'}`,
            group: `${article.id} ${i}`,
          })),
      );
    });
}

function drawn<T>(from: readonly T[], random: Random): T {
  return from[pick(random, from.length)]!;
}

function rowsOf<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
