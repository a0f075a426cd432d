import { cutPieces, gatherReasons, markPieces, shorten } from '../../judge/explain.js';
import type { Judged } from '../../judge/result.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import { Tallies } from './tallies.js';
import {
  BODIES,
  BODY_CHARACTERS,
  COMMENT_REASONS,
  CONTEXT_COMMENTS,
  NAME_CHARACTERS,
  REPORT_COMMENTS,
  TEXT_CHARACTERS,
} from './limits.js';
import type { KeptComment, ReportPart } from './part.js';

/**
 * Gathers the content of a report: counts of all comments, and the most urgent comments with their text.
 *
 * Several collectors may share a dump. Merged in the order of the dump, their parts give byte for byte the report of one
 * collector that saw everything, wherever the dump was cut. Memory: about 1 KB for each comment kept, at most 80 MB of
 * bodies, and about 300 bytes for each article of the dump.
 */
export class ReportCollector {
  readonly counts: VerdictCounts = noCounts();
  readonly tallies = new Tallies();
  readonly #most: number;
  readonly #context: number;
  /** Whether the caller passes places. */
  #placed = false;
  #kept: KeptComment[] = [];
  #bodies = new Map<string, string>();
  /** Whether nothing was added since the last {@link #cut}. */
  #isCut = true;

  /**
   * @param most comments kept with their text
   * @param context of the first `context` comments, also those that are neither flagged nor in review are kept. A
   *   collector of a part that begins at comment n needs `Math.max(0, CONTEXT_COMMENTS - n)`; merging drops the rest.
   */
  constructor(most = REPORT_COMMENTS, context = CONTEXT_COMMENTS) {
    this.#most = most;
    this.#context = context;
  }

  /**
   * Adds a judged comment.
   *
   * @param place index of the comment in the dump. Required for all comments of a part that is not contiguous; such parts
   *   may be merged in any order.
   */
  add(judged: Judged, place?: number): void {
    if (place !== undefined) this.#placed = true;
    this.#add(judged, place ?? this.counts.comments);
  }

  #add(judged: Judged, place: number): void {
    const { article, comment, result } = judged;
    count(this.counts, result);
    this.tallies.add(judged, place);
    if (!result.review && !result.flag && place >= this.#context) return;
    // Use the article it was judged under, not the one named by the comment.
    this.#keep(keptComment({ ...judged, comment: { ...comment, articleId: article.id } }, place));
    const body = article.body?.slice(0, BODY_CHARACTERS) ?? '';
    if (body !== '' && !this.#bodies.has(article.id)) this.#bodies.set(article.id, body);
  }

  /** Exports everything gathered so far, for {@link merge} of another collector. */
  toPart(): ReportPart {
    this.#cut();
    return {
      version: 1,
      placed: this.#placed,
      counts: { ...this.counts },
      ...this.tallies.toPart(),
      comments: this.shown,
      bodies: [...this.#bodies],
    };
  }

  /** Adds the part of the next section of the dump, or a part with explicit places. */
  merge(part: ReportPart): void {
    const before = part.placed ? 0 : this.counts.comments;
    this.#placed ||= part.placed;
    for (const name of Object.keys(this.counts) as (keyof VerdictCounts)[]) {
      this.counts[name] += part.counts[name];
    }
    this.tallies.merge(part, before);
    for (const [id, body] of part.bodies) if (!this.#bodies.has(id)) this.#bodies.set(id, body);
    for (const comment of part.comments) {
      const place = before + comment.place;
      if (comment.review || comment.flag || place < this.#context) this.#keep({ ...comment, place });
    }
  }

  /** The comments to show, in the order of the dump. */
  get shown(): KeptComment[] {
    this.#cut();
    return [...this.#kept].sort((one, other) => one.place - other.place);
  }

  /** The first {@link BODY_CHARACTERS} characters of the body of an article with comments to show. */
  bodyOf(articleId: string): string | null {
    this.#cut();
    return this.#bodies.get(articleId) ?? null;
  }

  #keep(comment: KeptComment): void {
    this.#kept.push(comment);
    this.#isCut = false;
    // Cut rarely, so that the amortised cost of sorting per comment is small.
    if (this.#kept.length > this.#most + Math.max(1000, this.#most / 4)) this.#cut();
  }

  /** Drops all but the most urgent comments, and bodies without a comment. */
  #cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#kept = this.#kept.sort(byUrgency).slice(0, this.#most);
    const bodies = new Map<string, string>();
    for (const { articleId } of this.#kept) {
      const body = bodies.size < BODIES ? this.#bodies.get(articleId) : undefined;
      if (body !== undefined) bodies.set(articleId, body);
    }
    this.#bodies = bodies;
  }
}

/** Characters of a reason's quotation. */
const QUOTE_CHARACTERS = 60;

/** A comment for the report: its text with marks, its strongest reasons. */
function keptComment({ comment, result }: Judged, place: number): KeptComment {
  const { pieces, leftOff } = cutPieces(markPieces(comment.text, result.reasons), TEXT_CHARACTERS);
  const marks: number[] = [];
  let end = 0;
  for (const { text, side } of pieces) {
    end += text.length;
    if (side !== 'none') marks.push(end - text.length, end, side === 'against' ? 1 : -1);
  }
  const { author, createdAt } = comment;
  const { verdict, score, flag, review, home, campaign } = result;
  return {
    place,
    id: shorten(comment.id, NAME_CHARACTERS),
    articleId: comment.articleId,
    text: comment.text.slice(0, end),
    leftOff,
    ...(author === undefined ? {} : { author: shorten(author, NAME_CHARACTERS) }),
    ...(createdAt === undefined ? {} : { createdAt: shorten(createdAt, NAME_CHARACTERS) }),
    verdict,
    score,
    flag,
    review,
    marks,
    reasons: gatherReasons(result.reasons, result.verdict)
      .slice(0, COMMENT_REASONS)
      .map(({ reason: { kind, id, weight, text, via, reads, title }, times }) => ({
        kind,
        id,
        weight,
        ...(text === undefined ? {} : { text: shorten(text, QUOTE_CHARACTERS) }),
        ...(via === undefined || via.length === 0 ? {} : { via }),
        ...(reads === undefined ? {} : { reads: shorten(reads, QUOTE_CHARACTERS) }),
        ...(title === undefined ? {} : { title }),
        times,
      })),
    home,
    campaign,
  };
}

/** Priority for keeping comments: flagged, then in review, both by score; then the others in input order. */
function byUrgency(one: KeptComment, other: KeptComment): number {
  const urgency = urgencyOf(other) - urgencyOf(one);
  if (urgency !== 0) return urgency;
  const score = urgencyOf(one) > 0 ? other.score - one.score : 0;
  return score !== 0 ? score : one.place - other.place;
}

function urgencyOf({ flag, review }: KeptComment): number {
  if (flag) return 2;
  return review ? 1 : 0;
}
