import type { Article, Comment } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import type { Encoder, RelevanceModel } from '../relevance/index.js';
import type { RuleBook } from '../rules/index.js';
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

/** The judges, in order. Each gives evidence, none decides; `decide` turns the sum into a verdict. */
const judges: readonly Judge[] = [
  // What the rule packs know: topics of articles and campaigns.
  judgeRules,
  // What the article itself says.
  judgeArticleWords,
  // What real comments have taught.
  judgeRelevance,
  // What stands around the comment.
  judgeParent,
  judgeHome,
];

/** What a judge is made from. */
export interface JudgeOptions {
  readonly book: RuleBook;
  /** The words of clean comments; without it disguised words are found only where no ordinary word could stand. */
  readonly lexicon?: Lexicon | undefined;
  /** What was learned from real comments; without it the judge runs on rules and shared words. */
  readonly relevance?: RelevanceModel | undefined;
  /** Articles that comments may have been meant for. */
  readonly known?: readonly Article[] | undefined;
  /** Articles kept ready for their next comment, the latest; some 50 KB each. */
  readonly kept?: number | undefined;
}

/** Judges comments. Pure: the same articles, comments, packs and model give the same results. */
export interface Judging {
  /** Where scores start, and from which a comment is reviewed and flagged. */
  readonly levels: Levels;
  /** Judges all comments of an article, with each other as context; results in the order of the comments. */
  page(article: Article, comments: readonly Comment[], known?: readonly Article[]): Result[];
  /** Judges one comment alone. */
  comment(article: Article, comment: Comment, known?: readonly Article[]): Result;
  /**
   * Judges comments of many articles as a whole: those of an article are each other's context, and each article is a
   * possible home. Results in the order of the comments; in which order articles and comments are given changes none.
   *
   * @param elsewhere where these are only a part of a dump: finds homes among all of it
   * @throws RangeError when a comment names an article that is not among `articles`
   */
  dump(articles: readonly Article[], comments: readonly Comment[], elsewhere?: TitleSearch): Result[];
}

/** What batches need of a judge; tests pass a stand-in. */
export type BatchJudging = Omit<Judging, 'levels'>;

/** The judge of a batch, and the encoder that reads titles for it; none without a model. */
export interface BatchJudge {
  readonly judging: BatchJudging;
  readonly encoder?: Encoder | undefined;
}

/** Articles kept ready: servers have some hundred bound. */
const MAX_PREPARED = 2048;
/** Known articles whose words are compared one by one; where more are known, the model finds the homes. */
const MAX_COMPARED = 64;

/** Makes a judge of the packs, the words and the model it is given. */
export function createJudge(options: JudgeOptions): Judging {
  const { book, lexicon, relevance, kept = MAX_PREPARED } = options;
  const learner = relevance === undefined ? undefined : new RelevanceScorer(relevance);
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

  /** Judges the comments of one article, `learned` beside them. */
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
    return judgeOf(article, comments, known, learner?.scoreAll(among(article, known), placed) ?? []);
  };

  const dump: Judging['dump'] = (given, comments, elsewhere) => {
    const { articles, placed, positions } = orderDump(given, comments);
    const learned = learner?.scoreAll(articles, placed, elsewhere) ?? [];
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
    const learned = learner?.scoreOne({ article, comment: one }, among(article, known)) ?? null;
    return judgeOf(article, [one], known, [learned])[0]!;
  };
  return { levels: relevance === undefined ? BY_RULES : BY_MODEL, page, comment, dump };
}

/** Known articles with the own one among them. */
function among(article: Article, known: readonly Article[]): readonly Article[] {
  return known.some(({ id }) => id === article.id) ? known : [article, ...known];
}

function judgeOne(article: KnownArticle, read: ReadComment, given: Omit<Context, 'homes'>): Result {
  const filler = judgeFiller(read);
  // Laughter fits any article as well as another: no other judge hears it, and it has no home.
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
    home: named[0] ?? null,
    ...(named.length > 1 ? { homes: named } : undefined),
    campaign: null,
  };
}

const strengthOf = ({ weight }: Evidence): number => Math.abs(weight);
