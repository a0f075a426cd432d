import { hashSteps } from '../hangul/index.js';
import { KEPT_HEADS, KEPT_PAIRS } from './foreign-posts.js';
import type { KnownGround } from './foreign-gate.js';
import type { Post } from './campaign.js';
import type { RewordedOptions } from './reworded-options.js';
import type { Vocabulary } from './vocabulary.js';
import type { PairReader } from './word-pairs.js';

/** A foreign post that is near the new one. */
export interface Near {
  readonly number: number;
  readonly like: number;
  readonly mine: boolean;
  /** Place in the draft of the pair that weighs most. */
  readonly best: number;
}

/** A pair or a head of a word, before the rarest are kept. */
interface Unit {
  readonly idf: number;
  readonly pair: number;
  readonly word: number;
  readonly start: number;
}

/** The new post between `find` and `keep`. */
export interface Draft {
  readonly at: number;
  readonly author: number;
  readonly article: number;
  readonly pairs: Int32Array;
  readonly weights: Float32Array;
  /** Word of each pair, and its place in the text. */
  readonly words: Int32Array;
  readonly starts: Int32Array;
  readonly count: number;
  /** Place of the first head of a word, behind the pairs. */
  readonly heads: number;
  readonly vector: Int8Array;
  readonly text: number;
  chance: number;
  near: readonly Near[];
  tightness: number;
  core: boolean;
  /** Earlier posts that it made core. */
  cores: readonly number[];
}

/**
 * What finding its company needs of a post.
 *
 * @param reader has just read its text
 * @param at its time, or the clock's where it has none, ms
 */
export function draftOf(
  post: Post,
  at: number,
  reader: PairReader,
  vector: Float32Array,
  ground: KnownGround | undefined,
  vocabulary: Vocabulary,
  o: RewordedOptions,
): Draft {
  const kept: Unit[] = [];
  const heads: Unit[] = [];
  let text = 0;
  let squares = 0;
  for (let place = 0; place < reader.length; place++) {
    const pair = reader.pairs[place]!;
    text ^= Math.imul(pair + 1, 0x9e3779b1);
    if (ground?.pairs.has(pair) === true) continue;
    const idf = vocabulary.weight(reader, place, post.at);
    if (idf < o.minIdf) continue;
    kept.push({ idf, pair, word: reader.words[place]!, start: reader.starts[place]! });
    squares += idf * idf;
  }
  for (let place = 0; place < reader.headCount; place++) {
    const pair = reader.heads[place]!;
    if (ground?.pairs.has(pair) === true) continue;
    const idf = vocabulary.headWeight(pair, post.at, o.freshCount);
    if (idf > 0) heads.push({ idf, pair, word: reader.headWords[place]!, start: reader.headStarts[place]! });
  }
  const rarest = (a: Unit, b: Unit): number => b.idf - a.idf || a.pair - b.pair;
  const pairs = kept.sort(rarest).slice(0, KEPT_PAIRS - KEPT_HEADS);
  const units = [...pairs, ...heads.sort(rarest).slice(0, KEPT_HEADS)];
  const norm = Math.sqrt(squares) || 1;
  return {
    at,
    author: numberOf(post.author ?? ''),
    article: numberOf(post.article),
    pairs: Int32Array.from(units, ({ pair }) => pair),
    weights: Float32Array.from(units, ({ idf }) => idf / norm),
    words: Int32Array.from(units, ({ word }) => word),
    starts: Int32Array.from(units, ({ start }) => start),
    count: units.length,
    heads: pairs.length,
    vector: Int8Array.from(vector, (value) => Math.round(value * 127)),
    text,
    chance: 0,
    near: [],
    tightness: 0,
    core: false,
    cores: [],
  };
}

/** FNV-1a, 1 to 2^31 − 1; 0 for the empty text. */
function numberOf(text: string): number {
  if (text === '') return 0;
  return hashSteps(text) >>> 1 || 1;
}
