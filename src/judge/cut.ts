import type { Article, Comment } from '../article/article.js';
import { INVISIBLE, KINDS, SPACE } from '../hangul/letters/characters.js';
import type { Judging } from './judging.js';
import type { CampaignMember, Reason, Result } from './result.js';

/**
 * Code units up to which a comment is judged in full: the longest message of Discord has 4,000; portals take 300 to 3,000.
 * Of longer ones the first and the last half of it are judged.
 */
export const MAX_JUDGED = 4000;
const HALF = MAX_JUDGED / 2;
/** How far from there a border of eojeols is looked for; what is longer is no word. */
const LONGEST_EOJEOL = 100;
/**
 * Code units up to which the body of an article is read: the longest of 773 kept ones has 11,285 (99 of 100 at most
 * 8,777). Of longer ones the beginning is.
 */
export const MAX_BODY = 20_000;
/** Stands between the halves: one space more than the matcher skips inside of a term. */
const BETWEEN = '\n'.repeat(13);

/** Where the first part of a comment that is too long ends, and where the second begins. */
interface Cut {
  readonly text: string;
  readonly head: number;
  readonly tail: number;
}

/**
 * Makes a judge judge of comments longer than `MAX_JUDGED` the beginning and the end only, and read of bodies longer than
 * `MAX_BODY` the beginning. Results say so in `judged` and `judgedBody`; spans point into the text as given.
 */
export function cutLong(judging: Judging): Judging {
  return {
    levels: judging.levels,
    page: (article, comments, known, beside) => {
      const cuts = comments.map(({ text }) => cutOf(text));
      const own = cutArticle(article);
      const judged = judging.page(own, shortened(comments, cuts), known?.map(cutArticle), beside);
      return restored(judged, cuts).map((result) => withBody(result, article, own));
    },
    comment: (given, one, others, beside) => {
      const article = cutArticle(given);
      const known = others?.map(cutArticle);
      const cut = cutOf(one.text);
      const parentCut = beside?.parent === undefined ? null : cutOf(beside.parent.text);
      const short = parentCut === null ? beside : { ...beside, parent: shorter(beside!.parent!, parentCut) };
      if (cut === null) return withBody(judging.comment(article, one, known, short), given, article);
      const campaign = short?.campaign && memberIn(short.campaign, cut);
      const judged = judging.comment(article, shorter(one, cut), known, { ...short, campaign });
      return withBody(restore(judged, cut), given, article);
    },
    dump: (articles, comments, elsewhere, order) => {
      const cuts = comments.map(({ text }) => cutOf(text));
      const campaigns =
        order?.campaigns &&
        new Map(
          Array.from(order.campaigns, ([i, member]) => {
            const cut = cuts[i] ?? null;
            return [i, cut === null ? member : memberIn(member, cut)] as const;
          }),
        );
      const short = articles.map(cutArticle);
      const judged = judging.dump(short, shortened(comments, cuts), elsewhere, { ...order, campaigns });
      const long = new Map(
        articles.flatMap((article, i) =>
          article === short[i] ? [] : [[article.id, [article, short[i]!]] as const],
        ),
      );
      return restored(judged, cuts).map((result) => {
        const own = long.get(result.articleId);
        return own === undefined ? result : withBody(result, ...own);
      });
    },
  };
}

const cutArticles = new WeakMap<Article, Article>();

/** The article with the beginning of its body, where that is too long; always the same one for the same. */
export function cutArticle(article: Article): Article {
  const { body } = article;
  if (body === null || body.length <= MAX_BODY) return article;
  let short = cutArticles.get(article);
  if (short === undefined)
    cutArticles.set(article, (short = { ...article, body: body.slice(0, endOfHead(body, MAX_BODY)) }));
  return short;
}

/** A result that says how much of the body was read, where not all of it was. */
function withBody(result: Result, given: Article, read: Article): Result {
  return given === read ? result : { ...result, judgedBody: [0, read.body!.length] };
}

function cutOf(text: string): Cut | null {
  if (text.length <= MAX_JUDGED) return null;
  const head = endOfHead(text, HALF);
  const tail = startOfTail(text);
  return { text, head, tail };
}

const shorter = (comment: Comment, { text, head, tail }: Cut): Comment => ({
  ...comment,
  text: text.slice(0, head) + BETWEEN + text.slice(tail),
});

function shortened(comments: readonly Comment[], cuts: readonly (Cut | null)[]): readonly Comment[] {
  return cuts.every((cut) => cut === null)
    ? comments
    : comments.map((comment, i) => (cuts[i] == null ? comment : shorter(comment, cuts[i])));
}

function restored(results: Result[], cuts: readonly (Cut | null)[]): Result[] {
  return results.map((result, i) => (cuts[i] == null ? result : restore(result, cuts[i])));
}

/** A result on the shortened text as one on the text as given. */
function restore(result: Result, cut: Cut): Result {
  return {
    ...result,
    reasons: result.reasons.map((reason) => reasonIn(reason, cut)),
    judged: [
      [0, cut.head],
      [cut.tail, cut.text.length],
    ],
  };
}

/** A reason with its span in the text as given; one that lies across the cut keeps its first part. */
function reasonIn(reason: Reason, { text, head, tail }: Cut): Reason {
  if (reason.span === undefined) return reason;
  const [start, end] = reason.span;
  if (end <= head) return reason;
  const moved = tail - head - BETWEEN.length;
  const span: [number, number] =
    start < head ? [start, head] : [Math.max(tail, start + moved), Math.max(tail, end + moved)];
  return { ...reason, span, text: text.slice(...span) };
}

/** A membership with its phrase in the shortened text; none where the phrase was left out. */
function memberIn(member: CampaignMember, { head, tail }: Cut): CampaignMember {
  const { span } = member;
  if (span === null || span[1] <= head) return member;
  if (span[0] < tail) return { ...member, span: null };
  const moved = head + BETWEEN.length - tail;
  return { ...member, span: [span[0] + moved, span[1] + moved] };
}

function endOfHead(text: string, most: number): number {
  for (let at = most; at > most - LONGEST_EOJEOL; at--) if (isSpace(text, at)) return at;
  for (let at = most; at > most - LONGEST_EOJEOL; at--) if (!isInside(text, at)) return at;
  return isPair(text, most) ? most - 1 : most;
}

function startOfTail(text: string): number {
  const from = text.length - HALF;
  for (let at = from; at < from + LONGEST_EOJEOL; at++) if (isSpace(text, at - 1)) return at;
  for (let at = from; at < from + LONGEST_EOJEOL; at++) if (!isInside(text, at)) return at;
  return isPair(text, from) ? from + 1 : from;
}

const isSpace = (text: string, at: number): boolean => KINDS[text.charCodeAt(at)] === SPACE;

/** Whether `at` lies inside of one letter: in a surrogate pair, in a syllable of conjoining jamo, before a mark. */
function isInside(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isPair(text, at) || KINDS[code] === INVISIBLE || (code >= 0x1160 && code <= 0x11ff);
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
