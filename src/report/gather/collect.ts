import type { Judged } from '../../judge/result.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import { Draw } from './draw.js';
import { type Flood, floodsOf } from './floods.js';
import type { Scoring } from './foreign-share.js';
import { keptComment } from './kept.js';
import { sourceTally, Tallies } from './tallies.js';
import { BODIES, BODY_CHARACTERS, CONTEXT_COMMENTS, REPORT_COMMENTS } from './limits.js';
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
  readonly #scoring: Scoring;
  readonly #draw = new Draw();
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
   * @param scoring how the scores were made; a merged part says so itself
   */
  constructor(most = REPORT_COMMENTS, context = CONTEXT_COMMENTS, scoring: Scoring = 'together') {
    this.#scoring = scoring;
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
    this.tallies.add(judged, place, this.#scoring);
    this.#draw.add({ ...judged, comment: { ...comment, articleId: article.id } }, place);
    if (!isUrgent(result) && place >= this.#context) return;
    // Use the article it was judged under, not the one named by the comment.
    this.#keep(keptComment({ ...judged, comment: { ...comment, articleId: article.id } }, place));
    const body = article.body?.slice(0, BODY_CHARACTERS) ?? '';
    if (body !== '' && !this.#bodies.has(article.id)) this.#bodies.set(article.id, body);
  }

  /** Exports everything gathered so far, for {@link merge} of another collector. */
  toPart(): ReportPart {
    this.#cut();
    return {
      version: 2,
      placed: this.#placed,
      counts: { ...this.counts },
      ...this.tallies.toPart(),
      comments: this.shown,
      drawn: this.drawn,
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
    for (const drawn of part.drawn) this.#draw.keep({ ...drawn, place: before + drawn.place });
    for (const comment of part.comments) {
      const place = before + comment.place;
      if (isUrgent(comment) || place < this.#context) this.#keep({ ...comment, place });
    }
  }

  /** The comments to show, in the order of the dump. */
  get shown(): KeptComment[] {
    this.#cut();
    return [...this.#kept].sort((one, other) => one.place - other.place);
  }

  /** Comments drawn at random within the bands of score, in the order in which they are to be decided. */
  get drawn(): KeptComment[] {
    return this.#draw.inOrder();
  }

  /** The floods of the dump, most suspects first. */
  get floods(): Flood[] {
    return floodsOf([...this.tallies.sources.values()].map(sourceTally), this.tallies.articles);
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

/** Whether a comment is kept wherever it stands: one to look at, or a member of a campaign. */
function isUrgent({ flag, review, campaign }: Pick<KeptComment, 'flag' | 'review' | 'campaign'>): boolean {
  return flag || review || campaign !== null;
}

/**
 * Priority for keeping comments: flagged, in review, then members of campaigns, each by score; then the others in input
 * order.
 */
function byUrgency(one: KeptComment, other: KeptComment): number {
  const urgency = urgencyOf(other) - urgencyOf(one);
  if (urgency !== 0) return urgency;
  const score = urgencyOf(one) > 0 ? other.score - one.score : 0;
  return score !== 0 ? score : one.place - other.place;
}

function urgencyOf({ flag, review, campaign }: KeptComment): number {
  if (flag) return 3;
  if (review) return 2;
  return campaign === null ? 0 : 1;
}
