import { type Elsewhere, elsewhereAmong } from '../../judge/index.js';
import type { Encoder } from '../../relevance/index.js';
import type { KnownTitle } from './chunk.js';

/**
 * Puts the titles of all articles of a dump together, once in each thread: some 10 µs and 1 KB each.
 *
 * @param known in any order, each id once
 */
export function buildElsewhere(encoder: Encoder, known: Iterable<KnownTitle>): Elsewhere {
  return elsewhereAmong(encoder, known);
}
