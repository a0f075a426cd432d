import type { Encoder } from '../encoder/encoder.js';
import { type Pool, RIVAL, type PoolRelations } from './pool.js';
import { BODY, BODY_TERMS, CHANNELS, TITLE, TITLE_TERMS } from './pool-entry.js';
import { WordMatcher, type WordMatch } from './word-matcher.js';
import { type Background, MAX_TITLE_WORDS, type PreparedArticle, type PreparedComment } from './prepared.js';
import { type ChoiceWeights, lengthInput, writeUtilities, utilityOf } from './choice.js';
import { dot } from '../encoder/vector.js';
import { MAX_ARTICLE_WORDS } from '../encoder/word-reader.js';

/** Conditional-logit weights of the choice among articles: by titles, and by titles and bodies. */
export interface Choices {
  readonly title: ChoiceWeights;
  readonly body: ChoiceWeights;
}

/**
 * Features of a comment against the title of an article. By* features are z-scores: over comments at large (article),
 * over the pool, or over ordinary titles; *Ahead features are leads over the best rival.
 */
export const TITLE_FEATURES = [
  // Cosine with the title: raw; as z-score over comments at large; then over the pool; lead over the best rival.
  'title',
  'titleByArticle',
  'titleByPool',
  'titleAhead',
  // The same for tf-idf; the share of the comment's squared weights that the title contains; the highest idf among
  // shared n-grams.
  'terms',
  'termsByArticle',
  'termsByPool',
  'termsAhead',
  'termsShare',
  'termsRarest',
  // Best word matches, raw and as z-score over some ordinary titles.
  'wordsMean',
  'wordsCoverage',
  'wordsMeanBy',
  'wordsCoverageBy',
  // The comment alone, the article alone, the pool.
  'length',
  'norm',
  'spread',
  'average',
  'hub',
  'titleNorm',
  'known',
  // Lead of the word matches over the best rivals; mean fit to similar articles, as z-score over the pool.
  'wordsAhead',
  'wordsCoverageAhead',
  'neighbours',
  // Conditional logit over the pool: the last `CHOICE_FEATURES`.
  'lift',
  'ahead',
  'peak',
  'entropy',
  'homeNear',
  'nearMean',
  'closeShare',
] as const;
/** Features of a comment against the body of an article, starting with the log odds by the title. */
export const BODY_FEATURES = [
  'byTitle',
  'length',
  'norm',
  'body',
  'bodyByArticle',
  'bodyByPool',
  'bodyAhead',
  'pieceBest',
  'pieceBestBy',
  'bodyTerms',
  'bodyTermsByArticle',
  'bodyTermsByPool',
  'bodyTermsAhead',
  'bodyTermsShare',
  'bodyTermsRarest',
  'bodyWordsMean',
  'bodyWordsCoverage',
  'bodyWordsBeyond',
  'bodyLift',
  'bodyLiftAhead',
  'bodyPeak',
  'bodyEntropy',
  'bodyHomeNear',
  'bodyNearMean',
  'bodyCloseShare',
] as const;
const T = indexesOf(TITLE_FEATURES);
const B = indexesOf(BODY_FEATURES);

function indexesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i])) as Record<Name, number>;
}

/**
 * Known bodies needed for a comparison among bodies. Bodies of the background alone are from another domain as often as
 * not: a comment on society then stands out against bodies on politics under any article.
 */
export const MIN_BODIES = 10;
const BY_POOL: readonly number[] = [
  B.bodyByPool,
  B.bodyAhead,
  B.bodyTermsByPool,
  B.bodyTermsAhead,
  B.bodyLift,
  B.bodyLiftAhead,
  B.bodyPeak,
  B.bodyEntropy,
  B.bodyHomeNear,
  B.bodyNearMean,
  B.bodyCloseShare,
];

/**
 * Own utility minus the rivals' mean, and minus the best; the best minus the mean; entropy; similarity of the own
 * article to the best rival, its mean over the choice, and the log share of close articles.
 */
const CHOICE_FEATURES = 7;
/** Best rivals whose titles are matched word by word. */
const TOP_RIVALS = 4;

/** Computes the features of a comment and an article. Owns scratch buffers: one comment at a time. */
export class FeatureReader {
  readonly title = new Float32Array(TITLE_FEATURES.length);
  readonly body = new Float32Array(BODY_FEATURES.length);
  /** Of the last choice: own utility, and the odds of all rivals against it. */
  utility = 0;
  rivalOdds = NaN;
  /** Of the last choice: the rivals of highest utility, best first. */
  #best: readonly number[] = [];
  /** Of the last pair: best cosine of each word of the comment with any word of the article. */
  readonly best = new Float32Array(64);
  /** Of the last pair, by channel: z-score of the own article, by article and then by pool; NaN without a body. */
  readonly deviations = new Float64Array(CHANNELS.length);
  readonly #titleWords: WordMatcher;
  readonly #allWords: WordMatcher;
  readonly #rivalWords: WordMatcher;
  readonly #idfCodes: Uint8Array;
  /** Of the last pair with a body: cosine of the vectors and of tf-idf. */
  readonly #bodyScores: [meaning: number, terms: number] = [0, 0];
  readonly #ordinaryWords: WordMatcher;
  /** Matches of the last comment's words with ordinary titles. */
  #ordinary: readonly WordMatch[] = [];
  #ordinaryFor: PreparedComment | undefined;

