import { JaroWinklerDistance } from 'natural/lib/natural/distance/index.js';

/**
 * Below this likeness (0 to 1) a suggestion confuses more than it helps: `wieght`/`weight` is 0.95, `jamoo`/`jamo` 0.96,
 * `name`/`none` 0.70.
 */
const LIKE = 0.75;
/** Longer words are no slips of the hand. */
const LONGEST = 40;

/**
 * The known word that `word` was most likely meant to be, or null where none is near.
 *
 * @example nearest('wieght', ['id', 'weight']) // 'weight'
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  let best: string | null = null;
  let likeness = LIKE;
  for (const candidate of known) {
    const like = JaroWinklerDistance(word, candidate, { ignoreCase: true });
    if (like > likeness) {
      best = candidate;
      likeness = like;
    }
  }
  return best;
}
