import { LOOSE_WAYS, type TermHit } from '../hangul/index.js';
import type { CompiledRule } from './compiled.js';
import type { PackHead } from './pack.js';

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
  if (hit.via.length === 0) return true;
  return hit.cost === 0 && !hit.via.some((way) => LOOSE_WAYS.has(way));
}

/**
 * The scores of all packs that have a topic, by pack id, from the rules that hold for title and body.
 */
export function scoreTopics(
  packs: readonly PackHead[],
  title: readonly CompiledRule[],
  body: readonly CompiledRule[],
): Map<string, TopicScore> {
  const inTitle = new Set(title);
  const ofTitle = pointsByPack(title);
  const ofBody = pointsByPack(body.filter((rule) => !inTitle.has(rule)));
  const scores = new Map<string, TopicScore>();
  for (const { id, topic } of packs) {
    if (!topic) continue;
    const titlePoints = 2 * (ofTitle.get(id) ?? 0);
    const points = titlePoints + (ofBody.get(id) ?? 0);
    const titleAt = topic['title-at'] ?? topic.at;
    scores.set(id, { points, titlePoints, has: points >= topic.at || titlePoints >= titleAt });
  }
  return scores;
}

/** The ids of the packs whose topic an article has by the rules that hold for title and body. */
export function topicsHeld(title: readonly CompiledRule[], body: readonly CompiledRule[]): Set<string> {
  const packs = new Set([...title, ...body].map(({ pack }) => pack));
  const held = new Set<string>();
  for (const [id, { has }] of scoreTopics([...packs], title, body)) if (has) held.add(id);
  return held;
}

function pointsByPack(rules: readonly CompiledRule[]): Map<string, number> {
  const points = new Map<string, number>();
  for (const { pack, points: own } of rules) points.set(pack.id, (points.get(pack.id) ?? 0) + own);
  return points;
}
