import { type Corpus, readCorpus } from '../relevance/corpus/corpus.js';
import type { PairScorer } from '../relevance/pair/scorer.js';
import type { PreparedArticle, PreparedComment } from '../relevance/pair/prepared.js';
import { pick, type Random, shuffle } from './random.js';

/** An article with its own comments. */
export interface SourceArticle {
  readonly title: string;
  readonly body: string | null;
  /** Foreign comments come from another section and another time, where these are known. */
  readonly section: string | null;
  /** `YYYY-MM-DD…`. */
  readonly date: string | null;
  readonly comments: readonly string[];
}

/** The articles of one site with all their comments, encoded once for many simulated dumps. */
export interface EncodedArchive {
  readonly scorer: PairScorer;
  readonly articles: readonly PreparedArticle[];
  readonly comments: readonly PreparedComment[];
  /** Indexes into `comments` by article, without comments that have no words. */
  readonly rows: readonly Int32Array[];
  readonly sections: readonly (string | null)[];
  /** Days since 1970, NaN when unknown. */
  readonly days: Float64Array;
  /** Whether there is more than one section. */
  readonly sectioned: boolean;
}

/** Settings of a simulated dump. */
export interface Simulation {
  /** Articles in the dump at most, and comments shown under each. */
  readonly articles: number;
  readonly comments: number;
  /** Whether the number of comments varies, from 2 to twice `comments`. */
  readonly uneven: boolean;
  /** Share of articles without comments. */
  readonly bare: number;
  /** Share of foreign comments outside floods. */
  readonly foreignShare: number;
  /** How much that share varies by article: it is drawn evenly from 1 - `spread` to 1 + `spread` times the share. */
  readonly spread: number;
  /** Share of flooded articles, and the range of the share of foreign comments there. */
  readonly flooded: number;
  readonly flood: readonly [number, number];
  /** Number of articles that a flood comes from; 0 draws one, two or many. */
  readonly sources: number;
  /** Share of foreign comments whose own article is not in the dump. */
  readonly homeless: number;
}

/** The simulated site of the model card. */
export const SITE: Simulation = {
  articles: 700,
  comments: 12,
  uneven: false,
  bare: 0,
  foreignShare: 0.05,
  spread: 0,
  flooded: 0,
  flood: [0.3, 0.7],
  sources: 0,
  homeless: 0.5,
};

/** A simulated dump with its ground truth. */
export interface Simulated {
  readonly dump: Corpus;
  /** 1 for foreign comments. */
  readonly foreign: Uint8Array;
  /** Index of its own article in the dump, or -1. */
  readonly homes: Int32Array;
  /** 1 for comments under a flooded article. */
  readonly flooded: Uint8Array;
  /** Archive index of each article of the dump. */
  readonly inside: readonly number[];
}

/** Encodes the articles and comments of a site. */
export function readArchive(scorer: PairScorer, articles: readonly SourceArticle[]): EncodedArchive {
  const comments = articles.flatMap((article) => article.comments.map((text) => scorer.prepareComment(text)));
  let next = 0;
  const sections = articles.map(({ section }) => section);
  return {
    scorer,
    articles: articles.map((article) => scorer.prepareArticle(article)),
    comments,
    rows: articles.map((article) =>
      Int32Array.from(article.comments, () => next++).filter((row) => comments[row]!.wordCount > 0),
    ),
    sections,
    sectioned: new Set(sections).size > 1,
    days: Float64Array.from(articles, ({ date }) =>
      date === null ? NaN : Date.parse(date.slice(0, 10)) / 864e5,
    ),
  };
}

/** Foreign comments come from articles at least this many days away. */
const APART_DAYS = 7;
const TRIES = 60;
const MAX_RATE = 0.95;
/** Share of the archive left out of the dump, as unknown origins of foreign comments. */
const OUTSIDE = 0.2;
/** Cumulative shares of floods from one article, and from one or two; the others come from many. */
const ONE_SOURCE = 0.5;
const TWO_SOURCES = 0.8;

/** Simulates a dump from an archive: other articles and other comments each time. */
export function simulate(archive: EncodedArchive, options: Simulation, random: Random): Simulated {
  const all = shuffle(Array.from(archive.rows.keys()), random).filter(
    (article) => archive.rows[article]!.length > 1,
  );
  const size = Math.max(1, Math.min(options.articles, Math.floor(all.length * (1 - OUTSIDE))));
  const inside = all.slice(0, size);
  const outside = all.slice(size);
  const left = archive.rows.map((rows) => shuffle([...rows], random));
  const shown = inside.map((article) => {
    if (random() < options.bare) return [];
    const wanted = options.uneven ? 2 + pick(random, 2 * options.comments - 1) : options.comments;
    return left[article]!.splice(0, Math.min(wanted, Math.ceil(left[article]!.length * 0.8)));
  });
  const indexOf = new Map(inside.map((article, index) => [article, index]));
  const sourceFor = (article: number): number | undefined => {
    const from = random() < options.homeless && outside.length > 0 ? outside : inside;
    for (let tries = 0; tries < TRIES; tries++) {
      const source = from[pick(random, from.length)]!;
      if (left[source]!.length > 0 && farApart(archive, article, source)) return source;
    }
    return undefined;
  };
  const slots = shown.map((rows) => rows.map((row) => ({ row, foreign: 0, home: -1, flooded: 0 })));
  const replace = (
    slot: { row: number; foreign: number; home: number },
    source: number | undefined,
  ): void => {
    const row = source === undefined ? undefined : left[source]!.pop();
    if (source === undefined || row === undefined) return;
    slot.row = row;
    slot.foreign = 1;
    slot.home = indexOf.get(source) ?? -1;
  };
  inside.forEach((article, index) => {
    const here = slots[index]!;
    if (here.length >= 4 && random() < options.flooded) {
      const kind = random();
      const drawn = kind < ONE_SOURCE ? 1 : kind < TWO_SOURCES ? 2 : here.length;
      const count = options.sources || drawn;
      const sources = Array.from({ length: count }, () => sourceFor(article));
      const share = options.flood[0] + random() * (options.flood[1] - options.flood[0]);
      shuffle([...here], random).forEach((slot, i) => {
        slot.flooded = 1;
        if (i < Math.round(share * here.length)) replace(slot, sources[pick(random, count)]);
      });
    } else {
      const rate = Math.min(
        MAX_RATE,
        options.foreignShare * (1 - options.spread + 2 * options.spread * random()),
      );
      for (const slot of here) if (random() < rate) replace(slot, sourceFor(article));
    }
    shuffle(here, random);
  });
  const flat = slots.flat();
  return {
    dump: readCorpus(
      archive.scorer,
      inside.map((article) => archive.articles[article]!),
      flat.map(({ row }) => archive.comments[row]!),
      Int32Array.from(slots.flatMap((here, index) => here.map(() => index))),
    ),
    foreign: Uint8Array.from(flat, ({ foreign }) => foreign),
    homes: Int32Array.from(flat, ({ home }) => home),
    flooded: Uint8Array.from(flat, ({ flooded }) => flooded),
    inside,
  };
}

function farApart({ sections, sectioned, days }: EncodedArchive, a: number, b: number): boolean {
  if (a === b) return false;
  if (sectioned && sections[a] !== null && sections[a] === sections[b]) return false;
  return !(Math.abs(days[a]! - days[b]!) < APART_DAYS);
}
