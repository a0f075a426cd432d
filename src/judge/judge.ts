import type { Article, Comment } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import type { Encoder, RelevanceModel } from '../relevance/index.js';
import type { RuleBook } from '../rules/index.js';
import { HOME_CANDIDATE_FROM } from './certainty.js';
import { BY_MODEL, BY_RULES, decide, type Levels } from './decide.js';
import {
  type Context,
  type Evidence,
  type Home,
  type Judge,
  type KnownArticle,
  type ReadComment,
  type RelevanceScore,
  sortDescending,
} from './evidence.js';
import { judgeArticleWords } from './judges/article-words.js';
import { judgeFiller } from './judges/filler.js';
import { homesByWords, homesOf, judgeHome } from './judges/home.js';
import { judgeParent } from './judges/parent.js';
import { judgeRelevance } from './judges/relevance.js';
import { judgeRules } from './judges/rules.js';
import { orderDump, prepareArticle, readComment } from './prepare.js';
import { RelevanceScorer, type TitleSearch } from './relevance-scorer.js';
import type { Result } from './result.js';

/** The judges, in order. Each returns evidence, none decides; `decide` turns the sum into a verdict. */
const judges: readonly Judge[] = [
  // Rule packs: topics of articles and campaigns.
  judgeRules,
  // Words of the article itself.
  judgeArticleWords,
  // The relevance model, trained on real comments.
  judgeRelevance,
  // Context: the parent comment and other articles.
  judgeParent,
  judgeHome,
];

/** Resources and limits of a judge. */
export interface JudgeOptions {
  readonly book: RuleBook;
  /** Vocabulary of clean comments; without it the rules find disguised words only where no ordinary word fits. */
  readonly lexicon?: Lexicon | undefined;
  /** The model trained on real comments; without it the judge runs on rules and shared words. */
  readonly relevance?: RelevanceModel | undefined;
  /** Articles that are possible homes for every comment. */
  readonly known?: readonly Article[] | undefined;
  /** Size of the cache of preprocessed articles; each takes about 50 KB. */
  readonly kept?: number | undefined;
}

/** Judges comments. Pure: the same articles, comments, packs and model give the same results. */
export interface Judging {
  /** Prior and thresholds of the scores. */
  readonly levels: Levels;
  /** Judges all comments of an article, each with the others as context; results in the order of the comments. */
  page(article: Article, comments: readonly Comment[], known?: readonly Article[]): Result[];
  /** Judges one comment on its own. */
  comment(article: Article, comment: Comment, known?: readonly Article[]): Result;
  /**
   * Judges comments of many articles together: comments of one article are context for each other, and every article is
   * a possible home. Results come in the order of the comments and do not depend on the order of articles and comments.
   *
   * @param elsewhere searches the whole dump for homes when `articles` are only a part of it
   * @throws RangeError when a comment names an article that is not among `articles`
   */
  dump(articles: readonly Article[], comments: readonly Comment[], elsewhere?: TitleSearch): Result[];
}

/** The part of a judge that batches use; tests pass a stub. */
export type BatchJudging = Omit<Judging, 'levels'>;

/** The judge of a batch and the encoder of its titles; no encoder without a model. */
export interface BatchJudge {
  readonly judging: BatchJudging;
  readonly encoder?: Encoder | undefined;
}

/** Default size of the article cache: a server has a few hundred articles bound. */
const MAX_PREPARED = 2048;
/** Known articles whose words are compared one by one; beyond that, only the model finds homes. */
const MAX_COMPARED = 64;

