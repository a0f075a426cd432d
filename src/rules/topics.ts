import type { TermHit } from '../hangul/index.js';
import type { RuleMatch } from './compiled.js';
import type { Pack } from './schema.js';

/** How far an article has the topic of a pack. */
export interface TopicScore {
  /** Each rule once where the body has it, twice where the title has it. */
  readonly points: number;
  /** Of these, what the title gives. */
  readonly titlePoints: number;
  /** Whether that is enough. */
  readonly has: boolean;
}

/**
 * Whether a hit counts for the topic of an article. Journalists write plainly: what needs letters guessed or put in
 * another order is another word there.
 */
export function isPlain(hit: TermHit): boolean {
  return hit.cost === 0 && !hit.via.includes('choseong') && !hit.via.includes('anagram');
}

/** The scores of all packs that have a topic, by pack id, from what the rules found in title and body. */
export function scoreTopics(
  packs: readonly Pack[],
  title: readonly RuleMatch[],
  body: readonly RuleMatch[],
): Map<string, TopicScore> {
  const inTitle = new Set(title.map(({ rule }) => rule));
  const scores = new Map<string, TopicScore>();
  for (const { id, topic } of packs) {
    if (!topic) continue;
    const of = (matches: readonly RuleMatch[]): number[] =>
      matches.filter(({ rule }) => rule.pack.id === id).map(({ rule }) => rule.points);
    const sum = (points: readonly number[]): number => points.reduce((a, b) => a + b, 0);
    const titlePoints = 2 * sum(of(title));
    const points = titlePoints + sum(of(body.filter(({ rule }) => !inTitle.has(rule))));
    const titleAt = topic['title-at'] ?? topic.at;
    scores.set(id, { points, titlePoints, has: points >= topic.at || titlePoints >= titleAt });
  }
  return scores;
}
