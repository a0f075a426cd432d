import type { Article, Comment } from '../article/index.js';
import type { Lexicon, ShownText } from '../hangul/index.js';
import type { Encoder, PairReader, Reading, RelevanceModel } from '../relevance/index.js';
import type { Matching } from '../rules/index.js';
import { HOME_CANDIDATE_FROM } from './certainty.js';
import { type Setting, sided, type Signal, SIGNAL_NAMES, type Weigh } from './combine.js';
import { cutArticle, cutLong } from './cut.js';
import { BY_MODEL, BY_RULES, decide, type Levels } from './decide.js';
import {
  type Context,
  type Evidence,
  type Home,
  type Judge,
  type KnownArticle,
  type PlacedComment,
  type ReadComment,
  type RelevanceScore,
  sortDescending,
} from './evidence.js';
import { judgeArticleWords } from './judges/article-words.js';
import { judgeCampaign } from './judges/campaign.js';
import { judgeFiller, judgeSubject } from './judges/filler.js';
import { homesByWords, homesOf, judgeHome } from './judges/home.js';
import { judgeParent } from './judges/parent.js';
import { judgeReading } from './judges/reader.js';
import { judgeRelevance, weighRelevance } from './judges/relevance.js';
import { judgeRules } from './judges/rules.js';
import { dumpShares, evidenceWeight, pageShares, shareReason } from './page-share.js';
import { orderDump, prepareArticle, readComment } from './prepare.js';
import { RelevanceScorer, type Scorer } from './relevance-scorer.js';
import { type CampaignMember, type ReadCounts, type Result, sixDecimals } from './result.js';
import { settingOf, weigherOf } from './weigh.js';
import type { Judging, ReadOrder, Reads } from './judging.js';

export type { Beside, DumpOrder, Judging, ReadOrder, Reads } from './judging.js';

/** The judges, in order. Each returns evidence, none decides; `decide` turns the sum into a verdict. */
const judges: readonly Judge[] = [
  // Rule packs: topics of articles and campaigns.
  judgeRules,
  // Words of the article itself.
  judgeArticleWords,
  // The relevance model, trained on real comments.
  judgeRelevance,
  // The second reader: what the comment means.
  judgeReading,
  // Context: the parent comment and other articles.
  judgeParent,
  judgeHome,
];

