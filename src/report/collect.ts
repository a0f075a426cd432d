import { count, type Judged, noCounts, type VerdictCounts } from '../judge/result.js';
import { byUrgency, keptComment } from './gather/kept.js';
import { Tallies } from './gather/tallies.js';
import { BODIES, BODY_CHARACTERS, CONTEXT_COMMENTS, REPORT_COMMENTS } from './limits.js';
import type { KeptComment, ReportPart } from './part.js';

/**
 * Gathers what a report shows: counts of everything, and the most urgent comments with their text.
 *
 * Parts of a dump may be gathered apart and merged in the order of the dump; the report is the same, byte for byte, as of one
 * collector that saw all, wherever the dump was cut. Memory: some 1 KB for each comment kept, at most 80 MB of bodies, and
 * about 300 bytes for each article of the dump.
 */
export class ReportCollector {
  readonly counts: VerdictCounts = noCounts();
  readonly tallies = new Tallies();
  readonly #most: number;
  readonly #context: number;
  /** Whether places were given. */
  #placed = false;
  #kept: KeptComment[] = [];
  #bodies = new Map<string, string>();
  /** Whether `#kept` and `#bodies` are as {@link #cut} leaves them. */
  #isCut = true;

  /**
   * @param most comments kept with their text
   * @param context comments that are neither flagged nor worth a look are kept from among so many first ones. A collector
   *   for a part that begins at comment n may be given `Math.max(0, CONTEXT_COMMENTS - n)`: more would only be dropped on merging.
   */
  constructor(most = REPORT_COMMENTS, context = CONTEXT_COMMENTS) {
    this.#most = most;
    this.#context = context;
  }

  /**
   * @param place which comment of the dump it is, from 0. Needed where a part is no stretch of the dump; given for one
   *   comment of a part, it must be given for all. Such parts may be merged in any order.
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
    // The article it was judged under, whatever the comment says of itself.
    this.#keep(keptComment({ ...judged, comment: { ...comment, articleId: article.id } }, place));
    const body = article.body?.slice(0, BODY_CHARACTERS) ?? '';
    if (body !== '' && !this.#bodies.has(article.id)) this.#bodies.set(article.id, body);
  }

  /** What was gathered so far, for {@link merge} of another collector. */
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

  /** Takes what was gathered of the stretch of the dump that follows, or of any comments whose places were given. */
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
    // Seldom enough that sorting costs little for each comment.
    if (this.#kept.length > this.#most + Math.max(1000, this.#most / 4)) this.#cut();
  }

  /** Lets go of all but the most urgent comments, and of bodies that no longer belong to any. */
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
