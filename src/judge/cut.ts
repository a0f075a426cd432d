import type { Comment } from '../article/article.js';
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
/** Stands between the halves: one space more than the matcher skips inside of a term. */
const BETWEEN = '\n'.repeat(13);

/** Where the first part of a comment that is too long ends, and where the second begins. */
interface Cut {
  readonly text: string;
  readonly head: number;
  readonly tail: number;
}

/**
 * Makes a judge judge of comments longer than `MAX_JUDGED` the beginning and the end only. Their results say so in
 * `judged`; spans point into the text as given.
 */
export function cutLong(judging: Judging): Judging {
  return {
    levels: judging.levels,
    page: (article, comments, known, beside) => {
      const cuts = comments.map(({ text }) => cutOf(text));
      return restored(judging.page(article, shortened(comments, cuts), known, beside), cuts);
    },
    comment: (article, one, known, beside) => {
      const cut = cutOf(one.text);
      const parentCut = beside?.parent === undefined ? null : cutOf(beside.parent.text);
      const short = parentCut === null ? beside : { ...beside, parent: shorter(beside!.parent!, parentCut) };
      if (cut === null) return judging.comment(article, one, known, short);
      const campaign = short?.campaign && memberIn(short.campaign, cut);
      return restore(judging.comment(article, shorter(one, cut), known, { ...short, campaign }), cut);
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
      return restored(
        judging.dump(articles, shortened(comments, cuts), elsewhere, { ...order, campaigns }),
        cuts,
      );
    },
  };
}

function cutOf(text: string): Cut | null {
  if (text.length <= MAX_JUDGED) return null;
  const head = endOfHead(text);
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

function endOfHead(text: string): number {
  for (let at = HALF; at > HALF - LONGEST_EOJEOL; at--) if (isSpace(text, at)) return at;
  for (let at = HALF; at > HALF - LONGEST_EOJEOL; at--) if (!isInside(text, at)) return at;
  return isPair(text, HALF) ? HALF - 1 : HALF;
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