/** Resources and limits of a judge. */
export interface JudgeOptions {
  readonly book: Matching;
  /** Vocabulary of clean comments; without it the rules find disguised words only where no ordinary word fits. */
  readonly lexicon?: Lexicon | undefined;
  /** The model trained on real comments; without it the judge runs on rules and shared words. */
  readonly relevance?: RelevanceModel | undefined;
  /** Scores by the model in place of a scorer of its own: `sharedScorer`. */
  readonly scorer?: Scorer | undefined;
  /** The second reader; it needs the model beside it. */
  readonly reader?: Pick<PairReader, 'read'> | undefined;
  /** What the second reader reads where a call does not say; `all` by default. */
  readonly reads?: Reads | undefined;
  /** Articles that are possible homes for every comment. */
  readonly known?: readonly Article[] | undefined;
  /** Size of the cache of preprocessed articles; each takes about 50 KB. */
  readonly kept?: number | undefined;
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

/** Share of a whole dump that the second reader reads: see `docs/reader.md`. */
export const SUSPECT_SHARE = 0.1;
/**
 * A comment alone is read from this score on: 7 to 17 in 100 of six kept collections with 5% foreign comments, and .14 to
 * .75 of the foreign ones; from .1 on 3 to 11 and .06 to .66.
 */
export const READ_FROM = 0.08;

/** Creates a judge from packs, lexicon, model and second reader. */
export function createJudge(options: JudgeOptions): Judging {
  const { book, lexicon, relevance, reader, kept = MAX_PREPARED } = options;
  const readsOf = (order: ReadOrder | undefined): Reads =>
    reader === undefined ? 'none' : (order?.reads ?? options.reads ?? 'all');
  const scorer = relevance === undefined ? undefined : (options.scorer ?? new RelevanceScorer(relevance));
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
  const always = (options.known ?? []).map(cutArticle);
  const levels = relevance === undefined ? BY_RULES : BY_MODEL;

  /**
   * Gathers the evidence on the comments of one article; `learned` holds the model's estimates and `campaigns` what each
   * is part of, in the same order.
   */
  const read = (
    article: Article,
    comments: readonly Comment[],
    known: readonly Article[],
    learned: readonly (RelevanceScore | null)[],
    campaigns: readonly (CampaignMember | undefined)[] = [],
  ): Gathered[] => {
    const own = prepare(article);
    const articles = known.length === 0 ? NONE : known.slice(0, MAX_COMPARED).map(prepare);
    const reads = comments.map((comment) => readComment(comment, book, lexicon));
    // Most comments of a stream reply to nothing.
    const byId = reads.some(({ comment }) => comment.parentId !== undefined)
      ? new Map(reads.map((one) => [one.comment.id, one]))
      : undefined;
    return reads.map((one, i) => {
      const { parentId } = one.comment;
      const parent = parentId === undefined ? null : (byId?.get(parentId) ?? null);
      return gather(own, one, {
        articles,
        parent,
        // Without a word of the article there is nothing to compare with: campaigns and adverts alone can be told.
        relevance: own.isBlank ? null : (learned[i] ?? null),
        campaign: campaigns[i] ?? null,
        reading: null,
      });
    });
  };

  /** What the second reader makes of a comment; null where there is no reader or nothing to read. */
  const readingOf = (article: Article, { comment, filler, relevance: known }: Gathered): Reading | null => {
    if (reader === undefined || known === null || filler) return null;
    const homes = known.homes.map((home) => home.article);
    return reader.read(article, comment.text, homes);
  };
  const readAgain = (article: Article, one: Gathered): Gathered => {
    const reading = readingOf(article, one);
    return reading === null ? one : gatherAgain(one, reading);
  };

  const page: Judging['page'] = (article, comments, given = [], beside?) => {
    const known = [...always, ...given];
    const placed = comments.map((comment) => ({ article, comment }));
    const learned = scorer?.scoreAll(among(article, known), placed) ?? [];
    const unread = read(article, comments, known, learned);
    const reads = readsOf(beside);
    const sharesOf = (all: readonly Gathered[]): Shares =>
      beside?.share !== undefined
        ? all.map(() => beside.share)
        : scorer === undefined
          ? []
          : pageShares(all.map(weightOf));
    let after = reads === 'all' ? unread.map((one) => readAgain(article, one)) : unread;
    const shares = sharesOf(after);
    if (typeof reads === 'number')
      after = after.map((one, i) =>
        isSuspect(resultOf(one, shares[i], levels)) ? readAgain(article, one) : one,
      );
    const results = after.map((one, i) => resultOf(one, shares[i], levels));
    countReads(beside?.counts, { unread, after, results, sharesOf, levels });
    return results;
  };

  const dump: Judging['dump'] = (given, comments, elsewhere, order) => {
    const { articles, placed, positions } = orderDump(given, comments);
    const campaigns = Array.from(positions, (position) => order?.campaigns?.get(position));
    const learned = scorer?.scoreAll(articles, placed, elsewhere) ?? [];
    const compared = articles.length <= MAX_COMPARED ? articles : [];
    const unread: Gathered[] = [];
    const pages: number[] = [];
    for (let from = 0, to: number; from < placed.length; from = to) {
      const { article } = placed[from]!;
      for (to = from + 1; placed[to]?.article === article;) to++;
      const own = placed.slice(from, to).map((one) => one.comment);
      for (const one of read(article, own, compared, learned.slice(from, to), campaigns.slice(from, to)))
        unread.push(one);
      pages.push(to);
    }
    const suspect = suspectsOf(unread, readsOf(order));
    const after = unread.map((one, i) => (suspect[i] === 1 ? readAgain(placed[i]!.article, one) : one));
    // Where the model has judged the dump as a whole, it has estimated the shares with it.
    const moves = scorer !== undefined && learned.some(({ whole }) => !whole);
    const sharesOf = (all: readonly Gathered[]): Shares =>
      moves
        ? dumpShares(pages.map((to, i) => all.slice(pages[i - 1] ?? 0, to).map(weightOf))).flatMap((own) =>
            Array.from(own),
          )
        : [];
    const shares = sharesOf(after);
    const judged = after.map((one, i) => resultOf(one, shares[i], levels));
    countReads(order?.counts, { unread, after, results: judged, sharesOf, levels });
    const results = new Array<Result>(comments.length);
    judged.forEach((result, i) => (results[positions[i]!] = result));
    return results;
  };

  const comment: Judging['comment'] = (article, one, given = [], beside = {}) => {
    const { share, reading, parent, counts, campaign } = beside;
    const known = always.length === 0 ? given : [...always, ...given];
    const learned = scorer?.scoreOne({ article, comment: one }, among(article, known)) ?? null;
    const own = parent === undefined ? one : { ...one, parentId: parent.id };
    const unread = (
      parent === undefined
        ? read(article, [own], known, [learned], [campaign])
        : read(article, [own, parent], known, [learned, null], [campaign])
    )[0]!;
    const reads = readsOf(beside);
    const first = resultOf(unread, share, levels);
    let after = unread;
    if (reading !== undefined) {
      if (reading !== null && !unread.filler) after = gatherAgain(unread, reading);
    } else if (reads === 'all' || (reads !== 'none' && isSuspect(first))) after = readAgain(article, unread);
    const result = after === unread ? first : resultOf(after, share, levels);
    const sharesOf = (): Shares => [share];
    countReads(counts, { unread: [unread], after: [after], results: [result], sharesOf, levels });
    return result;
  };
  return cutLong({ levels, page, comment, dump });
}

/** What the combiner weighs, of one comment: the strength of each signal, and the setting. */
export interface SignalReading {
  readonly strengths: Readonly<Record<Signal, number>>;
  readonly setting: Setting;
  readonly filler: boolean;
}

/**
 * Reads the signals of comments without weighing them, to fit the combiner on.
 *
 * @returns a function that reads one comment beside the known articles, given the model's estimate of it
 */
export function signalReader({
  book,
  lexicon,
}: Pick<JudgeOptions, 'book' | 'lexicon'>): (
  placed: PlacedComment,
  known: readonly Article[],
  relevance: RelevanceScore,
  reading: Reading | null,
) => SignalReading {
  const ready = new Map<Article, KnownArticle>();
  const prepare = (article: Article): KnownArticle => {
    const known = ready.get(article) ?? prepareArticle(article, book, lexicon);
    ready.set(article, known);
    return known;
  };
  return ({ article, comment }, known, relevance, reading) => {
    const own = prepare(article);
    const strengths = Object.fromEntries(SIGNAL_NAMES.map((name) => [name, 0])) as Record<Signal, number>;
    const record: Weigh = (signal, strength) => {
      strengths[signal] += strength;
      return sided(signal, strength);
    };
    const articles = known.length <= MAX_COMPARED ? known.map(prepare) : [];
    const read = readComment(comment, book, lexicon);
    const { filler } = gather(
      own,
      read,
      { articles, parent: null, relevance, reading, campaign: null },
      record,
    );
    return { strengths, setting: settingOf(own.hasBody, relevance, reading !== null), filler };
  };
}

/** Adds a comment's own article to the known ones. */
function among(article: Article, known: readonly Article[]): readonly Article[] {
  return known.some(({ id }) => id === article.id) ? known : [article, ...known];
}

/** What is known of a comment beside its text and its article. */
type Given = Pick<Context, 'articles' | 'parent' | 'relevance' | 'reading'> & {
  readonly campaign: CampaignMember | null;
};

/** The evidence on one comment; `filler` when nothing else is to be said. */
interface Gathered {
  readonly comment: Comment;
  readonly evidence: Evidence[];
  readonly homes: readonly Home[];
  readonly filler: boolean;
  readonly relevance: RelevanceScore | null;
  readonly campaign: CampaignMember | null;
  /** What it was gathered from, to be gathered again once the second reader has read it. */
  readonly article: KnownArticle;
  readonly read: ReadComment;
  readonly given: Given;
}

/** Estimated share of foreign comments beside each comment; undefined leaves the prior as it is. */
type Shares = ArrayLike<number | undefined>;

/** Whether a comment that is judged alone is suspect enough to be read again. */
function isSuspect({ score }: Result): boolean {
  return score >= READ_FROM;
}

/** Adds to the counts what was read and which flags that changed, of unread comments too: a share moves all of a page. */
function countReads(
  counts: ReadCounts | undefined,
  {
    unread,
    after,
    results,
    sharesOf,
    levels,
  }: {
    readonly unread: readonly Gathered[];
    readonly after: readonly Gathered[];
    readonly results: readonly Result[];
    readonly sharesOf: (all: readonly Gathered[]) => Shares;
    readonly levels: Levels;
  },
): void {
  if (counts === undefined || after.every((one, i) => one === unread[i])) return;
  const shares = sharesOf(unread);
  after.forEach((one, i) => {
    if (one !== unread[i]) counts.read++;
    const { flag } = resultOf(unread[i]!, shares[i], levels);
    if (flag && !results[i]!.flag) counts.unflagged++;
    else if (!flag && results[i]!.flag) counts.flagged++;
  });
}

/** Marks with 1 the comments of a dump that the second reader reads; of equal ones the earlier. */
function suspectsOf(all: readonly Gathered[], reads: Reads): Uint8Array {
  const marked = new Uint8Array(all.length);
  if (reads === 'none') return marked;
  if (reads === 'all') return marked.fill(1);
  const most = Math.ceil(all.length * reads);
  const ranked = all.map((one, i) => ({ i, weight: one.filler ? -Infinity : weightOf(one) }));
  ranked.sort((a, b) => b.weight - a.weight || a.i - b.i);
  for (const { i } of ranked.slice(0, most)) marked[i] = 1;
  return marked;
}

function gather(
  article: KnownArticle,
  read: ReadComment,
  given: Given,
  weigh = weigherOf(article.hasBody, given.relevance, given.reading !== null),
): Gathered {
  const filler = judgeFiller(read);
  const { comment, shown } = read;
  const { articles, parent, relevance, reading, campaign } = given;
  // Laughter fits every article equally well: no other judge sees filler, and filler has no home.
  if (filler !== null) {
    const evidence = asWritten([filler], shown);
    return { comment, evidence, homes: NONE, filler: true, relevance, campaign, article, read, given };
  }
  const counted = weighRelevance(relevance, weigh);
  const homes = homesByWords(article, read, given);
  const context: Context = { articles, parent, relevance, reading, homes, weigh, counted };
  const gathered: Evidence[] = [];
  for (const judge of judges) for (const one of judge(article, read, context)) gathered.push(one);
  const subject = judgeSubject(read);
  if (subject !== null) gathered.push(subject);
  const evidence = asWritten(gathered, shown);
  // The span of a campaign is one of the text as written.
  if (campaign !== null) evidence.push(judgeCampaign(shown?.raw ?? comment.text, campaign, relevance));
  for (const one of evidence) one.weight = sixDecimals(one.weight);
  return {
    comment,
    evidence,
    homes: homesOf(context),
    filler: false,
    relevance,
    campaign,
    article,
    read,
    given,
  };
}

/** The evidence with what the second reader makes of the comment. */
function gatherAgain({ article, read, given }: Gathered, reading: Reading): Gathered {
  return gather(article, read, { ...given, reading });
}

const NONE: readonly never[] = [];

/** Evidence on a text as it is shown, with spans of the text as written. */
function asWritten(evidence: Evidence[], shown: ShownText | null): Evidence[] {
  if (shown === null) return evidence;
  return evidence.map((one) => {
    if (one.span === undefined) return one;
    const span = shown.rawSpan(...one.span);
    return { ...one, span, text: shown.raw.slice(...span) };
  });
}

/** Sum of the weights in logits; 0 for filler, which tells nothing of its page. */
function weightOf({ evidence }: Gathered): number {
  return evidenceWeight({ reasons: evidence }) ?? 0;
}

/** @param share estimated share of foreign comments beside it; undefined leaves the prior as it is */
function resultOf(
  { comment, evidence: own, homes, filler, campaign }: Gathered,
  share: number | undefined,
  levels: Levels,
): Result {
  const named = homes.length === 0 ? NO_HOMES : homes.map(({ articleId, score }) => ({ articleId, score }));
  const evidence = own.slice();
  if (share !== undefined && !filler) evidence.push(shareReason(share, levels.prior));
  const { verdict, score, flag, review } = decide(evidence, levels);
  const { id: commentId, articleId } = comment;
  const reasons = sortDescending(evidence, strengthOf);
  const home = named[0] !== undefined && named[0].score >= HOME_CANDIDATE_FROM ? named[0] : null;
  const campaignId = campaign?.id ?? null;
  const more = named.length > 1 ? named : undefined;
  return {
    commentId,
    articleId,
    verdict,
    score,
    flag,
    review,
    reasons,
    home,
    homes: more,
    campaign: campaignId,
  };
}

const NO_HOMES: NonNullable<Result['homes']> = [];

const strengthOf = ({ weight }: Evidence): number => Math.abs(weight);
