import type { Article } from '../../article/index.js';
import { createJudge, type Judging } from '../../judge/index.js';
import {
  type AdaptationFigures,
  adaptationGateOf,
  type HeldOut,
  type ScoredTwice,
} from '../../moderation/index.js';
import { foldOfText, hashOfText, withTable } from '../../relevance/adapted.js';
import { type EmbeddingTable, packEmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import { openRelevance, type RelevanceModel } from '../../relevance/index.js';
import { compilePacks } from '../../rules/index.js';

/** A comment under an article of the order. */
export interface NightComment {
  /** Index of the article. */
  readonly article: number;
  readonly text: string;
}

/** What a night's thread works on. */
export interface NightOrder {
  /** The shipped model, packed. */
  readonly model: Uint8Array<ArrayBuffer>;
  readonly articles: readonly Pick<Article, 'title' | 'body'>[];
  readonly comments: readonly NightComment[];
  /** Comments that moderators decided on; none of them is among `comments`. */
  readonly decided: readonly (NightComment & { readonly belongs: boolean })[];
  /** Which part of the comments is held out, 0 to `PARTS - 1`: another one each night. */
  readonly part: number;
}

/** What a night brought; null: too little to learn from. */
export type NightResult = {
  readonly figures: AdaptationFigures;
  /** The adapted table, packed; null when it did not pass the gate. */
  readonly table: Uint8Array<ArrayBuffer> | null;
} | null;

/** Learns a table from all comments but those of a fold, as `adaptFold` does. */
export type AdaptFold = (
  model: RelevanceModel,
  articles: NightOrder['articles'],
  comments: readonly NightComment[],
  fold: number,
  options: { readonly seed: number; readonly folds: number },
) => { readonly table: EmbeddingTable } | undefined;

/** One part in so many is held out. */
export const PARTS = 5;
const SEED = 1;
/** Held-out comments that are judged, each under its own article and under another one; more would cost time. */
const MAX_HELD_OUT = 800;
const MAX_DECIDED = 400;
/** Fewer held-out comments than this measure nothing. Set by hand: the error of the AUC is then some .03. */
const MIN_HELD_OUT = 40;
/** Articles that are known to the judge of the gate. */
const MAX_KNOWN = 200;

/**
 * Adapts the shipped model to a server's comments and measures both on the part that was held out, each of its comments
 * under its own article and planted under another one. The model that passes is the one that was measured: it is not
 * trained again on all. Pure: the same order gives the same bytes.
 */
export function adaptForNight(order: NightOrder, adapt: AdaptFold): NightResult {
  const { articles, comments, part } = order;
  const held = comments.filter(({ text }) => foldOfText(text, PARTS) === part);
  if (held.length < MIN_HELD_OUT) return null;
  const shipped = openRelevance(order.model);
  const learned = adapt(shipped, articles, comments, part, { seed: SEED, folds: PARTS });
  if (learned === undefined) return null;
  const score = scorerOf(articles, held, shipped, withTable(shipped, learned.table));
  const planted = plant(held, score);
  if (planted.own.length < MIN_HELD_OUT) return null;
  const { open, figures } = adaptationGateOf(planted, decidedOf(order, score), score.suspectAt);
  return { figures, table: open ? (packEmbeddingTable(learned.table) as Uint8Array<ArrayBuffer>) : null };
}

interface Scorer {
  readonly suspectAt: number;
  /** Articles that comments may be planted under. */
  readonly articles: readonly number[];
  (article: number, text: string): ScoredTwice;
}

/** Judges by both models, without packs: these say the same beside either. */
function scorerOf(
  articles: NightOrder['articles'],
  held: readonly NightComment[],
  shipped: RelevanceModel,
  adapted: RelevanceModel,
): Scorer {
  const numbers = [...new Set(held.map(({ article }) => article))].sort((a, b) => a - b);
  const all = articles.map((article, i): Article => ({ id: String(i), ...article }));
  const known = numbers.slice(-MAX_KNOWN).map((number) => all[number]!);
  const book = compilePacks([]);
  const judges = [shipped, adapted].map((relevance) => createJudge({ book, relevance, known })) as [
    Judging,
    Judging,
  ];
  const by = (judging: Judging, article: number, text: string): number =>
    judging.comment(all[article]!, { id: 'comment', articleId: String(article), text }).score;
  const score = (article: number, text: string): ScoredTwice => ({
    shipped: by(judges[0], article, text),
    adapted: by(judges[1], article, text),
  });
  return Object.assign(score, { suspectAt: judges[0].levels.review, articles: numbers });
}

/** Held-out comments under their own articles, and under another one each. */
function plant(held: readonly NightComment[], score: Scorer): HeldOut {
  const order = held.map(({ text }, i) => ({ i, at: hashOfText(`gate ${text}`) }));
  const drawn = order.sort((a, b) => a.at - b.at || a.i - b.i).slice(0, MAX_HELD_OUT);
  const own: ScoredTwice[] = [];
  const foreign: ScoredTwice[] = [];
  for (const { i, at } of drawn) {
    const { article, text } = held[i]!;
    const others = score.articles.filter((number) => number !== article);
    const other = others[at % others.length];
    if (other === undefined) continue;
    own.push(score(article, text));
    foreign.push(score(other, text));
  }
  return { own, foreign };
}

function decidedOf({ decided }: NightOrder, score: Scorer): HeldOut {
  const scored = decided
    .slice(-MAX_DECIDED)
    .map(({ article, text, belongs }) => ({ belongs, ...score(article, text) }));
  return {
    own: scored.filter(({ belongs }) => belongs),
    foreign: scored.filter(({ belongs }) => !belongs),
  };
}