/** Creates a judge from packs, lexicon and model. */
export function createJudge(options: JudgeOptions): Judging {
  const { book, lexicon, relevance, kept = MAX_PREPARED } = options;
  const scorer = relevance === undefined ? undefined : new RelevanceScorer(relevance);
  const ready = new Map<Article, KnownArticle>();
  const prepare = (article: Article): KnownArticle => {
    let known = ready.get(article);
    if (known === undefined) {
      known = prepareArticle(article, book, lexicon);
      if (ready.size >= kept) ready.delete(ready.keys().next().value!);
      ready.set(article, known);
    }
    return known;
  };
  const always = options.known ?? [];

  /** Judges the comments of one article; `learned` holds the model's estimates in the same order. */
  const judgeOf = (
    article: Article,
    comments: readonly Comment[],
    known: readonly Article[],
    learned: readonly (RelevanceScore | null)[],
  ): Result[] => {
    const own = prepare(article);
    const articles = known.slice(0, MAX_COMPARED).map(prepare);
    const reads = comments.map((comment) => readComment(comment, book, lexicon));
    const byId = new Map(reads.map((read) => [read.comment.id, read]));
    return reads.map((read, i) => {
      const { parentId } = read.comment;
      const parent = parentId === undefined ? null : (byId.get(parentId) ?? null);
      return judgeOne(own, read, { articles, parent, relevance: learned[i] ?? null });
    });
  };

  const page: Judging['page'] = (article, comments, given = []) => {
    const known = [...always, ...given];
    const placed = comments.map((comment) => ({ article, comment }));
    return judgeOf(article, comments, known, scorer?.scoreAll(among(article, known), placed) ?? []);
  };

  const dump: Judging['dump'] = (given, comments, elsewhere) => {
    const { articles, placed, positions } = orderDump(given, comments);
    const learned = scorer?.scoreAll(articles, placed, elsewhere) ?? [];
    const results = new Array<Result>(comments.length);
    const compared = articles.length <= MAX_COMPARED ? articles : [];
    for (let from = 0, to: number; from < placed.length; from = to) {
      const { article } = placed[from]!;
      for (to = from + 1; placed[to]?.article === article;) to++;
      const own = placed.slice(from, to).map(({ comment }) => comment);
      judgeOf(article, own, compared, learned.slice(from, to)).forEach((result, i) => {
        results[positions[from + i]!] = result;
      });
    }
    return results;
  };

  const comment: Judging['comment'] = (article, one, given = []) => {
    const known = always.length === 0 ? given : [...always, ...given];
    const learned = scorer?.scoreOne({ article, comment: one }, among(article, known)) ?? null;
    return judgeOf(article, [one], known, [learned])[0]!;
  };
  return { levels: relevance === undefined ? BY_RULES : BY_MODEL, page, comment, dump };
}

/** Adds a comment's own article to the known ones. */
function among(article: Article, known: readonly Article[]): readonly Article[] {
  return known.some(({ id }) => id === article.id) ? known : [article, ...known];
}

function judgeOne(article: KnownArticle, read: ReadComment, given: Omit<Context, 'homes'>): Result {
  const filler = judgeFiller(read);
  // Laughter fits every article equally well: no other judge sees filler, and filler has no home.
  if (filler !== null) return resultOf(article, read, [filler], [], given);
  const context = { ...given, homes: homesByWords(article, read, given) };
  const evidence: Evidence[] = [];
  for (const judge of judges) for (const one of judge(article, read, context)) evidence.push(one);
  return resultOf(article, read, evidence, homesOf(context), given);
}

function resultOf(
  article: KnownArticle,
  read: ReadComment,
  evidence: Evidence[],
  homes: readonly Home[],
  { relevance }: Pick<Context, 'relevance'>,
): Result {
  const named = homes.map(({ articleId, score }) => ({ articleId, score }));
  const { verdict, score, flag, review } = decide(evidence, relevance === null ? BY_RULES : BY_MODEL);
  return {
    commentId: read.comment.id,
    articleId: article.article.id,
    verdict,
    score,
    flag,
    review,
    reasons: sortDescending(evidence, strengthOf),
    home: named[0] !== undefined && named[0].score >= HOME_CANDIDATE_FROM ? named[0] : null,
    ...(named.length > 1 ? { homes: named } : undefined),
    campaign: null,
  };
}

const strengthOf = ({ weight }: Evidence): number => Math.abs(weight);
