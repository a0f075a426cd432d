import { finishHash, HASH_START, hashStep, hashSteps } from '../../hangul/index.js';
import type { Judged } from '../../judge/result.js';
import { keptComment } from './kept.js';
import { bandOf, BANDS, DRAWN_OF_BAND } from './limits.js';
import type { KeptComment } from './part.js';

/** Seed of the hashes: another gives another draw. */
const SEED = 'draw-1';
/** Code units of each text that are hashed: fewer than are kept, so that what is kept has the same hash. */
const HASHED = 200;

interface Drawn {
  readonly hash: number;
  readonly comment: KeptComment;
}

/**
 * Comments drawn at random within bands of score: of each band those with the least hashes of article, id and text. So a
 * draw does not depend on order, and draws of parts merge into the draw of the whole.
 */
export class Draw {
  readonly #bands: Drawn[][] = BANDS.map(() => []);

  /** Adds a comment if it may be among the drawn. */
  add(judged: Judged, place: number): void {
    const { comment, result } = judged;
    const hash = hashOf(comment.articleId, comment.id, comment.text);
    if (!this.#fits(bandOf(result.score), hash, place)) return;
    // Neither reasons nor home: a reader should decide without them.
    this.keep(keptComment({ ...judged, result: { ...result, reasons: [], home: null } }, place), hash);
  }

  /** Adds a comment that another draw has kept. */
  keep(comment: KeptComment, hash = hashOf(comment.articleId, comment.id, comment.text)): void {
    const at = bandOf(comment.score);
    if (!this.#fits(at, hash, comment.place)) return;
    const band = this.#bands[at]!;
    const drawn = { hash, comment };
    const before = band.findIndex((other) => compare(drawn, other) < 0);
    band.splice(before === -1 ? band.length : before, 0, drawn);
    band.length = Math.min(band.length, DRAWN_OF_BAND);
  }

  /** The drawn comments, band by band, in the order of their hashes. */
  inOrder(): KeptComment[] {
    return this.#bands.flat().map(({ comment }) => comment);
  }

  #fits(band: number, hash: number, place: number): boolean {
    const last = this.#bands[band]![DRAWN_OF_BAND - 1];
    return last === undefined || hash < last.hash || (hash === last.hash && place < last.comment.place);
  }
}

function compare(one: Drawn, other: Drawn): number {
  return one.hash - other.hash || one.comment.place - other.comment.place;
}

function hashOf(...texts: readonly string[]): number {
  let hash = HASH_START;
  for (const text of [SEED, ...texts]) {
    hash = hashSteps(text, hash, HASHED);
    hash = hashStep(hash, 0);
  }
  return finishHash(hash);
}