  constructor(encoder: Encoder, background: Background) {
    this.#idfCodes = encoder.table.idfCodes;
    this.#titleWords = new WordMatcher(encoder.dimension, 1, MAX_TITLE_WORDS);
    this.#ordinaryWords = new WordMatcher(encoder.dimension, background.titles, MAX_TITLE_WORDS);
    this.#ordinaryWords.setTexts(
      background.articles.slice(0, background.titles).map(({ titleWords }) => titleWords),
    );
    this.#rivalWords = new WordMatcher(encoder.dimension, TOP_RIVALS, MAX_TITLE_WORDS);
    this.#allWords = new WordMatcher(encoder.dimension, 1, MAX_ARTICLE_WORDS);
  }

  /** Fills `title` and makes the choice among titles. */
  readTitle(pool: Pool, article: PreparedArticle, comment: PreparedComment, choice: ChoiceWeights): void {
    const relations = pool.relationsOf(article);
    pool.scan(comment);
    const row = this.title;
    this.deviations.fill(NaN);
    const shared = relations.terms[0].compare(comment.terms, this.#idfCodes);
    this.#channel(pool, relations, TITLE, dot(article.title.vector, comment.vector), row, T.title);
    this.#channel(pool, relations, TITLE_TERMS, shared.cosine, row, T.terms);
    row[T.termsShare] = shared.share;
    row[T.termsRarest] = shared.rarest;
    if (comment !== this.#ordinaryFor) {
      this.#ordinary = this.#ordinaryWords.match(comment.wordList);
      this.#ordinaryFor = comment;
    }
    this.#titleWords.setTexts([article.titleWords]);
    const match = this.#titleWords.match(comment.wordList, this.best)[0]!;
    row[T.wordsMean] = match.mean;
    row[T.wordsCoverage] = match.coverage;
    row[T.wordsMeanBy] = zScore(match, this.#ordinary, 'mean');
    row[T.wordsCoverageBy] = zScore(match, this.#ordinary, 'coverage');
    row[T.length] = lengthInput(comment.wordCount);
    row[T.norm] = comment.terms.norm;
    row[T.spread] = pool.spreads[TITLE]!;
    row[T.average] = pool.means[TITLE]!;
    row[T.hub] = relations.means[TITLE]!;
    row[T.titleNorm] = article.title.terms.norm;
    row[T.known] = Math.log1p(pool.known);
    this.#readChoice(pool, article, comment, choice, BODY, row);
    this.#readRivals(pool, relations, comment, row);
  }

  /** Matches the words with the best rivals, and the comment with similar articles. */
  #readRivals(pool: Pool, { neighbours }: PoolRelations, comment: PreparedComment, row: Float32Array): void {
    this.#rivalWords.setTexts(this.#best.map((i) => pool.articles[i]!.titleWords));
    const matches = this.#rivalWords.match(comment.wordList);
    row[T.wordsAhead] = row[T.wordsMean]! - highestOf(matches, 'mean');
    row[T.wordsCoverageAhead] = row[T.wordsCoverage]! - highestOf(matches, 'coverage');
    const values = pool.deviations[TITLE]!;
    let [sum, all] = [0, 0];
    for (const [i, weight] of neighbours) {
      sum += weight * values[i]!;
      all += weight;
    }
    row[T.neighbours] = all > 0 ? (sum / all - pool.means[TITLE]!) / pool.spreads[TITLE]! : NaN;
  }

  /**
   * Fills `body` except for the comparisons with other bodies (`readBodies`); call `readTitle` for the same pair first.
   * Without a body only what the title says is filled.
   *
   * @param byTitle log odds by the title
   */
  readBody(pool: Pool, article: PreparedArticle, comment: PreparedComment, byTitle: number): void {
    const text = article.body;
    const { means, deviations, terms } = pool.relationsOf(article);
    const row = this.body.fill(NaN);
    row[B.byTitle] = byTitle;
    row[B.length] = lengthInput(comment.wordCount);
    row[B.norm] = comment.terms.norm;
    if (text === null) return;
    const cosine = (this.#bodyScores[0] = dot(text.vector, comment.vector));
    row[B.body] = cosine;
    row[B.bodyByArticle] = (cosine - means[BODY]!) / deviations[BODY]!;
    const piece = article.pieces.reduce((most, vector) => Math.max(most, dot(vector, comment.vector)), -1);
    row[B.pieceBest] = piece;
    row[B.pieceBestBy] = (piece - means[BODY]!) / deviations[BODY]!;
    const shared = terms[1]!.compare(comment.terms, this.#idfCodes);
    this.#bodyScores[1] = shared.cosine;
    row[B.bodyTerms] = shared.cosine;
    row[B.bodyTermsByArticle] = (shared.cosine - means[BODY_TERMS]!) / deviations[BODY_TERMS]!;
    row[B.bodyTermsShare] = shared.share;
    row[B.bodyTermsRarest] = shared.rarest;
    this.#allWords.setTexts([article.allWords!]);
    const match = this.#allWords.match(comment.wordList, this.best)[0]!;
    row[B.bodyWordsMean] = match.mean;
    row[B.bodyWordsCoverage] = match.coverage;
    row[B.bodyWordsBeyond] = match.mean - this.#ordinaryWords.anywhere;
  }

  /**
   * Makes the choice among articles with bodies, after `readBody` of the same pair; fills its features when enough
   * bodies are known.
   */
  readBodies(pool: Pool, article: PreparedArticle, comment: PreparedComment, choice: ChoiceWeights): void {
    if (article.body === null) return;
    const relations = pool.relationsOf(article);
    pool.scanBodies(comment);
    const [cosine, terms] = this.#bodyScores;
    this.#channel(pool, relations, BODY, cosine, this.body, B.body);
    this.#channel(pool, relations, BODY_TERMS, terms, this.body, B.bodyTerms);
    this.#readChoice(pool, article, comment, choice, CHANNELS.length, this.body);
    if (pool.knownBodies < MIN_BODIES) for (const at of BY_POOL) this.body[at] = NaN;
  }
  /** Writes a score raw, as z-score over comments at large, then over the pool, and its lead over the best rival. */
  #channel(
    pool: Pool,
    relations: PoolRelations,
    kind: number,
    raw: number,
    row: Float32Array,
    at: number,
  ): void {
    const byArticle = (raw - relations.means[kind]!) / relations.deviations[kind]!;
    this.deviations[kind] = row[at + 2] = (byArticle - pool.means[kind]!) / pool.spreads[kind]!;
    row[at] = raw;
    row[at + 1] = byArticle;
    row[at + 3] = byArticle - pool.bestRival(relations, kind);
  }

  /** Fills the last `CHOICE_FEATURES` numbers of `row`. */
  #readChoice(
    pool: Pool,
    article: PreparedArticle,
    comment: PreparedComment,
    weights: ChoiceWeights,
    channels: number,
    row: Float32Array,
  ): void {
    const relations = pool.relationsOf(article);
    writeUtilities(pool, comment.wordCount, weights, channels);
    this.utility = utilityOf(this.deviations, comment.wordCount, weights, channels);
    this.#best = topRivals(pool.utilities, relations.rivals, TOP_RIVALS);
    const home = this.#best[0];
    const start = row.length - CHOICE_FEATURES;
    if (home === undefined) {
      this.rivalOdds = pool.sumChoice(relations, this.utility).rivalOdds;
      row.fill(NaN, start);
      return;
    }
    const most = pool.utilities[home]!;
    const { rivalOdds, rivalMoment, rivals, odds, nearOdds, closeOdds } = pool.sumChoice(relations, most);
    const own = Math.exp(this.utility - most);
    const mean = most + Math.log(rivalOdds / rivals);
    row[start] = this.utility - mean;
    row[start + 1] = this.utility - most;
    row[start + 2] = most - mean;
    row[start + 3] = Math.log(rivalOdds) - rivalMoment / rivalOdds;
    row[start + 4] = relations.near[home]!;
    row[start + 5] = (nearOdds + own) / (odds + own);
    row[start + 6] = Math.log((closeOdds + own) / (odds + own));
    this.rivalOdds = rivalOdds / own;
  }
}

/** Rivals of highest utility, best first. */
function topRivals(utilities: Float32Array, rivals: Float32Array, most: number): number[] {
  const found: number[] = [];
  let least = -Infinity;
  for (let i = 0; i < rivals.length; i++) {
    const value = utilities[i]!;
    // The negation also rejects NaN.
    if (!(value > least) || rivals[i]! <= RIVAL) continue;
    if (found.length < most) found.push(i);
    let at = found.length - 1;
    for (; at > 0 && utilities[found[at - 1]!]! < value; at--) found[at] = found[at - 1]!;
    found[at] = i;
    if (found.length === most) least = utilities[found[most - 1]!]!;
  }
  return found;
}

/** Z-score of the match with the own title over the matches with ordinary titles. */
function zScore(own: WordMatch, others: readonly WordMatch[], kind: keyof WordMatch): number {
  let [sum, squares] = [0, 0];
  for (const match of others) {
    sum += match[kind];
    squares += match[kind] ** 2;
  }
  const mean = sum / others.length;
  return (own[kind] - mean) / (Math.sqrt(Math.max(0, squares / others.length - mean * mean)) + 0.03);
}

function highestOf(matches: readonly WordMatch[], kind: keyof WordMatch): number {
  let highest = -Infinity;
  for (const match of matches) highest = Math.max(highest, match[kind]);
  return highest;
}
